#include "src/kinds.h"

#include <gtest/gtest.h>

TEST(Public, Twice) {
  EXPECT_EQ(all::kinds::twice(21), 42);
}
