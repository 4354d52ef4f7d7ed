#pragma once
// Errors that a test found and the next source corrected: red on the source before a commit, green on its own.

#include "grader/model/correction.h"
#include "grader/model/grading.h"

namespace grader::measure {

// corrections.commits: commits with a test that failed on the source before and passes on theirs. A test that asks for
// a name which was not there yet found no error. corrections.tests: different tests that did so; those over a table of
// values are one. None seen: no evidence, and whether older commits are beyond the bound.
// fixes.tested: of the changes to code that was there, those with such a test. Such a change is a commit with one, or
// one that edits lines of source while every test of it passes on the source before too. Fewer than kFewestFixes are
// too little to judge.
constexpr std::int64_t kFewestFixes = 3;
void measure_corrections(const TriedChanges& tried, EvidenceTable& table);

}  // namespace grader::measure
