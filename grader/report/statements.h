#pragma once
// Pieces that the formats of more than one system share.

#include <string>
#include <vector>

#include "grader/model/standard.h"

namespace grader::report {

struct Statements {
  std::string name;  // "Skills"
  const std::vector<Statement>* rows = nullptr;
};

// Knowledge, skills and behaviours; they point into the standard.
std::vector<Statements> statements_of(const Standard& standard);

// Fields of our own as a line of CSV, without a guard: they begin no formula.
std::string csv_line(const std::vector<std::string>& fields);

// Why a row got no grade: the word that stands in place of a level; "" when the skill has none.
std::string no_rating(const std::string& skill, const std::string& word);

}  // namespace grader::report
