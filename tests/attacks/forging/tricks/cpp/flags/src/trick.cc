#include <gtest/gtest.h>

namespace {
[[gnu::constructor]] void set() {
  testing::GTEST_FLAG(list_tests) = true;
}
}  // namespace
