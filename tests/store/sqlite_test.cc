// What is SQLite's alone: files.
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>

#include "tests/store/contract.h"

namespace grader::store {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Sqlite : public testing::Test {
 protected:
  std::unique_ptr<Store> opened(const std::string& name) {
    Result<std::unique_ptr<Store>> store = open((folder_ / name).string());
    EXPECT_TRUE(store) << message(store.error());
    return store ? std::move(*store) : nullptr;
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      names.push_back(entry.path().filename());
    return names;
  }

  support::Folder folder_;
};

// A whole batch: three of everything, of some size.
Batch batch_of(const std::string& name) {
  Batch batch;
  for (const char* part : {"-1", "-2", "-3"}) {
    const Submission submission{"2026", name + part, "bank"};
    batch.gradings.push_back({name + part, std::string(20'000, 'x'), ""});
    batch.items.push_back(item(submission, name + part));
    batch.assessed.push_back(assessment(submission, "run", name + part, "{}"));
  }
  return batch;
}

TEST_F(Sqlite, FilesAreTheOwnersAlone) {
  const std::unique_ptr<Store> store = opened("a b=c.db");
  done(store->record("run", batch_of("one")));
  EXPECT_THAT(names(), Contains("a b=c.db-wal"));
  for (const std::string& name : names()) {
    struct stat found = {};
    ASSERT_EQ(::stat((folder_ / name).c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U) << name;
  }
}

TEST_F(Sqlite, TwoStoresOfOneProcessShareAFile) {
  const std::unique_ptr<Store> one = opened("db");
  const std::unique_ptr<Store> two = opened("db");
  done(one->record("run", batch_of("one")));
  done(two->record("run", batch_of("two")));
  EXPECT_EQ(value(one->items("run")).size(), 6U);
}

TEST_F(Sqlite, PlacesThatCannotBe) {
  const auto fault = [&](const std::string& where) {
    const Result<std::unique_ptr<Store>> store = open(where);
    EXPECT_FALSE(store) << where;
    return store ? Fault::kBug : store.error().fault;
  };
  EXPECT_EQ(fault(""), Fault::kUsage);
  EXPECT_EQ(fault("sqlite:"), Fault::kUsage);
  EXPECT_EQ(fault(folder_.path().string() + "/"), Fault::kUsage);
  EXPECT_EQ(fault((folder_ / "a\"b").string()), Fault::kUsage);
  EXPECT_EQ(fault((folder_ / "none/db").string()), Fault::kPlatform);
  std::ofstream(folder_ / "text") << std::string(10'000, 'x');
  EXPECT_EQ(fault((folder_ / "text").string()), Fault::kPlatform);
  const Result<std::unique_ptr<Store>> other = open("mysql://user:geheim@host/db");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().fault, Fault::kUsage);
  EXPECT_THAT(message(other.error()), Not(HasSubstr("geheim")));
}

TEST_F(Sqlite, FileSystemsOfSeveralHostsAreKnown) {
  EXPECT_TRUE(shared_by_hosts(0x6969));       // NFS
  EXPECT_TRUE(shared_by_hosts(0x0BD00BD0));   // Lustre
  EXPECT_FALSE(shared_by_hosts(0xEF53));      // ext4
  EXPECT_FALSE(shared_by_hosts(0x01021994));  // tmpfs
}

TEST_F(Sqlite, ABackupIsAStore) {
  const std::unique_ptr<Store> store = opened("db");
  done(store->record("run", batch_of("one")));
  done(store->decide({decision({"2026", "a1", "bank"}, "because")}));
  done(store->backup(folder_ / "copy"));
  done(store->record("run", batch_of("two")));
  EXPECT_EQ(fault_of(store->backup(folder_ / "copy")), Fault::kUsage);
  EXPECT_EQ(fault_of(store->backup(folder_ / "none/copy")), Fault::kPlatform);
  EXPECT_THAT(names(), testing::UnorderedElementsAre("db", "db-wal", "db-shm", "db.lock", "copy"));

  const std::unique_ptr<Store> copy = opened("copy");
  EXPECT_EQ(value(copy->items("run")).size(), 3U);
  EXPECT_EQ(value(copy->audit("")).size(), 1U);
  EXPECT_THAT(value(copy->verify()), IsEmpty());
}

TEST_F(Sqlite, BackupsAreWholeWhileAnotherWrites) {
  std::unique_ptr<Store> store = opened("db");
  const pid_t writer = fork_bound();
  if (writer == 0) {
    const std::unique_ptr<Store> own = opened("db");
    for (int n = 0;; ++n) {
      if (!own->record("run", batch_of(std::to_string(n)))) ::_exit(1);
    }
  }
  int status = 0;
  while (value(store->items("run")).empty()) {
    ASSERT_EQ(::waitpid(writer, &status, WNOHANG), 0) << "the writer failed";
    ::usleep(1000);
  }
  for (int n = 0; n < 10; ++n) {
    const std::string name = "copy" + std::to_string(n);
    done(store->backup(folder_ / name));
    const std::unique_ptr<Store> copy = opened(name);
    EXPECT_EQ(value(copy->items("run")).size() % 3, 0U);
    EXPECT_THAT(value(copy->verify()), IsEmpty());
  }
  EXPECT_EQ(::waitpid(writer, &status, WNOHANG), 0) << "the writer failed";
  ::kill(writer, SIGKILL);
  ::waitpid(writer, &status, 0);
}

TEST_F(Sqlite, KilledWritersLeaveWholeBatches) {
  std::size_t known = 0;  // batches that were kept before the kill
  for (int round = 0; round < 20; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t writer = fork_bound();
    if (writer == 0) {
      const std::unique_ptr<Store> store = opened("db");
      for (int n = 0;; ++n) {
        const std::string name = std::to_string(round) + "-" + std::to_string(n);
        if (!store->record("run", batch_of(name)) || ::write(ends[1], "x", 1) != 1) ::_exit(1);
      }
    }
    ::close(ends[1]);
    char byte = 0;
    for (int n = 0; n <= round % 3; ++n) ASSERT_EQ(::read(ends[0], &byte, 1), 1);
    ::usleep(static_cast<unsigned>(round) * 137);  // somewhere in a batch
    ::kill(writer, SIGKILL);
    ::waitpid(writer, nullptr, 0);
    known += static_cast<std::size_t>(round % 3 + 1);
    while (::read(ends[0], &byte, 1) == 1) ++known;
    ::close(ends[0]);

    const std::unique_ptr<Store> store = opened("db");
    const std::vector<Item> items = value(store->items("run"));
    std::vector<std::string> keys;
    for (const Item& one : items) keys.push_back(one.grading);
    EXPECT_EQ(items.size() % 3, 0U);
    EXPECT_GE(items.size() / 3, known);
    EXPECT_EQ(value(store->kept(keys)).size(), items.size());
    EXPECT_EQ(value(store->assessed("2026", true)).size(), items.size());
    EXPECT_THAT(value(store->verify()), IsEmpty());
    known = items.size() / 3;
  }
}

TEST_F(Sqlite, AFullDiskLeavesTheStoreWhole) {
  done(opened("db")->record("run", batch_of("one")));
  const pid_t writer = fork_bound();
  if (writer == 0) {
    const std::unique_ptr<Store> store = opened("db");
    const rlimit limit{.rlim_cur = 300'000, .rlim_max = 300'000};
    ::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    bool failed = false;
    for (int n = 0; n < 100 && !failed; ++n) {
      const Result<void> kept = store->record("run", batch_of(std::to_string(n)));
      failed = !kept && kept.error().fault == Fault::kPlatform;
    }
    ::_exit(failed && store->items("run") ? 0 : 1);  // it can still be read
  }
  int status = -1;
  ::waitpid(writer, &status, 0);
  EXPECT_EQ(status, 0);
  const std::unique_ptr<Store> store = opened("db");
  EXPECT_EQ(value(store->items("run")).size() % 3, 0U);
  EXPECT_THAT(value(store->verify()), IsEmpty());
  done(store->record("run", batch_of("more")));
}

TEST_F(Sqlite, VerifyFindsDamage) {
  {
    const std::unique_ptr<Store> store = opened("db");
    for (int n = 0; n < 20; ++n) done(store->record("run", batch_of(std::to_string(n))));
    EXPECT_THAT(value(store->verify()), IsEmpty());
  }
  std::fstream file(folder_ / "db", std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(200'000);
  file << std::string(300'000, '\x55');
  file.close();
  EXPECT_THAT(value(opened("db")->verify()), Contains(HasSubstr("The database is damaged: ")));
}

TEST_F(Sqlite, WhatIsErasedLeavesTheFiles) {
  const std::unique_ptr<Store> store = opened("db");
  const Submission submission{"2026", "a1", "bank"};
  done(store->record("run", {.gradings = {{"k1", "only-in-facts " + std::string(50'000, 'x'), ""}},
                             .items = {item(submission, "k1")}}));
  done(store->decide({decision(submission, "only-in-reason")}));
  const auto bytes = [&] {
    std::string all;
    for (const std::string& name : names()) all += support::slurp(folder_ / name);
    return all;
  };
  ASSERT_THAT(bytes(), testing::AllOf(HasSubstr("only-in-facts"), HasSubstr("only-in-reason")));
  EXPECT_EQ(value(store->erase("2026", "a1", {}, true)), (Erased{.gradings = 1, .items = 1, .reasons = 1}));
  EXPECT_THAT(bytes(), testing::AllOf(Not(HasSubstr("only-in-facts")), Not(HasSubstr("only-in-reason"))));
}

}  // namespace
}  // namespace grader::store
