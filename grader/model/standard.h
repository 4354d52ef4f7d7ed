#pragma once
// The standard as data: exact wording, printed mapping untouched. rubrics/<id>/standard.json.

#include <string>
#include <vector>

#include "grader/base/result.h"

namespace grader {

struct Statement {
  std::string id;    // "S5"
  std::string text;  // exact
};

struct Duty {
  std::string id;
  std::string text;
  std::vector<std::string> statements;  // as printed; may be empty
};

struct Standard {
  std::string reference;  // "ST0128"
  std::string updated;
  std::string licence;
  std::string source;
  std::vector<Duty> duties;
  std::vector<Statement> knowledge, skills, behaviours;

  // nullptr when there is none of that id
  const Statement* find(const std::string& id) const;
};

Result<Standard> read_standard();

}  // namespace grader
