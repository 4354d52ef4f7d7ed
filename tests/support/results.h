#pragma once
// Results of a small cohort, as a run would give them.

#include "grader/model/results.h"

namespace grader::support {

inline ResultRow graded_row(const std::string& apprentice, const std::string& level) {
  return {.item = {.submission = {.cohort = "SDT", .apprentice = apprentice, .exercise = "bank"},
                   .state = ItemState::kGraded,
                   .commit = std::string(40, 'c'),
                   .tree = std::string(40, 'd'),
                   .basis = "commit dates",
                   .grading = std::string(64, 'e')},
          .levels = {.skills = {{"S1", level}, {"S5", "No evidence here"}},
                     .indicators = {{"S1.1", {.level = level, .rule = "rule"}}},
                     .next = "S1.1",
                     .step = "Builds"},
          .tutor = "t1",
          .employer = "ACME",
          .due = "5 March 2026",
          .page = apprentice + "/bank"};
}

inline ResultRow faulty_row(const std::string& apprentice, ItemState state, const std::string& fault) {
  return {.item = {.submission = {.cohort = "SDT", .apprentice = apprentice, .exercise = "bank"},
                   .state = state,
                   .fault = fault},
          .tutor = "t2",
          .due = "5 March 2026"};
}

inline Results results_of(std::vector<ResultRow> rows) {
  return {.cohort = "SDT",
          .run = "SDT.1",
          .day = "2026-03-06",
          .exercises = {{.id = "bank", .title = "Bank statement", .version = 2}},
          .skills = {"S1", "S5"},
          .texts = {{"S1", "Create logical code"}, {"S5", "Test code"}},
          .rows = std::move(rows),
          .rubric = "st0128-1",
          .rubric_hash = std::string(64, '9'),
          .standard = "ST0128 1.1",
          .engine = "0.1.0",
          .seconds = 75};
}

}  // namespace grader::support
