#pragma once
// What earlier gradings saw of tests under mutants, for those mutants that an edit of the work leaves as they were.

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/mutant.h"
#include "grader/model/mutant_run.h"
#include "grader/pipeline/test_texts.h"

namespace grader::pipeline {

// A test under a mutant, by what stays the same over edits: see Unchanged. It ends as it did while its own text and
// each function that it entered are there, unchanged, and nothing but bodies of functions and texts of tests has
// changed.
struct KeptTry {
  std::string mutant;
  std::string test;
  std::string text;  // see TestTexts
  bool killed = false;
  std::uint64_t steps = 0;
  std::set<std::string> entered;
  bool operator==(const KeptTry&) const = default;
};

class KeptTries {
 public:
  // Knows nothing and keeps nothing.
  KeptTries() = default;

  // `file` holds the tries of works that differ in bodies of functions and texts of tests alone: everything else that a
  // run of mutants depends on is in its name. Of a file that is not there, or cannot be read, nothing is known.
  KeptTries(std::filesystem::path file, Unchanged unchanged, TestTexts texts);

  // Those of mutants, functions and tests that the work still has.
  const std::vector<KeptTry>& known() const { return known_; }

  // For the runner: "tell", then a line each: number of the mutant, steps, "1" when the test failed, the test; parted
  // by tabs. Empty when nothing is kept.
  std::string hint() const;

  // Writes what is known, and what a run says beside it. Fails with kPlatform as write_file does.
  Result<void> keep(const MutantRun& run);

 private:
  std::filesystem::path file_;
  Unchanged unchanged_;
  TestTexts texts_;
  std::vector<KeptTry> known_;
};

}  // namespace grader::pipeline
