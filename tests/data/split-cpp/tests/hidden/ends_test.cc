// What ends badly. Each test catches what it can and would pass, but for the box that it loses.
#include <gtest/gtest.h>

#include "src/kinds.h"

using namespace all::kinds;

void lose(const std::string& how) {
  try {
    fail(how);
  } catch (...) {
  }
}

TEST(Ends, Failed) {
  EXPECT_EQ(twice(2), 5);
}
TEST(Ends, Abort) {
  lose("abort");
}
TEST(Ends, Exit) {
  lose("exit");
}
TEST(Ends, Deep) {
  lose("deep");
}
TEST(Ends, Loop) {
  lose("loop");
}
TEST(Ends, Memory) {
  lose("memory");
}
TEST(Ends, BadAlloc) {
  lose("bad_alloc");
}
TEST(Ends, Unlisted) {
  EXPECT_ANY_THROW(fail("unlisted"));
}
TEST(Ends, Number) {
  lose("number");
}
TEST(Ends, NoText) {
  lose("\xff");
}
TEST(Ends, TooMuch) {
  shout(std::string(1 << 20, 'x'));
}
TEST(Ends, InADeathTest) {
  EXPECT_EXIT(fail("abort"), testing::ExitedWithCode(3), "");
}

struct Later : testing::Test {
  static void TearDownTestSuite() { lose("abort"); }
};
TEST_F(Later, ThanTheTest) {}

TEST(Ends, NextBoxIsNew) {
  EXPECT_EQ(twice(2), 4);
}
