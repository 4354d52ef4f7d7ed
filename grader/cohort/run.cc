#include "grader/cohort/run.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "grader/base/hash.h"
#include "grader/cohort/jobs.h"
#include "grader/cohort/marked.h"
#include "grader/cohort/plan.h"

namespace grader::cohort {
namespace {

// Everything that decides what is wanted, so that a resumed run is known to be the same one.
std::string wanted_of(const Cohort& cohort) {
  Hasher hasher;
  hasher.add(cohort.rules.name).add(cohort.rules.late == Late::kReject ? "reject" : "flag");
  for (const std::string& basis : cohort.bases) hasher.add(basis);
  for (const Row& row : cohort.rows) {
    hasher.add(row.submission.apprentice).add(row.submission.exercise).add(row.repository).add(row.branch);
    hasher.add(row.learner).add(row.due ? std::to_string(row.due->time_since_epoch().count()) : "");
  }
  return hasher.hex();
}

class CohortRun {
 public:
  CohortRun(const Cohort& cohort, const Services& services, const RunOptions& options)
      : cohort_(cohort), services_(services), options_(options) {}

  Result<Results> carry_out() {
    const std::pair<const char*, Result<void> (CohortRun::*)()> steps[] = {
        {"begin", &CohortRun::begin}, {"fetch", &CohortRun::fetch},     {"choose", &CohortRun::choose},
        {"reuse", &CohortRun::reuse}, {"grade", &CohortRun::grade_new}, {"stand", &CohortRun::judge_standing}};
    for (const auto& [name, step] : steps) {
      const auto began = std::chrono::steady_clock::now();
      if (auto done = (this->*step)(); !done) return pass(done);
      const auto took = std::chrono::steady_clock::now() - began;
      step_ms_[name] = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
    }
    planned_ = {};  // the store has it
    mirrors_ = {};
    run_.ended = services_.now().time_since_epoch().count();
    if (auto ended = services_.store.end(run_.id, run_.ended); !ended) return pass(ended);
    auto results = results_of(cohort_, services_.store, run_);
    if (!results) return results;
    results->step_ms = step_ms_;
    for (ResultRow& row : results->rows) row.unchanged = reused_.contains(row.item.submission);
    return results;
  }

 private:
  Result<void> begin() {
    auto runs = services_.store.runs(cohort_.rules.name);
    if (!runs) return pass(runs);
    const std::string wanted = wanted_of(cohort_);
    if (options_.resume) {
      if (runs->empty() || runs->back().ended != 0)
        return fail(Fault::kUsage, "resuming the cohort run", cohort_.rules.name, "its last run has ended",
                    "leave --resume out");
      if (runs->back().wanted != wanted)
        return fail(Fault::kUsage, "resuming the cohort run", cohort_.rules.name,
                    "its roster, rules or exercises are not those of the run that was stopped",
                    "leave --resume out; what was graded is used again");
      run_ = runs->back();
      return {};
    }
    const auto now = services_.now();
    run_ = {.id = run_id(cohort_, runs->size() + 1),
            .cohort = cohort_.rules.name,
            .wanted = wanted,
            .started = now.time_since_epoch().count()};
    return services_.store.begin(run_);
  }

  Result<void> fetch() {
    const auto access = access_of(cohort_.rules, services_.self);
    if (!access) return std::unexpected(access.error());
    mirrors_ =
        fetch_all(services_.runner, cohort_.rules, *access, cohort_.rows,
                  [this](std::size_t done, std::size_t all) { tell({.doing = "fetching", .done = done, .all = all}); });
    return {};
  }

  // What is wanted, but for what a run that was stopped has already.
  Result<void> choose() {
    const auto items = services_.store.items(run_.id);
    if (!items) return std::unexpected(items.error());
    std::set<Submission> settled;
    for (const Item& item : *items) {
      if (item.state == ItemState::kGraded || item.state == ItemState::kNoSubmission) settled.insert(item.submission);
    }
    auto planned = plan(cohort_, mirrors_, services_.store, services_.now());
    if (!planned) return pass(planned);
    for (Planned& one : *planned) {
      if (!settled.contains(one.item.submission)) planned_.push_back(std::move(one));
    }
    return {};
  }

  // What an earlier run graded, and what needs no grading.
  Result<void> reuse() {
    std::vector<std::string> keys;
    for (const Planned& one : planned_) {
      if (one.item.state == ItemState::kGraded) keys.push_back(one.task.key);
    }
    auto kept = services_.store.kept(keys);
    if (!kept) return pass(kept);
    const std::set<std::string> there(kept->begin(), kept->end());
    std::vector<Planned> left;
    std::vector<Planned> settled;
    for (Planned& one : planned_) {
      const bool fresh = one.item.state == ItemState::kGraded && !there.contains(one.task.key);
      (fresh ? left : settled).push_back(std::move(one));
    }
    planned_ = std::move(left);
    const auto judged = judged_by_this_rubric();
    if (!judged) return std::unexpected(judged.error());
    for (std::size_t first = 0; first < settled.size(); first += kFactsAtOnce) {
      const auto block = std::span(settled).subspan(first, std::min(kFactsAtOnce, settled.size() - first));
      if (auto recorded = settle(block, *judged); !recorded) return recorded;
    }
    return {};
  }

  // Submissions with the key of the grading that has levels by the rubric of today.
  Result<std::map<Submission, std::string>> judged_by_this_rubric() {
    std::map<Submission, std::string> judged;
    auto read = services_.store.each_assessed(cohort_.rules.name, [&](Assessed one) {
      if (one.rubric == cohort_.yardstick.rubric.hash && knows_gates(one.levels))
        judged.emplace(one.submission, std::move(one.grading));
    });
    if (!read) return pass(read);
    return judged;
  }

  Result<void> settle(std::span<const Planned> block, const std::map<Submission, std::string>& judged) {
    const auto needs_levels = [&](const Planned& one) {
      const auto found = judged.find(one.item.submission);
      return one.item.state == ItemState::kGraded && (found == judged.end() || found->second != one.task.key);
    };
    std::vector<std::string> keys;
    for (const Planned& one : block) {
      if (needs_levels(one)) keys.push_back(one.task.key);
    }
    auto facts = services_.store.facts(keys);
    if (!facts) return pass(facts);
    store::Batch batch;
    for (const Planned& one : block) {
      batch.items.push_back(one.item);
      if (one.item.state == ItemState::kGraded) reused_.insert(one.item.submission);
      if (!needs_levels(one)) continue;
      if (auto assessed = assess(one.item, (*facts)[one.task.key], batch); !assessed) return assessed;
    }
    return services_.store.record(run_.id, batch);
  }

  Result<void> assess(const Item& item, const std::string& facts, store::Batch& batch) {
    auto levels = levels_of(facts, cohort_.yardstick);
    if (!levels) return pass(levels);
    batch.assessed.push_back({.submission = item.submission,
                              .run = run_.id,
                              .grading = item.grading,
                              .rubric = cohort_.yardstick.rubric.hash,
                              .levels = text_of(*levels)});
    return {};
  }

  Result<void> grade_new() {
    Jobs jobs(cohort_.rules, services_.executor, services_.self, options_.work);
    std::vector<Task> tasks;
    std::map<std::string, std::vector<const Planned*>> wanted;  // by key
    for (const Planned& one : planned_) {
      wanted[one.task.key].push_back(&one);
      if (wanted[one.task.key].size() == 1) tasks.push_back(one.task);
    }
    std::size_t done = 0;
    std::size_t faults = 0;
    tell({.doing = "grading", .all = planned_.size()});
    return jobs.carry_out(tasks, [&](const Outcome& outcome, int attempts) {
      const auto& rows = wanted[outcome.key];
      done += rows.size();
      if (outcome.grading.key.empty()) faults += rows.size();
      auto recorded = record(outcome, attempts, rows);
      tell({.doing = "grading", .done = done, .all = planned_.size(), .faults = faults});
      return recorded;
    });
  }

  Result<void> record(const Outcome& outcome, int attempts, const std::vector<const Planned*>& rows) {
    store::Batch batch;
    if (!outcome.grading.key.empty()) batch.gradings.push_back(outcome.grading);
    for (const Planned* one : rows) {
      Item item = one->item;
      item.attempts = attempts;
      if (outcome.grading.key.empty()) {
        item.state = item_state_of(outcome.fault.fault);
        item.grading.clear();
        item.fault = outcome.fault.doing + ": " + outcome.fault.found + "; next: " + outcome.fault.remedy;
      } else if (auto assessed = assess(item, outcome.grading.facts, batch); !assessed) {
        return assessed;
      }
      batch.items.push_back(std::move(item));
    }
    return services_.store.record(run_.id, batch);
  }

  // What stands of earlier runs has levels by the rubric of today as well.
  Result<void> judge_standing() {
    auto items = items_of(cohort_, services_.store, run_.id);
    if (!items) return pass(items);
    std::erase_if(*items, [](const Item& item) { return item.graded_in.empty(); });
    for (std::size_t first = 0; first < items->size(); first += kFactsAtOnce) {
      const auto block = std::span(*items).subspan(first, std::min(kFactsAtOnce, items->size() - first));
      std::vector<std::string> keys;
      for (const Item& item : block) keys.push_back(item.grading);
      const auto facts = services_.store.facts(keys);
      if (!facts) return std::unexpected(facts.error());
      store::Batch batch;
      for (const Item& item : block) {
        const auto found = facts->find(item.grading);
        if (found == facts->end()) continue;
        if (auto assessed = assess(item, found->second, batch); !assessed) return assessed;
      }
      if (auto recorded = services_.store.record(run_.id, batch); !recorded) return recorded;
    }
    return {};
  }

  void tell(const Advance& advance) const {
    if (options_.progress) options_.progress(advance);
  }

  const Cohort& cohort_;
  const Services& services_;
  const RunOptions& options_;
  Run run_;
  Mirrors mirrors_;
  std::map<std::string, std::int64_t> step_ms_;
  std::vector<Planned> planned_;
  std::set<Submission> reused_;
};

}  // namespace

Result<Results> run(const Cohort& cohort, const Services& services, const RunOptions& options) {
  return CohortRun(cohort, services, options).carry_out();
}

}  // namespace grader::cohort
