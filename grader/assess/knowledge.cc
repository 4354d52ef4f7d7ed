#include <algorithm>

#include "grader/assess/assess.h"
#include "grader/base/text.h"

namespace grader::assess {

std::vector<SeenInUse> seen_in_use(const Rubric& rubric, const Standard& standard, const std::vector<Use>& uses) {
  constexpr std::ptrdiff_t kMostPlaces = 2;  // of each use
  std::vector<SeenInUse> rows;
  for (const Knowledge& knowledge : rubric.knowledge) {
    const Statement* statement = standard.find(knowledge.id);
    SeenInUse row{.id = knowledge.id, .text = statement == nullptr ? "" : statement->text};
    std::vector<std::string> seen;
    for (const std::string& wanted : knowledge.uses) {
      std::ptrdiff_t count = 0;
      for (const Use& use : uses) {
        if (use.use == wanted && count++ < kMostPlaces) row.places.push_back(use.file + ":" + std::to_string(use.line));
      }
      if (count > 0) seen.push_back(wanted);
    }
    row.what = join(seen, ", ");
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace grader::assess
