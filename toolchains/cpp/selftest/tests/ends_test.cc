// Every way a test can end; toolchain.json says which is which.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <vector>

#include "sign.h"

TEST(Ends, Passed) {
  EXPECT_EQ(sign(2), 1);
}
TEST(Ends, Failed) {
  EXPECT_EQ(sign(2), 2);
}
TEST(Ends, Skipped) {
  GTEST_SKIP();
}
TEST(Ends, Crashed) {
  raise(SIGSEGV);
}
TEST(Ends, TimedOut) {
  volatile bool on = true;
  while (on) {
  }
}
TEST(Ends, OverLimit) {
  std::vector<std::vector<char>> kept;
  for (;;) kept.emplace_back(100'000'000, 'x');
}
TEST(Ends, NotReported) {
  _exit(0);
}
