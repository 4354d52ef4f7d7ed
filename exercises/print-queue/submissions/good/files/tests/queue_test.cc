// @@ from 2
#include "src/queue.h"

#include <gtest/gtest.h>

TEST(Add, NumbersJobsFromOne) {
  Queue queue;
  EXPECT_EQ(queue.add("Ada", 1), 1);
  EXPECT_EQ(queue.add("Ada", 1), 2);
}
// @@ 4

TEST(Add, RefusesNoPagesAndNoOwner) {
  Queue queue;
  EXPECT_THROW(queue.add("Ada", 0), std::invalid_argument);
  EXPECT_THROW(queue.add("Ada", -1), std::invalid_argument);
  EXPECT_THROW(queue.add("", 1), std::invalid_argument);
  EXPECT_EQ(queue.add("Ada", 1), 1);
}
// @@ end
// @@ 6

TEST(Next, TakesWhatWaitsLongest) {
  Queue queue;
  queue.add("Ada", 1);
  queue.add("Bo", 2);
  EXPECT_EQ(queue.next(), (Job{1, "Ada", 1}));
  EXPECT_EQ(queue.next(), (Job{2, "Bo", 2}));
  EXPECT_EQ(queue.next(), std::nullopt);
  EXPECT_EQ(queue.add("Ada", 1), 3);
}
// @@ end
// @@ 8

TEST(Waiting, ListsJobsAndKeepsThem) {
  Queue queue;
  EXPECT_TRUE(queue.waiting().empty());
  queue.add("Ada", 1);
  queue.add("Bo", 2);
  queue.waiting().clear();
  EXPECT_EQ(queue.waiting(), (std::vector<Job>{{1, "Ada", 1}, {2, "Bo", 2}}));
}
// @@ end
// @@ 10

TEST(Cancel, TakesOutOneJob) {
  Queue queue;
  queue.add("Ada", 1);
  queue.add("Bo", 2);
  queue.add("Cy", 3);
  queue.cancel(2);
  EXPECT_EQ(queue.waiting(), (std::vector<Job>{{1, "Ada", 1}, {3, "Cy", 3}}));
}

TEST(Cancel, RefusesWhatDoesNotWait) {
  Queue queue;
  queue.add("Ada", 1);
  EXPECT_THROW(queue.cancel(2), NoSuchJob);
  queue.cancel(1);
  EXPECT_THROW(queue.cancel(1), NoSuchJob);
}
// @@ end
// @@ 12

TEST(Owners, HaveTheirPagesAddedUp) {
  Queue queue;
  EXPECT_TRUE(pages_by_owner(queue).empty());
  queue.add("Ada", 1);
  queue.add("Bo", 4);
  queue.add("Ada", 2);
  EXPECT_EQ(pages_by_owner(queue), (std::map<std::string, int>{{"Ada", 3}, {"Bo", 4}}));
}
// @@ end
// @@ 14

TEST(Busiest, HasMostPages) {
  Queue queue;
  EXPECT_EQ(busiest(queue), std::nullopt);
  queue.add("Bo", 2);
  queue.add("Ada", 1);
  queue.add("Ada", 1);
  EXPECT_EQ(busiest(queue), "Ada");
  queue.add("Bo", 1);
  EXPECT_EQ(busiest(queue), "Bo");
}
// @@ end
