#include "src/add.h"

#include <gtest/gtest.h>

TEST(HiddenAdd, Negative) { EXPECT_EQ(add(7, -9), -2); }
