#include "src/queue.h"

#include <gtest/gtest.h>

namespace {

struct HiddenQueue : testing::Test {
  Queue queue;

  void SetUp() override {
    queue.add("Kim", 4);
    queue.add("Lee", 1);
    queue.add("Kim", 2);
  }
};

TEST_F(HiddenQueue, NumbersGoOn) {
  queue.next();
  queue.cancel(3);
  EXPECT_EQ(queue.add("Pat", 1), 4);
}

TEST_F(HiddenQueue, QueuesCountApart) {
  Queue other;
  EXPECT_EQ(other.add("Pat", 1), 1);
  EXPECT_EQ(queue.add("Pat", 1), 4);
  EXPECT_EQ(other.waiting().size(), 1U);
}

TEST_F(HiddenQueue, RefusedJobsUseNoNumber) {
  EXPECT_THROW(queue.add("", 3), std::invalid_argument);
  EXPECT_EQ(queue.add("Pat", 1), 4);
  EXPECT_EQ(queue.waiting().size(), 4U);
}

struct HiddenPages : testing::TestWithParam<int> {};

TEST_P(HiddenPages, AreRefused) {
  Queue queue;
  EXPECT_THROW(queue.add("Kim", GetParam()), std::invalid_argument);
  EXPECT_EQ(queue.add("Kim", 1), 1);
}

INSTANTIATE_TEST_SUITE_P(Refused, HiddenPages, testing::Values(0, -3));

TEST_F(HiddenQueue, NothingIsNext) {
  for (int i = 0; i < 3; ++i) EXPECT_NE(queue.next(), std::nullopt);
  EXPECT_EQ(queue.next(), std::nullopt);
}

TEST_F(HiddenQueue, OneOwnersJobsKeepTheirOrder) {
  EXPECT_EQ(queue.next(), (Job{1, "Kim", 4}));
  EXPECT_EQ(queue.next(), (Job{2, "Lee", 1}));
  EXPECT_EQ(queue.next(), (Job{3, "Kim", 2}));
}

TEST_F(HiddenQueue, ListingTakesNothingOut) {
  queue.waiting().clear();
  EXPECT_EQ(queue.waiting(), (std::vector<Job>{{1, "Kim", 4}, {2, "Lee", 1}, {3, "Kim", 2}}));
}

TEST_F(HiddenQueue, CancelsInTheMiddle) {
  queue.cancel(2);
  EXPECT_EQ(queue.waiting(), (std::vector<Job>{{1, "Kim", 4}, {3, "Kim", 2}}));
}

TEST_F(HiddenQueue, CancelsOnce) {
  queue.cancel(2);
  EXPECT_THROW(queue.cancel(2), NoSuchJob);
}

TEST_F(HiddenQueue, PrintedJobsCannotBeCancelled) {
  queue.next();
  EXPECT_THROW(queue.cancel(1), NoSuchJob);
  EXPECT_EQ(queue.waiting().size(), 2U);
}

TEST_F(HiddenQueue, SaysWhichJobIsMissing) {
  try {
    queue.cancel(12);
    FAIL() << "no error";
  } catch (const NoSuchJob& error) {
    EXPECT_STREQ(error.what(), "no job 12");
  }
}

TEST_F(HiddenQueue, AddsUpWhatWaitsAlone) {
  queue.next();
  EXPECT_EQ(pages_by_owner(queue), (std::map<std::string, int>{{"Kim", 2}, {"Lee", 1}}));
}

TEST_F(HiddenQueue, NobodyWaits) {
  for (int i = 0; i < 3; ++i) queue.next();
  EXPECT_TRUE(pages_by_owner(queue).empty());
}

TEST_F(HiddenQueue, BusiestByPagesNotJobs) {
  queue.add("Lee", 20);
  EXPECT_EQ(busiest(queue), "Lee");
}

TEST_F(HiddenQueue, BusiestTakesTheFirstByName) {
  queue.add("Lee", 5);
  EXPECT_EQ(busiest(queue), "Kim");
}

TEST_F(HiddenQueue, NobodyIsBusiest) {
  for (int i = 0; i < 3; ++i) queue.next();
  EXPECT_EQ(busiest(queue), std::nullopt);
}

}  // namespace
