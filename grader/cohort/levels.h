#pragma once
// From a kept grading's facts to the levels that a rubric gives them; nothing is run.

#include <string>

#include "grader/assess/assess.h"
#include "grader/base/result.h"
#include "grader/model/results.h"
#include "grader/model/standard.h"

namespace grader::cohort {

// What levels follow from, besides facts.
struct Yardstick {
  assess::Rubric rubric;
  Standard standard;
};
Result<Yardstick> read_yardstick();

// Facts are asked of the store so many at a time: one by one is slow, and all of a cohort's at once are large.
constexpr std::size_t kFactsAtOnce = 100;

// Of the edition that tutors see. Fails with kPlatform for facts that cannot be read.
Result<Levels> levels_of(const std::string& facts, const Yardstick& yardstick);

// As the store keeps them. What cannot be read has no levels.
std::string text_of(const Levels& levels);
Levels levels_from(const std::string& text);
// Without the indicators, which no page of a cohort shows: they are most of the text.
Levels shown_levels_from(const std::string& text);
// Whether a kept text says which gates there are; one of an older grader does not, which is not to say that there are
// none.
bool knows_gates(const std::string& text);

}  // namespace grader::cohort
