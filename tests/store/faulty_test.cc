#include "tests/support/faulty_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/shell.h"

namespace grader::store {
namespace {

using support::FaultyStore;
using testing::ElementsAre;

TEST(Faulty, FailsOnceBeforeOrAfterTheWork) {
  const support::Folder folder;
  const Result<std::unique_ptr<Store>> inner = open((folder / "db").string());
  ASSERT_TRUE(inner) << message(inner.error());

  FaultyStore before(**inner, 2);
  EXPECT_TRUE(before.record("run", {.gradings = {{"k1", "", ""}}}));
  const Result<void> failed = before.record("run", {.gradings = {{"k2", "", ""}}});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().fault, Fault::kPlatform);
  EXPECT_THAT(*before.kept({"k1", "k2"}), ElementsAre("k1"));
  EXPECT_EQ(before.calls(), 3);

  FaultyStore after(**inner, 1, FaultyStore::When::kAfter);
  EXPECT_FALSE(after.record("run", {.gradings = {{"k2", "", ""}}}));
  EXPECT_THAT(*after.kept({"k1", "k2"}), ElementsAre("k1", "k2"));

  FaultyStore never(**inner, 0);
  EXPECT_TRUE(never.runs("2026"));
  EXPECT_TRUE(never.verify());
}

}  // namespace
}  // namespace grader::store
