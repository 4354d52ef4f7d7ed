#include "grader/cohort/remark.h"

#include <algorithm>
#include <map>

#include "grader/cohort/marked.h"
#include "grader/cohort/plan.h"

namespace grader::cohort {
namespace {

// Which indicators of a skill were judged otherwise, each by which rule.
std::string why_changed(const std::string& skill, const Levels& before, const Levels& after) {
  std::string why;
  for (const auto& [id, now] : after.indicators) {
    if (!id.starts_with(skill + ".")) continue;
    const auto found = before.indicators.find(id);
    if (found == before.indicators.end() || found->second.level == now.level) continue;
    why += (why.empty() ? "" : "; ") + id + " " + found->second.level + " to " + now.level;
    if (!now.rule.empty()) why += " (" + now.rule + ")";
  }
  return why.empty() ? "the way its indicators are put together" : why;
}

class Remarker {
 public:
  Remarker(const Cohort& cohort, store::Store& store) : cohort_(cohort), store_(store) {}

  Result<void> read() {
    auto marked = read_marked(cohort_, store_);
    if (!marked) return pass(marked);
    number_ = marked->runs + 1;
    wanted_ = marked->run.wanted;
    standing_ = std::move(marked->items);
    auto items = store_.items(marked->run.id);
    if (!items) return pass(items);
    items_ = std::move(*items);
    decisions_ = std::move(marked->standings);
    auto assessed = store_.assessed(cohort_.rules.name, false);
    if (!assessed) return pass(assessed);
    for (Assessed& row : *assessed) latest_[row.submission] = std::move(row);
    return {};
  }

  Result<void> mark() {
    if (cohort_.rules.late == Late::kReject) reject_what_came_late();
    for (std::size_t first = 0; first < items_.size(); first += kFactsAtOnce) {
      if (auto marked = mark(first, std::min(first + kFactsAtOnce, items_.size())); !marked) return marked;
    }
    std::ranges::stable_sort(remarked_.moves, {}, &Move::submission);
    return {};
  }

  Result<void> apply(std::chrono::sys_seconds now) {
    remarked_.run = {.id = run_id(cohort_, number_),
                     .cohort = cohort_.rules.name,
                     .wanted = wanted_,
                     .started = now.time_since_epoch().count(),
                     .ended = now.time_since_epoch().count()};
    if (auto begun = store_.begin(remarked_.run); !begun) return begun;
    for (Assessed& row : assessed_) row.run = remarked_.run.id;
    if (auto recorded = store_.record(remarked_.run.id, {.items = items_, .assessed = assessed_}); !recorded)
      return recorded;
    return store_.end(remarked_.run.id, remarked_.run.ended);
  }

  Remarked take() { return std::move(remarked_); }

 private:
  // The items from one number to before another.
  Result<void> mark(std::size_t from, std::size_t to) {
    std::vector<std::string> keys;
    for (std::size_t i = from; i < to; ++i) {
      if (!standing_[i].grading.empty()) keys.push_back(standing_[i].grading);
    }
    const auto facts = store_.facts(keys);
    if (!facts) return std::unexpected(facts.error());
    for (std::size_t i = from; i < to; ++i) {
      const Item& item = items_[i];
      if (!standing_[i].grading.empty()) {
        if (auto marked = mark(standing_[i], *facts); !marked) return marked;
      } else if (item.state == ItemState::kNoSubmission && is_late(item) && cohort_.rules.late != Late::kReject) {
        remarked_.to_run.push_back(item.submission);
      }
    }
    return {};
  }

  // As a run would do it: what is rejected is nobody's peer either.
  void reject_what_came_late() {
    bool rejected = false;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      if (item.commit.empty() || !is_late(item)) continue;
      rejected = true;
      remarked_.moves.push_back({.submission = item.submission,
                                 .before = name_of(item.state),
                                 .after = name_of(ItemState::kNoSubmission),
                                 .why = "the cohort rejects work that came after its date"});
      reject_late(item);
      standing_[i] = item;
    }
    if (!rejected) return;
    std::vector<HandedIn> work;
    for (Item& item : items_) {
      const Row* row = cohort_.find(item.submission);
      if (row != nullptr) work.push_back({.item = &item, .repository = row->repository});
    }
    flag_same_files(work);
  }

  Result<void> mark(const Item& item, const std::map<std::string, std::string>& kept) {
    const auto facts = kept.find(item.grading);
    if (facts == kept.end()) {
      remarked_.to_run.push_back(item.submission);
      return {};
    }
    auto levels = levels_of(facts->second, cohort_.yardstick);
    if (!levels) return pass(levels);
    const auto latest = latest_.find(item.submission);
    if (latest != latest_.end()) compare(item, levels_from(latest->second.levels), *levels);
    assessed_.push_back({.submission = item.submission,
                         .grading = item.grading,
                         .rubric = cohort_.yardstick.rubric.hash,
                         .levels = text_of(*levels)});
    return {};
  }

  void compare(const Item& item, const Levels& before, const Levels& after) {
    for (const auto& [skill, words] : after.skills) {
      const auto found = before.skills.find(skill);
      if (found != before.skills.end() && found->second == words) continue;
      remarked_.moves.push_back({.submission = item.submission,
                                 .skill = skill,
                                 .before = found == before.skills.end() ? "" : found->second,
                                 .after = words,
                                 .why = why_changed(skill, before, after),
                                 .decided = standing_at(decisions_, item.submission, skill, item.commit).level});
    }
  }

  const Cohort& cohort_;
  store::Store& store_;
  std::size_t number_ = 0;
  std::string wanted_;
  std::vector<Item> items_;     // as the run found them
  std::vector<Item> standing_;  // in the same order, with the gradings of earlier runs that stand
  std::map<Submission, Assessed> latest_;
  Standings decisions_;
  std::vector<Assessed> assessed_;
  Remarked remarked_;
};

}  // namespace

Result<Remarked> remark(const Cohort& cohort, store::Store& store, std::chrono::sys_seconds now, bool apply) {
  Remarker remarker(cohort, store);
  if (auto read = remarker.read(); !read) return pass(read);
  if (auto marked = remarker.mark(); !marked) return pass(marked);
  if (apply) {
    if (auto applied = remarker.apply(now); !applied) return pass(applied);
  }
  return remarker.take();
}

}  // namespace grader::cohort
