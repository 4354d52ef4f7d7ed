#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
// Every way a test can end; toolchain.json says which is which.
#include <doctest/doctest.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <vector>

#include "sign.h"

TEST_CASE("passed") {
  CHECK(sign(2) == 1);
}
TEST_CASE("failed") {
  CHECK(sign(2) == 2);
}
TEST_CASE("skipped" * doctest::skip()) {}
TEST_CASE("crashed") {
  raise(SIGSEGV);
}
TEST_CASE("timed out") {
  volatile bool on = true;
  while (on) {
  }
}
TEST_CASE("over limit") {
  std::vector<std::unique_ptr<char[]>> kept;  // asked for and left alone: filling it takes its time
  for (;;) kept.push_back(std::make_unique_for_overwrite<char[]>(100'000'000));
}
TEST_CASE("not reported") {
  _exit(0);
}
