#pragma once
// The store over one connection; the same statements for both databases.

#include <map>
#include <string>
#include <type_traits>
#include <utility>

#include "grader/base/lock.h"
#include "grader/store/database.h"
#include "grader/store/failure.h"
#include "grader/store/place.h"
#include "grader/store/store.h"

namespace grader::store {

class SqlStore final : public Store {
 public:
  // As open() read it: messages name it, and a file's lock stands beside it.
  SqlStore(Database database, Place place);

  Result<void> hold(const std::string& cohort) override;

  Result<void> begin(const Run& run) override;
  Result<void> end(const std::string& run, std::int64_t at) override;
  Result<std::vector<Run>> runs(const std::string& cohort) override;

  Result<void> record(const std::string& run, const Batch& batch) override;
  Result<std::vector<Item>> items(const std::string& run) override;
  Result<std::vector<Earlier>> graded_before(const std::string& run,
                                             const std::vector<Submission>& submissions) override;

  Result<std::vector<std::string>> kept(const std::vector<std::string>& keys) override;
  Result<std::map<std::string, std::string>> facts(const std::vector<std::string>& keys) override;
  Result<std::optional<KeptGrading>> grading(const std::string& key) override;

  Result<std::vector<Assessed>> assessed(const std::string& cohort, bool all) override;
  Result<void> each_assessed(const std::string& cohort, const TakeAssessed& take) override;

  Result<void> see(const std::vector<Seen>& observations) override;
  Result<std::vector<Seen>> seen(const std::string& repository, const std::string& branch) override;

  Result<void> decide(const std::vector<Decision>& decisions) override;
  Result<void> decide(const std::string& cohort, const MakeDecisions& make) override;
  Result<std::vector<AuditEntry>> audit(const std::string& cohort) override;

  Result<std::vector<std::string>> verify() override;
  Result<void> backup(const std::filesystem::path& target) override;

  Result<Held> held_of(const std::string& cohort, const std::string& apprentice) override;
  Result<Erased> erase(const std::string& cohort, const std::string& apprentice,
                       const std::vector<std::string>& repositories, bool apply) override;
  Result<Erased> purge(const std::string& cohort, std::int64_t before, bool apply) override;

 private:
  // Runs `work` as one transaction; a Failure becomes an Error.
  template <typename Work>
  auto within(Access access, const char* doing, Work work) -> Result<std::invoke_result_t<Work>> {
    try {
      Transaction transaction(database_, access);
      if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
        work();
        transaction.commit();
        return {};
      } else {
        auto made = work();
        transaction.commit();
        return made;
      }
    } catch (const Failure& failure) {
      return std::unexpected(error_of(failure, doing, place_.name));
    }
  }

  void lock_all();
  void keep_gradings(const std::vector<KeptGrading>& gradings);
  void keep_items(const std::string& run, const std::vector<Item>& items);
  void keep_assessed(const Assessed& assessed);
  void keep_use(const std::string& grading, const std::string& run, const Submission& submission);
  // Of each key that is kept: its first `columns` columns.
  std::vector<Row> gradings(const std::vector<std::string>& keys, std::size_t columns);
  std::vector<AuditEntry> chain();
  std::vector<AuditEntry> chain_of(const std::string& cohort);  // "": of all
  void add(const std::vector<Decision>& decisions);             // under the lock of the chain
  // How many rows of a table are as `where` says; with `apply` they go.
  std::size_t drop(const std::string& table, const std::string& where, const Values& values, bool apply);
  Result<Erased> cleaned(Result<Erased> erased, bool apply);

  Database database_;
  Place place_;
  std::map<std::string, Lock> held_;  // by cohort; none where the server holds them
};

}  // namespace grader::store
