#pragma once
// One case of an exercise of mode "io": a folder below the tests folder, named by the case's id.
//
//   case.json   its arguments, the exit code that is asked for, and the name of its check
//   stdin       standard input; none: empty
//   stdout      what standard output must be; none: it is not looked at
//   files/      what stands in the program's folder before it starts
//   expected/   what must stand there after it ended
//
// The box of the learner's program gets the arguments, stdin and files/, and nothing else of it.

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/exercise.h"

namespace grader {

struct IoCase {
  std::string id;
  std::filesystem::path folder;
  std::vector<std::string> arguments;
  std::string input;
  std::map<std::string, std::string> files;     // path in the program's folder -> host path
  std::optional<std::string> output;            // of standard output
  std::map<std::string, std::string> expected;  // path in the program's folder -> bytes
  std::optional<int> exit;
  Check check;
};

// A check as "checks" of exercise.json says it.
Check check_of(const nlohmann::json& json);

// Every case of a set. Fails with kSetup for one without a folder, one that asks for nothing, or a wrong case.json.
Result<std::vector<IoCase>> read_cases(const Exercise& exercise, const TestSet& set);

// Folders of the set that no case is named for.
std::vector<std::string> unmapped_cases(const Exercise& exercise, const TestSet& set);

}  // namespace grader
