#include "grader/cohort/plan.h"

#include <algorithm>
#include <map>

#include "grader/acquire/due.h"
#include "grader/acquire/repository.h"
#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/pipeline/key.h"

namespace grader::cohort {
namespace {

class Planner {
 public:
  Planner(const Cohort& cohort, const Mirrors& mirrors, store::Store& store, std::chrono::sys_seconds now)
      : cohort_(cohort), mirrors_(mirrors), store_(store), now_(now) {}

  Result<Planned> plan(const Row& row) {
    Planned planned{.row = &row, .item = {.submission = row.submission}};
    if (const auto found = cohort_.unusable.find(row.submission.exercise); found != cohort_.unusable.end()) {
      fault(planned, found->second);
      planned.item.state = ItemState::kExercise;
      return planned;
    }
    const Fetched& fetched = mirrors_.at(row.repository);
    if (const Error* why = fetched.why_not(row.branch); why != nullptr) {
      fault(planned, *why);
      return planned;
    }
    auto repository = acquire::Repository::open(*fetched.mirror);
    const auto head =
        repository ? repository->resolve({.at = row.branch}) : Result<std::string>(std::unexpected(repository.error()));
    if (!head) {
      fault(planned, head.error());
      return planned;
    }
    const std::string hashed = sha256(row.repository).substr(0, 32);
    auto seen = store_.seen(hashed, row.branch);
    if (!seen) return pass(seen);
    observations_.push_back(
        {.repository = hashed, .branch = row.branch, .commit = *head, .at = now_.time_since_epoch().count()});
    seen->push_back(observations_.back());
    choose(*repository, *head, *seen, planned);
    planned.task.repository = fetched.mirror->string();
    return planned;
  }

  const std::vector<Seen>& observations() const { return observations_; }

 private:
  static void fault(Planned& planned, const Error& error) {
    planned.item.state = item_state_of(error.fault);
    // An empty repository, or one without the branch, is nobody's fault: nothing has been handed in.
    for (const char* nothing : {"no commit yet", "couldn't find remote ref", "no such revision"}) {
      if (error.found.find(nothing) != std::string::npos) planned.item.state = ItemState::kNoSubmission;
    }
    planned.item.fault = error.found + "; next: " + error.remedy;
  }

  void choose(const acquire::Repository& repository, const std::string& head, const std::vector<Seen>& seen,
              Planned& planned) {
    const Row& row = *planned.row;
    const acquire::BlobIds& starter = starter_of(row);
    const bool begun = !repository.holds_only(head, starter);
    acquire::Chosen chosen = acquire::choose_commit(repository, head, row.due, seen);
    if (repository.holds_only(chosen.commit, starter)) chosen = {.flags = std::move(chosen.flags)};
    if (chosen.commit.empty() && begun) {
      std::erase_if(chosen.flags, [](const std::string& flag) { return flag.ends_with(acquire::kNotGraded); });
      chosen.flags.emplace_back(kLateFlag);
      if (cohort_.rules.late == Late::kFlag) {
        chosen.commit = head;
        chosen.basis = "the branch's newest commit";
      }
    }
    Item& item = planned.item;
    item.basis = chosen.basis;
    item.flags = chosen.flags;
    if (chosen.commit.empty() && begun) return reject_late(item);
    if (chosen.commit.empty()) {
      item.state = ItemState::kNoSubmission;
      item.fault = kStarterAlone;
      item.tree = repository.tree_of(head).value_or("");
      return;
    }
    item.state = ItemState::kGraded;
    item.commit = chosen.commit;
    item.tree = repository.tree_of(chosen.commit).value_or("");
    item.grading = pipeline::key_of(cohort_.basis_of(row), chosen.commit, row.learner);
    planned.task = {.key = item.grading,
                    .commit = chosen.commit,
                    .exercise = cohort_.exercise_of(row).folder.string(),
                    .learner = row.learner,
                    .group = row.submission.exercise + " " + item.tree};
  }

  // What everybody begins with: on its own, it is nothing that was handed in.
  const acquire::BlobIds& starter_of(const Row& row) {
    const auto [found, added] = starters_.try_emplace(row.submission.exercise);
    if (added) {
      const Exercise& exercise = cohort_.exercise_of(row);
      const std::filesystem::path folder = exercise.folder / exercise.starter;
      found->second = acquire::blob_ids_of_folder(folder, files_below(folder));
    }
    return found->second;
  }

  const Cohort& cohort_;
  const Mirrors& mirrors_;
  store::Store& store_;
  std::chrono::sys_seconds now_;
  std::vector<Seen> observations_;
  std::map<std::string, acquire::BlobIds> starters_;  // by exercise
};

}  // namespace

std::string same_files_as(std::vector<std::string> others) {
  const std::size_t beyond = others.size() - std::min(others.size(), kMostNamed);
  others.resize(others.size() - beyond);
  return kSameFiles + join(others, ", ") + (beyond == 0 ? "" : " and " + std::to_string(beyond) + " more");
}

// The same files from two people may have a good reason; a tutor looks.
void flag_same_files(const std::vector<HandedIn>& work) {
  std::map<std::pair<std::string, std::string>, std::vector<const HandedIn*>> same;  // exercise and tree
  for (const HandedIn& one : work) {
    std::erase_if(one.item->flags, [](const std::string& flag) { return flag.starts_with(kSameFiles); });
    if (!one.item->commit.empty() && !one.item->tree.empty())
      same[{one.item->submission.exercise, one.item->tree}].push_back(&one);
  }
  for (const auto& [tree, rows] : same) {
    if (rows.size() < 2) continue;
    for (const HandedIn* one : rows) {
      std::vector<std::string> others;
      for (const HandedIn* other : rows) {
        if (other != one && other->repository != one->repository) others.push_back(other->item->submission.apprentice);
      }
      if (!others.empty()) one->item->flags.push_back(same_files_as(std::move(others)));
    }
  }
}

void reject_late(Item& item) {
  item = {.submission = std::move(item.submission),
          .state = ItemState::kNoSubmission,
          .flags = std::move(item.flags),
          .fault = kNothingInTime};
  std::erase_if(item.flags, [](const std::string& flag) { return flag.starts_with(kSameFiles); });
}

bool is_late(const Item& item) {
  return std::ranges::find(item.flags, kLateFlag) != item.flags.end();
}

ItemState item_state_of(Fault fault) {
  switch (fault) {
    case Fault::kUsage:
      return ItemState::kRepository;
    case Fault::kSetup:
      return ItemState::kExercise;
    default:
      return ItemState::kPlatform;
  }
}

Result<std::vector<Planned>> plan(const Cohort& cohort, const Mirrors& mirrors, store::Store& store,
                                  std::chrono::sys_seconds now) {
  Planner planner(cohort, mirrors, store, now);
  std::vector<Planned> planned;
  planned.reserve(cohort.rows.size());
  for (const Row& row : cohort.rows) {
    auto one = planner.plan(row);
    if (!one) return pass(one);
    planned.push_back(std::move(*one));
  }
  if (auto noted = store.see(planner.observations()); !noted) return pass(noted);
  std::vector<HandedIn> work;
  for (Planned& one : planned) work.push_back({.item = &one.item, .repository = one.row->repository});
  flag_same_files(work);
  return planned;
}

}  // namespace grader::cohort
