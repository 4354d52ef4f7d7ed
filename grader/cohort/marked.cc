#include "grader/cohort/marked.h"

#include <algorithm>

#include "grader/base/dates.h"
#include "grader/cohort/levels.h"
#include "grader/cohort/plan.h"
#include "grader/model/grading_json.h"

namespace grader::cohort {
namespace {

Result<void> read_gates(const Cohort& cohort, store::Store& store, Marked& marked) {
  const auto note = [&](const Item& item, const Levels& levels) {
    std::vector<Gate> gates = gates_of(item, levels);
    if (!gates.empty()) marked.gates[item.submission] = std::move(gates);
  };
  for (const Item& item : marked.items) note(item, {});
  return store.each_assessed(cohort.rules.name, [&](const Assessed& one) {
    if (const Item* item = marked.find(one.submission)) note(*item, shown_levels_from(one.levels));
  });
}

// Adds what people decided of one row: standings from `at` on are of its submission, or of a later one.
void add_standing(Standings::const_iterator at, Standings::const_iterator end, ResultRow& row) {
  std::map<std::string, Stage> stages;
  for (const auto& [skill, words] : row.levels.skills) stages.emplace(skill, Stage::kProvisional);
  bool older = false;
  for (; at != end && at->first.first == row.item.submission; ++at) {
    const auto& [key, standing] = *at;
    const auto stage = stages.find(key.second);
    if (stage == stages.end()) continue;
    older = older || standing.commit != row.item.commit;
    if (standing.commit != row.item.commit) continue;
    stage->second = standing.stage;
    if (!standing.level.empty()) row.confirmed[key.second] = standing.level;
  }
  row.stage = stages.empty() ? Stage::kProvisional : Stage::kReleased;
  for (const auto& [skill, stage] : stages) row.stage = std::min(row.stage, stage);
  for (Gate& gate : gates_of(row.item, row.levels)) {
    const auto stage = stages.find(gate.skill);  // none: it is of all skills
    if ((stage == stages.end() ? row.stage : stage->second) == Stage::kProvisional)
      row.gates.push_back(std::move(gate));
  }
  if (older) row.item.flags.emplace_back("levels were given to an older commit");
}

// Whether the item of a run leaves room for an earlier grading: nothing was found, and no rule says that nothing
// counts.
bool is_open(const Item& item) {
  return item.state != ItemState::kGraded && !(item.state == ItemState::kNoSubmission && is_late(item));
}

// Work that was there once and is not any more is a fault of the repository's.
void let_stand(store::Earlier earlier, Item& item) {
  earlier.item.state = item.state == ItemState::kNoSubmission ? ItemState::kRepository : item.state;
  earlier.item.fault = std::move(item.fault);
  earlier.item.attempts = item.attempts;
  earlier.item.graded_in = earlier.run.id;
  item = std::move(earlier.item);
  item.flags.push_back("the grading of run " + earlier.run.id + " (" + iso_day(utc_day(earlier.run.started)) +
                       ") stands");
}

}  // namespace

Result<std::vector<Item>> items_of(const Cohort& cohort, store::Store& store, const std::string& run) {
  auto items = store.items(run);
  if (!items) return items;
  std::vector<Submission> missing;
  for (const Item& item : *items) {
    if (is_open(item)) missing.push_back(item.submission);
  }
  if (missing.empty()) return items;
  auto found = store.graded_before(run, missing);
  if (!found) return pass(found);
  auto item = items->begin();  // in the same order
  for (store::Earlier& earlier : *found) {
    if (cohort.rules.late == Late::kReject && is_late(earlier.item)) continue;
    while (item->submission != earlier.item.submission) ++item;
    if (!item->tree.empty() && item->tree == earlier.item.tree) continue;  // it counts as nothing now
    let_stand(std::move(earlier), *item);
  }
  return items;
}

Result<Marked> read_marked(const Cohort& cohort, store::Store& store) {
  auto runs = store.runs(cohort.rules.name);
  if (!runs) return pass(runs);
  const auto last = std::find_if(runs->rbegin(), runs->rend(), [](const Run& run) { return run.ended != 0; });
  if (last == runs->rend())
    return fail(Fault::kUsage, "reading the results", cohort.rules.name, "no run of the cohort has ended yet",
                "grader cohort run");
  auto items = items_of(cohort, store, last->id);
  if (!items) return pass(items);
  auto audit = store.audit(cohort.rules.name);
  if (!audit) return pass(audit);
  Marked marked{.run = *last, .runs = runs->size(), .items = std::move(*items), .standings = standing_of(*audit)};
  if (auto read = read_gates(cohort, store, marked); !read) return pass(read);
  return marked;
}

std::string run_id(const Cohort& cohort, std::size_t number) {
  return cohort.rules.name + "." + std::to_string(number);
}

Result<std::optional<Grading>> judged(const Yardstick& yardstick, store::Store& store, const std::string& key,
                                      bool with_page) {
  KeptGrading kept;
  if (with_page) {
    auto found = store.grading(key);
    if (!found) return pass(found);
    if (!*found) return std::nullopt;
    kept = std::move(**found);
  } else {
    auto found = store.facts({key});
    if (!found) return pass(found);
    if (!found->contains(key)) return std::nullopt;
    kept.facts = std::move((*found)[key]);
  }
  auto grading = grading_of(kept.facts, kept.page);
  if (!grading) return pass(grading);
  assess::judge(yardstick.rubric, yardstick.standard, *grading);
  return std::move(*grading);
}

std::unexpected<Error> not_kept(const std::string& key) {
  return fail(Fault::kPlatform, "reading a kept grading", key.substr(0, 12), "it is not kept any more",
              "run the cohort again");
}

const Item* Marked::find(const Submission& submission) const {
  const auto found = std::ranges::lower_bound(items, submission, {}, &Item::submission);
  return found == items.end() || found->submission != submission ? nullptr : &*found;
}

void add_standings(const Standings& standings, Results& results) {
  for (const auto& [key, standing] : standings) results.reviews += standing.review ? 1 : 0;
  for (ResultRow& row : results.rows)
    add_standing(standings.lower_bound({row.item.submission, ""}), standings.end(), row);
}

}  // namespace grader::cohort
