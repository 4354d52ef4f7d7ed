#pragma once
// Values as rows of the tables.

#include <string>
#include <vector>

#include "grader/model/cohort.h"
#include "grader/store/database.h"

namespace grader::store {

// Of cohort, apprentice, exercise, number, run, grading, rubric and levels; takes the texts.
Assessed assessed_in(Row& row);

// Of cohort, apprentice, exercise, state, commit_id, tree, basis, flags, grading, fault and attempts. Throws a Failure
// when the flags are no list.
Item item_in(const Row& row);

// The flags of an item, as its column keeps them.
std::string column_of(const std::vector<std::string>& flags);

}  // namespace grader::store
