#pragma once
// Whether the results of one group of tests can be believed at all.

#include <string>

#include "grader/model/canaries.h"
#include "grader/model/facts.h"
#include "grader/model/grading.h"
#include "grader/model/step.h"

namespace grader::measure {

constexpr const char* kContradiction = "The results of this group contradict each other; a person has to look.";

// Whether a report holds what no honest run can: a canary that had to fail passed, the one that had to pass failed, a
// canary was not found beside the tests, or the stream of events was broken in a box that went over no limit.
bool contradicts(const Canaries& canaries, const TestReport& report, Outcome ended);

// Takes the canaries out of a report, in the order they ended.
std::vector<TestCase> take_canaries(const Canaries& canaries, TestReport& report);

// The tests of which a copy was made that failed as it must, by id.
std::vector<std::string> copied_tests(const Canaries& canaries, const std::vector<TestCase>& taken);

// Whether a run may have been ended lest canaries have their turn: a limit ended it, its runner did not say that it
// came to its end, or a canary that it had found did not end. Asked before the canaries are taken out of the report.
bool is_cut(const Canaries& canaries, const TestReport& report, Outcome ended);

// In a run that was cut, a pass stands only where its copy failed as it must or, without a copy, all canaries ended so.
// Without canaries every pass stands.
void expect_guards(const Canaries& canaries, const std::vector<TestCase>& taken, Outcome ended,
                   std::vector<TestCase>& cases);

// Nothing of the group counts any more, neither for the learner nor against.
void set_aside(GroupResult& group);

}  // namespace grader::measure
