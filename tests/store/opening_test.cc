// The part of the contract that is about opening a store, and having it open in several processes.
#include <set>

#include "tests/store/contract.h"

namespace grader::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_P(Contract, WhatIsKeptIsThereForTheNextProcess) {
  done(store_->record("run", {.gradings = {{"k1", "f", "p"}}}));
  store_.reset();
  EXPECT_THAT(value(opened(where_)->kept({"k1"})), ElementsAre("k1"));
}

TEST_P(Contract, ManyProcessesMakeOneStore) {
  store_.reset();
  for (int round = 0; round < 5; ++round) {
    const std::string where = fresh();
    EXPECT_TRUE(in_processes(4, [&](int n) {
      const std::unique_ptr<Store> store = opened(where);
      return store && store->record("run", {.items = {{.submission = {"2026", std::to_string(n), "bank"}}}});
    }));
    EXPECT_EQ(value(opened(where)->items("run")).size(), 4U);
  }
}

TEST_P(Contract, ProcessesThatDecideAtOnceAllGetIn) {
  store_.reset();
  EXPECT_TRUE(in_processes(3, [&](int n) {
    const std::unique_ptr<Store> store = opened(where_);
    const Decision one = decision({"2026", std::to_string(n), "bank"}, "one of two");
    for (int round = 0; store && round < 20; ++round) {
      if (!store->decide({one, one})) return false;
    }
    return store != nullptr;
  }));
  const std::unique_ptr<Store> store = opened(where_);
  const std::vector<AuditEntry> chain = value(store->audit(""));
  ASSERT_EQ(chain.size(), 120U);
  EXPECT_EQ(broken_link(chain), "");
  for (std::size_t n = 0; n < chain.size(); n += 2) EXPECT_EQ(chain[n].decision, chain[n + 1].decision);
}

TEST_P(Contract, ProcessesThatKeepTheSameDoNotFail) {
  store_.reset();
  EXPECT_TRUE(in_processes(3, [&](int n) {
    const std::unique_ptr<Store> store = opened(where_);
    for (int round = 0; store && round < 20; ++round) {
      Batch batch;
      for (int key = 0; key < 10; ++key) {
        const std::string name = std::to_string(round) + "-" + std::to_string(n % 2 == 0 ? key : 9 - key);
        batch.gradings.push_back({name, "facts", ""});
        batch.items.push_back(item({"2026", name, "bank"}, name));
      }
      batch.assessed.push_back(assessment(kOne, "run", "0-0", std::to_string(n)));
      if (!store->record("run", batch) || !store->see({{"r1", "main", "c", n}})) return false;
    }
    return store != nullptr;
  }));
  const std::unique_ptr<Store> store = opened(where_);
  EXPECT_EQ(value(store->items("run")).size(), 200U);
  EXPECT_EQ(value(store->seen("r1", "main")).size(), 60U);
  std::set<int> numbers;
  for (const Assessed& one : value(store->assessed("2026", true))) numbers.insert(one.number);
  EXPECT_EQ(*numbers.rbegin(), static_cast<int>(numbers.size()));
  EXPECT_THAT(value(store->verify()), IsEmpty());
}

TEST_P(Contract, ANewerStoreIsRefused) {
  raw(where_).run_plain("update meta set value = '99' where key = 'version'");
  const Result<std::unique_ptr<Store>> store = open(where_);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().fault, Fault::kUsage);
  EXPECT_THAT(store.error().found, HasSubstr("version 99"));
  EXPECT_EQ(store.error().remedy, "use the newer grader that made it");
}

TEST_P(Contract, TablesOfSomethingElseAreRefused) {
  const std::string where = fresh();
  raw(where).run_plain("create table meta (key text primary key, value text not null)");
  const Result<std::unique_ptr<Store>> store = open(where);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().fault, Fault::kUsage);
  EXPECT_EQ(raw(where).rows(dialect_of(GetParam()).tables, 1).size(), 1U);
}

TEST_P(Contract, AStoreOfTheFirstVersionIsMigrated) {
  const std::string where = fresh();
  {
    Database database = raw(where);
    const std::string sql = support::slurp(GRADER_TEST_DATA "/store/version1.sql");
    ASSERT_THAT(sql, HasSubstr("insert into meta values ('version', '1')"));
    for (std::size_t from = 0, to = 0; (to = sql.find(";\n", from)) != std::string::npos; from = to + 2) {
      database.run_plain(sql.substr(from, to - from));
    }
  }
  store_ = opened(where);
  ASSERT_TRUE(store_);
  EXPECT_EQ(value(store_->runs("2026")).size(), 2U);
  const std::vector<Item> items = value(store_->items("run-1"));
  ASSERT_EQ(items.size(), 2U);
  EXPECT_THAT(items[0].flags, ElementsAre("late"));
  EXPECT_EQ(items[1].state, ItemState::kPlatform);
  EXPECT_EQ(value(store_->assessed("2026", true)).size(), 3U);
  EXPECT_THAT(value(store_->verify()), IsEmpty());
  EXPECT_EQ(value(store_->audit("2026"))[0].decision.comment, "");
  done(store_->decide({decision(kOne, "why")}));
  EXPECT_EQ(value(store_->audit("2026")).back().decision, decision(kOne, "why"));
  EXPECT_THAT(value(store_->verify()), IsEmpty());
  done(store_->see({{"r1", "main", "c1", 5}}));
  EXPECT_EQ(value(store_->seen("r1", "main")).size(), 1U);
  EXPECT_EQ(value(store_->erase("2026", "a2", {}, false)), (Erased{.gradings = 1, .items = 1, .assessed = 1}));
  EXPECT_EQ(value(store_->purge("2026", 1700000601, false)), (Erased{.gradings = 2, .items = 2, .assessed = 1}));
  EXPECT_TRUE(opened(where));
}

}  // namespace
}  // namespace grader::store
