#pragma once
// What the starter had already is no finding of the work, on a line that the learner touched either.

#include <vector>

#include "grader/model/facts.h"
#include "grader/model/source.h"
#include "grader/model/workspace.h"

namespace grader::measure {

// Without those on own lines that the starter has too: of the same file, rule and words, and no more of them than it
// has and than do not stand on its own lines still.
std::vector<Finding> without_given(std::vector<Finding> findings, const std::vector<Finding>& given,
                                   const OwnLines& own);

// The same for leftovers and for names that do not fit; and without public functions of the starter's that lack no more
// than they lacked in it. Sets `given` of functions.
SourceFacts without_given(SourceFacts source, const SourceFacts& given, const OwnLines& own);

}  // namespace grader::measure
