#include "src/queue.h"

#include <gtest/gtest.h>

TEST(PublicQueue, NumbersJobs) {
  Queue queue;
  EXPECT_EQ(queue.add("Ada", 3), 1);
  EXPECT_EQ(queue.add("Bo", 2), 2);
}

TEST(PublicQueue, RefusesNoPages) {
  Queue queue;
  EXPECT_THROW(queue.add("Ada", 0), std::invalid_argument);
}

TEST(PublicQueue, FirstInFirstOut) {
  Queue queue;
  queue.add("Ada", 3);
  queue.add("Bo", 2);
  EXPECT_EQ(queue.next(), (Job{1, "Ada", 3}));
  EXPECT_EQ(queue.waiting(), (std::vector<Job>{{2, "Bo", 2}}));
}

TEST(PublicQueue, CancelsAJob) {
  Queue queue;
  queue.add("Ada", 3);
  queue.add("Bo", 2);
  queue.cancel(1);
  EXPECT_EQ(queue.next(), (Job{2, "Bo", 2}));
}

TEST(PublicQueue, AddsUpPages) {
  Queue queue;
  queue.add("Ada", 3);
  queue.add("Bo", 2);
  queue.add("Ada", 1);
  EXPECT_EQ(pages_by_owner(queue), (std::map<std::string, int>{{"Ada", 4}, {"Bo", 2}}));
}

TEST(PublicQueue, BusiestOfTwo) {
  Queue queue;
  queue.add("Ada", 3);
  queue.add("Bo", 5);
  EXPECT_EQ(busiest(queue), "Bo");
}
