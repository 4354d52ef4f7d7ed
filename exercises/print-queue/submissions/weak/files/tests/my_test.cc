// @@ from 8
#include <gtest/gtest.h>

#include "src/queue.h"

TEST(Test, One) {
  Queue q;
  q.add("a", 1);
  EXPECT_EQ(q.waiting().size(), 1);
}

TEST(Test, Two) {
  Queue q;
  q.add("a", 1);
  q.next();
}
