#include <gtest/gtest.h>

#include "till.h"

TEST(Till, PutsAsideWhileThereIsRoom) {
  Jar jar(100);
  EXPECT_EQ(put_aside(jar, {50, 20, 50}), 2);
  EXPECT_EQ(jar.total(), 70);
}
