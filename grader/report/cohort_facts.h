#pragma once
// What the renderings of a cohort have in common.

#include <string>
#include <vector>

#include "grader/model/results.h"

namespace grader::report {

// Counts of levels or of next steps over fewer people say who they are.
constexpr std::size_t kLeastForCounts = 5;

struct CohortFacts {
  std::size_t people = 0;
  std::size_t collected = 0;  // submissions that are there
  std::size_t graded = 0, unchanged = 0, no_submission = 0;
  std::size_t faults = 0;      // of repositories, exercises and the platform
  std::size_t flagged = 0;     // submissions with something for a person to look at
  std::string step;            // the most common next step; "": none, or too few people
  std::size_t step_count = 0;  // how many it is the first of
  std::size_t ready = 0;       // with a grading, and not confirmed yet
  std::size_t gates = 0;       // submissions with a gate that nobody has confirmed
};
CohortFacts facts_of(const Results& results);

// Of a submission that could not be graded; with its flags, which say so, where an earlier grading stands.
std::string fault_in_words(const Item& item);

// "results of its tests contradict each other (S5); the work does not build as documented"; "" without a gate.
std::string gates_in_words(const ResultRow& row);

// "Bank statement, Task list"
std::string titles_of(const Results& results);

// The due date of all rows that have no date of their own; "" when they differ or there is none.
std::string common_due(const Results& results);

// The same as a person reads it: "5 March 2026", "2 dates, named with the submissions" or "no date".
std::string due_in_words(const Results& results);

}  // namespace grader::report
