#pragma once
// What became of the mutants of one submission's own code when its own tests ran against them.

#include <cstddef>
#include <string>
#include <vector>

#include "grader/model/mutant.h"
#include "grader/model/mutant_run.h"

namespace grader {

struct JudgedMutant {
  Mutant mutant;
  MutantVerdict verdict;
  bool operator==(const JudgedMutant&) const = default;
};

// A surviving mutant worth a test, in words.
struct Survivor {
  std::size_t index = 0;  // in Mutation::mutants
  std::string text;       // "No own test notices when `a > b` becomes `a >= b`."
  std::string next;       // one step: "Add a test in which `a` and `b` are equal."
  bool operator==(const Survivor&) const = default;
};

// `mutants` empty with a `problem`: they could not be judged. Empty without one: there is nothing to change, or no own
// test to judge by.
struct Mutation {
  std::vector<JudgedMutant> mutants;  // that compile and change something, by path and place
  std::vector<Survivor> told;         // at most kMostTold, the most instructive first
  std::vector<std::string> left_out;  // own tests that judged nothing, each with the reason
  std::vector<std::string> tests;     // own tests that judged, in the order they were found
  std::vector<std::string> doubtful;  // among those left out: they noticed changes, and then failed without any
  std::size_t dropped = 0;            // mutants that do not compile
  std::size_t not_sampled = 0;        // beyond what is judged of one submission
  std::string problem;
  bool could_not_run = false;  // the problem lies with the host
  bool operator==(const Mutation&) const = default;
};

constexpr std::size_t kMostTold = 5;

std::size_t count_of(const Mutation& mutation, MutantState state);

// "src/account.cc:41 `a > b` as `a >= b`", or with "left out".
std::string change_of(const Mutant& mutant);

}  // namespace grader
