#pragma once
// Keeps and finds what cohort runs make and what people decide. SQL stands in this room and nowhere else.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/cohort.h"

namespace grader::store {

// What one piece of work brings, kept whole or not at all.
struct Batch {
  std::vector<KeptGrading> gradings;  // one whose key is there already changes nothing
  std::vector<Item> items;            // of `run`; one that is there already is replaced
  std::vector<Assessed> assessed;     // one equal to the submission's latest, but for run and number, adds nothing
};

// What an earlier run found of a submission.
struct Earlier {
  Run run;
  Item item;
  bool operator==(const Earlier&) const = default;
};

// What is held of one apprentice besides assessments and decisions; each in no order.
struct HeldItem {
  std::string run;
  Item item;
  bool operator==(const HeldItem&) const = default;
};
struct HeldGrading {
  std::string key, run, exercise;  // that the work on an exercise had in a run, also where it was replaced
  auto operator<=>(const HeldGrading&) const = default;
};
struct Held {
  std::vector<HeldItem> items;
  std::vector<HeldGrading> gradings;
};

// How much of what is kept would go, or went.
struct Erased {
  std::size_t gradings = 0, items = 0, assessed = 0, observations = 0;
  std::size_t reasons = 0;  // of decisions, each with its comment
  bool operator==(const Erased&) const = default;
};

// Every call is one transaction. All fail with kPlatform when the database cannot be reached, is full or is damaged;
// no message holds a value that was to be kept. One thread at a time; several processes may have the same store open.
// Texts are kept as UTF-8: a byte that is none, and NUL, come back escaped, the same on every database (docs/store.md).
class Store {
 public:
  virtual ~Store() = default;

  // Keeps other processes from writing results of the cohort as long as this value lives; again it does nothing. Fails
  // with kBusy, and names the process, when another one holds it.
  virtual Result<void> hold(const std::string& cohort) = 0;

  // Fails with kUsage when a run of that id is there.
  virtual Result<void> begin(const Run& run) = 0;
  // Fails with kUsage when there is no such run.
  virtual Result<void> end(const std::string& run, std::int64_t at) = 0;
  virtual Result<std::vector<Run>> runs(const std::string& cohort) = 0;  // oldest first

  virtual Result<void> record(const std::string& run, const Batch& batch) = 0;
  virtual Result<std::vector<Item>> items(const std::string& run) = 0;  // by submission
  // Of each submission, the graded item of the last run that began before `run`, whether it ended or not; in their
  // order, without those that were never graded.
  virtual Result<std::vector<Earlier>> graded_before(const std::string& run,
                                                     const std::vector<Submission>& submissions) = 0;

  // Of `keys`, those whose grading is kept.
  virtual Result<std::vector<std::string>> kept(const std::vector<std::string>& keys) = 0;
  // Facts alone, by key; keys that are not kept are left out.
  virtual Result<std::map<std::string, std::string>> facts(const std::vector<std::string>& keys) = 0;
  virtual Result<std::optional<KeptGrading>> grading(const std::string& key) = 0;

  // By submission, then number. `all` false: the latest of each submission only.
  virtual Result<std::vector<Assessed>> assessed(const std::string& cohort, bool all) = 0;
  // Hands over the latest of each submission, one at a time and in no order. `take` leaves the store alone.
  using TakeAssessed = std::function<void(Assessed one)>;
  virtual Result<void> each_assessed(const std::string& cohort, const TakeAssessed& take) = 0;

  // What a server was seen to hold, oldest first; what repeats the last observation is kept as well.
  virtual Result<void> see(const std::vector<Seen>& observations) = 0;
  virtual Result<std::vector<Seen>> seen(const std::string& repository, const std::string& branch) = 0;

  // Adds to the chain, in this order. Two processes that decide at once both get in, one after the other.
  virtual Result<void> decide(const std::vector<Decision>& decisions) = 0;
  // The same of what `make` gives for a cohort's chain as it stands: nobody else decides between its look and the
  // writing. When it fails nothing is added. `make` leaves the store alone.
  using MakeDecisions = std::function<Result<std::vector<Decision>>(const std::vector<AuditEntry>& chain)>;
  virtual Result<void> decide(const std::string& cohort, const MakeDecisions& make) = 0;
  virtual Result<std::vector<AuditEntry>> audit(const std::string& cohort) = 0;  // "": of all cohorts; by number

  // One sentence for each thing that is wrong: a chain that does not hold, an item without its grading, damage that the
  // database finds itself. Empty: all is well.
  virtual Result<std::vector<std::string>> verify() = 0;

  // A copy that can be opened as a store, while others write. Fails with kUsage when the target is there or the
  // database has a tool of its own for it, which is named.
  virtual Result<void> backup(const std::filesystem::path& target) = 0;

  // Of all runs of a cohort, ended or not. Whoever has the same id in another cohort is somebody else.
  virtual Result<Held> held_of(const std::string& cohort, const std::string& apprentice) = 0;

  // Everything of an apprentice of one cohort but the chain of decisions, of which reasons and comments go: items,
  // assessments, gradings no other submission uses, and observations of `repositories`. Whoever has the same id in
  // another cohort is somebody else. `apply` false: only counts.
  virtual Result<Erased> erase(const std::string& cohort, const std::string& apprentice,
                               const std::vector<std::string>& repositories, bool apply) = 0;
  // Gradings of a cohort's runs that ended before `before` and that no other run uses, with the items and assessments
  // of those runs but each submission's latest assessment. A run that was never ended counts from when it began, once
  // the cohort has a later one; until then it is kept whole. `apply` false: only counts.
  virtual Result<Erased> purge(const std::string& cohort, std::int64_t before, bool apply) = 0;
};

// "sqlite:PATH", a path, or "postgresql:CONNECTION"; makes and migrates what is not there. SQLite never stands on a
// file system of several hosts. Fails with kUsage for another kind and for a store that a newer grader made.
Result<std::unique_ptr<Store>> open(const std::string& where);

// Hash of a link, over everything but itself.
std::string hash_of(const AuditEntry& entry);

// The first link that does not hold: its number, and why. "" when all do.
std::string broken_link(const std::vector<AuditEntry>& chain);

}  // namespace grader::store
