#include "src/add.h"

#include <gtest/gtest.h>

TEST(PublicAdd, TwoAndThree) { EXPECT_EQ(add(2, 3), 5); }
