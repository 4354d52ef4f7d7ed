#pragma once
// A notice of a small run, and where it goes.

#include "grader/cohort/notice.h"
#include "tests/support/results.h"

namespace grader::cohort {

inline Results results() {
  Results made = support::results_of({support::graded_row("ada-17", "Strong"), support::graded_row("bob-18", "Not yet"),
                                      support::faulty_row("cy-19", ItemState::kRepository, "gone"),
                                      support::faulty_row("di-20", ItemState::kNoSubmission, "nothing")});
  made.rows[0].unchanged = true;
  made.rows[1].item.flags = {"one"};
  made.rows[1].stage = Stage::kConfirmed;
  made.rows[0].gates = {{.skill = "S1", .why = "the same files as bob-18"}};
  made.reviews = 2;
  return made;
}

inline Notice notice() {
  return notice_of(results(), "/srv/caf\xc3\xa9/results/index.html");
}

inline Mail mail() {
  return {
      .server = "smtps://localhost", .from = "grader@college.example", .to = {"a@college.example", "b.c@x.example"}};
}

}  // namespace grader::cohort
