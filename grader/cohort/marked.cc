#include "grader/cohort/marked.h"

#include <algorithm>

#include "grader/model/grading_json.h"

namespace grader::cohort {

Result<Marked> read_marked(const Cohort& cohort, store::Store& store) {
  auto runs = store.runs(cohort.rules.name);
  if (!runs) return pass(runs);
  const auto last = std::find_if(runs->rbegin(), runs->rend(), [](const Run& run) { return run.ended != 0; });
  if (last == runs->rend())
    return fail(Fault::kUsage, "reading the results", cohort.rules.name, "no run of the cohort has ended yet",
                "grader cohort run");
  auto items = store.items(last->id);
  if (!items) return pass(items);
  auto audit = store.audit(cohort.rules.name);
  if (!audit) return pass(audit);
  return Marked{.run = *last, .items = std::move(*items), .standings = standing_of(*audit)};
}

Result<Grading> judged(const Cohort& cohort, store::Store& store, const std::string& key, bool with_page) {
  Result<Grading> grading = [&]() -> Result<Grading> {
    if (with_page) {
      auto kept = store.grading(key);
      if (!kept) return pass(kept);
      if (*kept) return grading_of((*kept)->facts, (*kept)->page);
    } else {
      auto facts = store.facts({key});
      if (!facts) return pass(facts);
      if (facts->contains(key)) return grading_of((*facts)[key]);
    }
    return fail(Fault::kPlatform, "reading a kept grading", key.substr(0, 12), "it is not kept any more",
                "run the cohort again");
  }();
  if (grading) assess::judge(cohort.yardstick.rubric, cohort.yardstick.standard, *grading);
  return grading;
}

void add_standings(const Standings& standings, Results& results) {
  for (ResultRow& row : results.rows) {
    Stage least = Stage::kReleased;
    for (const auto& [skill, words] : row.levels.skills) {
      const auto found = standings.find({row.item.submission, skill});
      if (found == standings.end()) {
        least = Stage::kProvisional;
        continue;
      }
      least = std::min(least, found->second.stage);
      if (!found->second.level.empty()) row.confirmed[skill] = found->second.level;
    }
    row.stage = row.levels.skills.empty() ? Stage::kProvisional : least;
  }
}

}  // namespace grader::cohort
