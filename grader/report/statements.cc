#include "grader/report/statements.h"

#include "grader/base/csv.h"
#include "grader/base/text.h"

namespace grader::report {

std::vector<Statements> statements_of(const Standard& standard) {
  return {{"Knowledge", &standard.knowledge}, {"Skills", &standard.skills}, {"Behaviours", &standard.behaviours}};
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::vector<std::string> quoted;
  for (const std::string& field : fields) quoted.push_back(csv_field(field));
  return join(quoted, ",") + "\n";
}

std::string no_rating(const std::string& skill, const std::string& word) {
  return word.empty() ? skill + " is not among what was released" : skill + " has no level: " + word;
}

}  // namespace grader::report
