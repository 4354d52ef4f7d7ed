#include "src/queue.h"

#include <gtest/gtest.h>

TEST(Queue, NumbersWhatIsAdded) {
  Queue queue;
  EXPECT_EQ(queue.add("Ada", 1), 1);
  queue.next();
  EXPECT_EQ(queue.add("Ada", 1), 2);
}

TEST(Queue, RefusesJobsOfNothingAndNobody) {
  Queue queue;
  EXPECT_THROW(queue.add("Ada", 0), std::invalid_argument);
  EXPECT_THROW(queue.add("", 1), std::invalid_argument);
}

TEST(Queue, PrintsInOrder) {
  Queue queue;
  queue.add("Ada", 1);
  queue.add("Bo", 2);
  EXPECT_EQ(queue.next(), (Job{1, "Ada", 1}));
  EXPECT_EQ(queue.next(), (Job{2, "Bo", 2}));
  EXPECT_EQ(queue.next(), std::nullopt);
}

TEST(Queue, Cancels) {
  Queue queue;
  queue.add("Ada", 1);
  queue.cancel(1);
  EXPECT_TRUE(queue.waiting().empty());
  EXPECT_THROW(queue.cancel(1), NoSuchJob);
}

TEST(Owners, AreAddedUp) {
  Queue queue;
  queue.add("Bo", 2);
  queue.add("Ada", 1);
  queue.add("Ada", 1);
  EXPECT_EQ(pages_by_owner(queue), (std::map<std::string, int>{{"Ada", 2}, {"Bo", 2}}));
  EXPECT_EQ(busiest(queue), "Ada");
  EXPECT_EQ(busiest(Queue()), std::nullopt);
}
