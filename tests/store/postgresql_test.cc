// What is PostgreSQL's alone: connections.
#include "tests/store/contract.h"

namespace grader::store {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Postgresql, PasswordsAreNeverTold) {
  for (const char* where : {"postgresql:host=/nowhere dbname=marks user=u password=geheim",
                            "postgresql://u:geheim@localhost:1/marks", "postgresql:host=/nowhere password='geheim"}) {
    const Result<std::unique_ptr<Store>> store = open(where);
    ASSERT_FALSE(store);
    EXPECT_THAT(message(store.error()), Not(HasSubstr("geheim")));
  }
}

TEST(Postgresql, PlacesThatCannotBe) {
  Result<std::unique_ptr<Store>> store = open("postgresql:host=/nowhere dbname=marks");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().fault, Fault::kPlatform);
  EXPECT_EQ(store.error().thing, "PostgreSQL database marks on /nowhere");
  EXPECT_THAT(store.error().found, HasSubstr("No such file or directory"));
  EXPECT_THAT(store.error().remedy, HasSubstr("check that the database is there"));

  store = open("postgresql:not a connection");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().fault, Fault::kUsage);
}

TEST(Postgresql, ALostConnectionIsMadeAgain) {
  if (!support::Postgresql::installed()) GTEST_SKIP() << kNotInstalled;
  const support::Postgresql* server = support::Postgresql::shared();
  ASSERT_NE(server, nullptr) << support::Postgresql::problem();
  Result<std::unique_ptr<Store>> store = open("postgresql:" + server->connection());
  ASSERT_TRUE(store) << message(store.error());
  done((*store)->see({{"r1", "main", "c1", 1}}));
  Database(Kind::kPostgresql, server->connection())
      .run_plain(
          "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> "
          "pg_backend_pid()");
  const Result<void> lost = (*store)->see({{"r1", "main", "c2", 2}});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().fault, Fault::kPlatform);
  done((*store)->see({{"r1", "main", "c3", 3}}));
  EXPECT_EQ(value((*store)->seen("r1", "main")).size(), 2U);
}

TEST(Postgresql, BackupNamesTheToolForIt) {
  if (!support::Postgresql::installed()) GTEST_SKIP() << kNotInstalled;
  const support::Postgresql* server = support::Postgresql::shared();
  ASSERT_NE(server, nullptr) << support::Postgresql::problem();
  Result<std::unique_ptr<Store>> store = open("postgresql:" + server->connection());
  ASSERT_TRUE(store) << message(store.error());
  const support::Folder folder;
  const Result<void> copied = (*store)->backup(folder / "copy");
  ASSERT_FALSE(copied);
  EXPECT_EQ(copied.error().fault, Fault::kUsage);
  EXPECT_EQ(copied.error().remedy, "run pg_dump");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace grader::store
