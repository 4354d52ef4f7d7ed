#pragma once
// A store that fails once, at a call of the test's choice.

#include <string>
#include <utility>

#include "grader/store/store.h"

namespace grader::support {

// Passes every call on to another store, which must outlive it. Call number `fails_at`, counted from 1 over all
// functions, fails with kPlatform: before the other store heard of it, or after it did the work. 0: none fails.
class FaultyStore final : public store::Store {
 public:
  enum class When { kBefore, kAfter };

  FaultyStore(store::Store& inner, int fails_at, When when = When::kBefore)
      : inner_(inner), fails_at_(fails_at), when_(when) {}

  int calls() const { return calls_; }

  Result<void> hold(const std::string& cohort) override {
    return call([&] { return inner_.hold(cohort); });
  }
  Result<void> begin(const Run& run) override {
    return call([&] { return inner_.begin(run); });
  }
  Result<void> end(const std::string& run, std::int64_t at) override {
    return call([&] { return inner_.end(run, at); });
  }
  Result<std::vector<Run>> runs(const std::string& cohort) override {
    return call([&] { return inner_.runs(cohort); });
  }
  Result<void> record(const std::string& run, const store::Batch& batch) override {
    return call([&] { return inner_.record(run, batch); });
  }
  Result<std::vector<Item>> items(const std::string& run) override {
    return call([&] { return inner_.items(run); });
  }
  Result<std::vector<store::Earlier>> graded_before(const std::string& run,
                                                    const std::vector<Submission>& submissions) override {
    return call([&] { return inner_.graded_before(run, submissions); });
  }
  Result<std::vector<std::string>> kept(const std::vector<std::string>& keys) override {
    return call([&] { return inner_.kept(keys); });
  }
  Result<std::map<std::string, std::string>> facts(const std::vector<std::string>& keys) override {
    return call([&] { return inner_.facts(keys); });
  }
  Result<std::optional<KeptGrading>> grading(const std::string& key) override {
    return call([&] { return inner_.grading(key); });
  }
  Result<std::vector<Assessed>> assessed(const std::string& cohort, bool all) override {
    return call([&] { return inner_.assessed(cohort, all); });
  }
  Result<void> each_assessed(const std::string& cohort, const TakeAssessed& take) override {
    return call([&] { return inner_.each_assessed(cohort, take); });
  }
  Result<void> see(const std::vector<Seen>& observations) override {
    return call([&] { return inner_.see(observations); });
  }
  Result<std::vector<Seen>> seen(const std::string& repository, const std::string& branch) override {
    return call([&] { return inner_.seen(repository, branch); });
  }
  Result<void> decide(const std::vector<Decision>& decisions) override {
    return call([&] { return inner_.decide(decisions); });
  }
  Result<void> decide(const std::string& cohort, const MakeDecisions& make) override {
    return call([&] { return inner_.decide(cohort, make); });
  }
  Result<std::vector<AuditEntry>> audit(const std::string& cohort) override {
    return call([&] { return inner_.audit(cohort); });
  }
  Result<std::vector<std::string>> verify() override {
    return call([&] { return inner_.verify(); });
  }
  Result<void> backup(const std::filesystem::path& target) override {
    return call([&] { return inner_.backup(target); });
  }
  Result<store::Held> held_of(const std::string& cohort, const std::string& apprentice) override {
    return call([&] { return inner_.held_of(cohort, apprentice); });
  }
  Result<store::Erased> erase(const std::string& cohort, const std::string& apprentice,
                              const std::vector<std::string>& repositories, bool apply) override {
    return call([&] { return inner_.erase(cohort, apprentice, repositories, apply); });
  }
  Result<store::Erased> purge(const std::string& cohort, std::int64_t before, bool apply) override {
    return call([&] { return inner_.purge(cohort, before, apply); });
  }

 private:
  template <typename Work>
  std::invoke_result_t<Work> call(Work work) {
    const bool fails = ++calls_ == fails_at_;
    if (fails && when_ == When::kBefore) return fault();
    auto result = work();
    if (fails) return fault();
    return result;
  }

  std::unexpected<Error> fault() const {
    return fail(Fault::kPlatform, "call " + std::to_string(calls_) + " to the store", "the store", "the test wants it",
                "nothing");
  }

  store::Store& inner_;
  int fails_at_;
  When when_;
  int calls_ = 0;
};

}  // namespace grader::support
