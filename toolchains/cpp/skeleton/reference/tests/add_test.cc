#include "src/add.h"

#include <gtest/gtest.h>

TEST(OwnAdd, Zero) { EXPECT_EQ(add(0, 4), 4); }
