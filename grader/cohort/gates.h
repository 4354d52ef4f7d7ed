#pragma once
// What of a submission a person confirms by name: with a reason, and so never many at a time.

#include <map>
#include <string>
#include <vector>

#include "grader/model/cohort.h"
#include "grader/model/results.h"

namespace grader::cohort {

// Those of its levels, and of its flags those that leave open whose work it is, or when it was done. None unless it is
// graded, by this run or an earlier one.
std::vector<Gate> gates_of(const Item& item, const Levels& levels);

// Why a level of the skill needs a reason; "" when it needs none.
std::string why_of(const std::vector<Gate>& gates, const std::string& skill);

// Of the submissions that have one.
using Gates = std::map<Submission, std::vector<Gate>>;
std::string why_of(const Gates& gates, const Submission& submission, const std::string& skill);

}  // namespace grader::cohort
