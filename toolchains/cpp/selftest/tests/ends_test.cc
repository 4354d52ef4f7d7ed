// Every way a test can end; toolchain.json says which is which.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <memory>
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
  std::vector<std::unique_ptr<char[]>> kept;  // asked for and left alone: filling it takes its time
  for (;;) kept.push_back(std::make_unique_for_overwrite<char[]>(100'000'000));
}
TEST(Ends, NotReported) {
  _exit(0);
}
