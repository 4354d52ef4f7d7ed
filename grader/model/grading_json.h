#pragma once
// A Grading as two JSON texts, for whoever keeps it: the facts that levels follow from, and what a report shows
// besides. Levels are in neither: assess::judge gives them anew. Attempts and what is not committed stay out too.

#include <string>

#include "grader/base/result.h"
#include "grader/model/grading.h"

namespace grader {

struct GradingText {
  std::string facts;
  std::string page;
};

// Sorted keys, no white space; bytes that are not UTF-8 become U+FFFD, so that what comes back may differ there.
GradingText text_of(const Grading& grading);

// Fails with kPlatform for a text that text_of did not write. Without a `page`, everything but the facts is empty.
Result<Grading> grading_of(const std::string& facts, const std::string& page = "");

}  // namespace grader
