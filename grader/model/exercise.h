#pragma once
// An exercise, "grader-exercise-1": what a tutor sets, and how it is judged. Format: docs/schema/exercise.schema.json.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/mode.h"

namespace grader {

// What a grading as a whole may take where no exercise says otherwise.
inline constexpr std::chrono::seconds kGradingTime{1'200};

enum class Priority { kMust, kShould, kStretch };

struct Requirement {
  std::string id;
  Priority level = Priority::kMust;
  std::string text;
  bool given = false;  // holds on the starter already
  bool bug = false;    // a fault seeded in the starter breaks it; met once that is mended. Never given as well
};

struct TestSet {
  std::string dir;                                        // below the exercise's folder
  std::string at;                                         // where the files stand in the learner's tree
  std::map<std::string, std::vector<std::string>> cases;  // exact test id -> requirement ids
};

struct Faulty {
  std::string dir;
  std::vector<std::string> breaks;
  std::string what;
};

struct Example {
  std::vector<std::string> argv;
  std::string input;
  std::string output;  // exact
};

struct Exercise {
  std::filesystem::path folder;
  std::string id;
  int version = 1;
  std::string title;
  std::string language;
  std::vector<std::string> skills;
  std::vector<Requirement> requirements;
  std::vector<std::string> interface_files;
  std::vector<std::string> build;
  std::optional<Example> example;
  Mode mode = Mode::kInProcess;
  std::vector<std::string> program;     // of mode io: the command that each case runs, in a copy of the built work
  std::map<std::string, Check> checks;  // of mode io, by name
  std::string interface;                // of mode split: what tests call, as JSON; see signature.h
  std::string brief, starter, reference,
      submissions;    // below the folder; reference and submissions "" in a public pack
  std::string style;  // below the folder: configuration of formatter and linter; "": the toolchain's own
  TestSet public_tests;
  std::optional<TestSet> hidden_tests;  // none in a public pack
  std::vector<Faulty> faulty;
  std::uint64_t test_cpu_ms = 2'000;
  std::uint64_t memory_mib = 512;
  std::chrono::seconds grading = kGradingTime;  // wall time
  bool full_tier = false;                       // minimum.tier is "full"
  Mode least_assurance = Mode::kInProcess;      // minimum.assurance
  int least_mutation = 0;                       // minimum.mutation: percent of mutants that hidden tests notice
  bool asks_ci = false;  // instructed: a row that needs an instruction that was not given is "No evidence here"
  bool asks_branches = false;
  bool asks_docs = false;
  std::string debug_log;  // in the learner's tree, the log of the search for bugs; "": none is asked for

  bool is_pack() const { return !hidden_tests; }
};

// Reads and checks exercise.json of a folder. Fails with kSetup (kUsage when there is no such folder).
Result<Exercise> read_exercise(const std::filesystem::path& folder);

// The public pack: path -> bytes of everything an apprentice may have, made by allow-list. A pack of a pack is the
// same.
Result<std::map<std::string, std::string>> public_pack(const Exercise& exercise);

// Files below folders of the exercise, each folder laid over those before it: path -> bytes. Fails when one cannot be
// read.
Result<std::map<std::string, std::string>> layers_of(const Exercise& exercise, const std::vector<std::string>& folders);

// SHA-256 over the public pack; the same for the tutor's exercise and the apprentice's pack.
Result<std::string> public_hash(const Exercise& exercise);

// Which exercise a slug, a folder or a pack names: a folder wins, then the project's exercises/, then those in the
// user's data folder. Fails with kUsage and lists what there is.
Result<std::filesystem::path> find_exercise(const std::string& name);

}  // namespace grader
