#pragma once
// What external reports said, in our own words. Paths are relative to the workspace's root, lines count from 1.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace grader {

// The eleven states of a test case. Only kPassed ever counts for the learner; kPlatform never counts against.
enum class TestState {
  kPassed,
  kFailed,
  kCrashed,
  kTimedOut,
  kOverLimit,
  kSkipped,
  kNotReported,
  kDuplicate,
  kUnexpected,
  kIntegrity,
  kPlatform,
};
const char* name_of(TestState state);
bool is_failure(TestState state);  // failed, crashed, timed out or over a limit

struct TestCase {
  std::string id;  // GoogleTest "Suite.Name", pytest "test_file.py::test_name"
  TestState state = TestState::kNotReported;
  std::string message;  // the framework's own, at most 2,000 bytes
  bool operator==(const TestCase&) const = default;
};

// One run of one group of tests. An empty `cases` with `complete` means that there are no tests.
struct TestReport {
  std::vector<TestCase> cases;         // in the order they ended; ids may repeat
  std::vector<std::string> collected;  // ids the runner found before it ran any
  bool complete = false;               // the runner said that it reached its end
  std::string problem;                 // the first reason why something could not be collected
  std::vector<TestCase> uncollected;   // files of tests that could not be, each once, with the reason
  bool operator==(const TestReport&) const = default;
};

struct FileCoverage {
  std::map<int, std::uint64_t> lines;                               // line -> times executed
  std::map<int, std::pair<std::uint64_t, std::uint64_t>> branches;  // line -> {taken, all} branches that start there
  bool operator==(const FileCoverage&) const = default;
};
using Coverage = std::map<std::string, FileCoverage>;

struct Finding {
  std::string file;
  int line = 0;
  std::string rule;   // "-Wunused-variable"; "" when the tool names none
  std::string level;  // "error", "warning", or "none" for a hint
  std::string message;
  bool operator==(const Finding&) const = default;
};

// One function of a source file. Lines count from 1, the last one included.
struct Function {
  std::string file;
  std::string name;  // "" when the source does not give one that can be read
  int first_line = 0;
  int last_line = 0;
  int complexity = 1;  // cyclomatic
  int cognitive = 0;   // cognitive complexity
  int nesting = 0;     // the deepest decision inside a decision
  int parameters = 0;
  bool readable = true;  // false: it holds something that is not of the language
  bool given = false;    // it is large, and was no smaller in the starter
  bool operator==(const Function&) const = default;
};

// file -> lines that the learner wrote
using OwnLines = std::map<std::string, std::set<int>>;

inline bool is_own(const OwnLines& own, const std::string& file, int line) {
  const auto lines = own.find(file);
  return lines != own.end() && lines->second.contains(line);
}

}  // namespace grader
