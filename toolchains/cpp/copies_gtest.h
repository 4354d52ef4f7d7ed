// Included before a hidden test file that is compiled a second time: the tests drawn to be copied are registered under
// other names, and what they expect is made something that no honest work gives. Beside them stand one test that must
// pass, and one for each macro that tests use, which must fail.
#pragma once

#include <gtest/gtest.h>

#include "copies.h"

namespace copies {

template <typename A, typename B>
testing::AssertionResult unequal(const char* left, const char* right, const A& a, const B& b) {
  return differently(
      [&](const auto& x, const auto& y) { return testing::internal::EqHelper::Compare(left, right, x, y); }, a, b);
}

inline std::pair<std::string, std::string> parts(const std::string& id) {
  const std::size_t mark = id.find('.');
  return {id.substr(0, mark), id.substr(mark + 1)};
}

// Told while compiling: the bodies of tests that have no copy are templates that nobody asks for.
constexpr bool copied(std::string_view real) {
  for (std::string_view rest = GRADER_COPIES; !rest.empty();) {
    const std::string_view row = rest.substr(0, rest.find(';'));
    if (row.substr(0, row.find('=')) == real) return true;
    rest.remove_prefix(row.size() < rest.size() ? row.size() + 1 : row.size());
  }
  return false;
}

// Of the first test that has a copy: with it the probes are entered, which need no more than a place after the includes
// of a test file.
constexpr bool carries(std::string_view real) {
  const std::string_view rows = GRADER_COPIES;
  return rows.substr(0, rows.find('=')) == real;
}

constexpr const char* kProbes[] = {GRADER_PROBES};

// `Copy(0)` is the copy of a test, `Copy(n)` the n-th probe.
template <typename Base, typename Copy, bool copied, bool carried>
bool add(const char* real, const char* file, int line) {
  if constexpr (copied) {
    for (const std::string& id : of(real)) {
      const auto [suite, name] = parts(id);
      testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, file, line,
                            []() -> Base* { return new Copy(0); });
    }
  }
  if constexpr (carried) {
    int number = 0;
    for (const char* probe : kProbes) {
      ++number;
      const auto [suite, name] = parts(probe);
      testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, file, line,
                            [number]() -> testing::Test* { return new Copy(number); });
    }
  }
  return true;
}

class Plain : public testing::Test {
  void TestBody() override {
    EXPECT_EQ(drawn() + 1, 1 + drawn());
    EXPECT_EQ(std::string("one") + "two", "onetwo");
  }
};

inline const bool plain = [] {
  const auto [suite, name] = parts(GRADER_PLAIN);
  testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                        []() -> testing::Test* { return new Plain; });
  return true;
}();

}  // namespace copies

#undef EXPECT_EQ
#undef ASSERT_EQ
#undef EXPECT_STREQ
#undef ASSERT_STREQ
#undef EXPECT_THROW
#undef ASSERT_THROW
#undef TEST
#undef TEST_F
#undef TEST_P
#undef INSTANTIATE_TEST_SUITE_P
#define EXPECT_EQ(a, b) EXPECT_PRED_FORMAT2(::copies::unequal, a, b)
#define ASSERT_EQ(a, b) ASSERT_PRED_FORMAT2(::copies::unequal, a, b)
#define EXPECT_STREQ(a, b) EXPECT_EQ(::std::string_view(a), ::std::string_view(b))
#define ASSERT_STREQ(a, b) ASSERT_EQ(::std::string_view(a), ::std::string_view(b))
#define EXPECT_THROW(statement, type) \
  GTEST_TEST_THROW_(::copies::ask(); statement, ::copies::Unseen, GTEST_NONFATAL_FAILURE_)
#define ASSERT_THROW(statement, type) \
  GTEST_TEST_THROW_(::copies::ask(); statement, ::copies::Unseen, GTEST_FATAL_FAILURE_)

// The macros below are expanded after the includes of the test file, as those of the real tests are.
#define COPIES_PROBES_(probe)                           \
  switch (probe) {                                      \
    case 1:                                             \
      EXPECT_EQ(::copies::drawn(), ::copies::drawn());  \
      break;                                            \
    case 2:                                             \
      EXPECT_TRUE(::copies::no());                      \
      break;                                            \
    case 3:                                             \
      EXPECT_FALSE(!::copies::no());                    \
      break;                                            \
    case 4:                                             \
      EXPECT_THROW(::copies::calm(), ::copies::Unseen); \
      break;                                            \
    case 5:                                             \
      EXPECT_NE(::copies::drawn(), ::copies::drawn());  \
      break;                                            \
    case 6:                                             \
      ASSERT_EQ(::copies::drawn(), ::copies::drawn());  \
      break;                                            \
    case 7:                                             \
      ASSERT_TRUE(::copies::no());                      \
      break;                                            \
    default:                                            \
      EXPECT_NO_THROW(throw ::copies::Unseen());        \
      EXPECT_LT(::copies::drawn(), ::copies::drawn());  \
  }
#define COPIES_TEST_(base, suite, name)                                                         \
  class suite##_##name##_Copy : public base {                                                   \
   public:                                                                                      \
    explicit suite##_##name##_Copy(int probe) : probe_(probe) {}                                \
    void TestBody() override {                                                                  \
      if (probe_ > 0) return Probe<::copies::carries(#suite "." #name)>();                      \
      Body<true>();                                                                             \
      if (::copies::asked == 0) EXPECT_EQ(::copies::drawn(), ::copies::drawn());                \
    }                                                                                           \
    template <bool carried>                                                                     \
    void Probe() {                                                                              \
      if constexpr (carried) COPIES_PROBES_(probe_)                                             \
    }                                                                                           \
    template <bool>                                                                             \
    void Body();                                                                                \
                                                                                                \
   private:                                                                                     \
    int probe_;                                                                                 \
  };                                                                                            \
  [[maybe_unused]] static const bool suite##_##name##_copied =                                  \
      ::copies::add<base, suite##_##name##_Copy, ::copies::copied(#suite "." #name),            \
                    ::copies::carries(#suite "." #name)>(#suite "." #name, __FILE__, __LINE__); \
  template <bool>                                                                               \
  void suite##_##name##_Copy::Body()
#define TEST(suite, name) COPIES_TEST_(::testing::Test, suite, name)
#define TEST_F(fixture, name) COPIES_TEST_(fixture, fixture, name)
// Tests over tables of values have no copies.
#define TEST_P(fixture, name)                      \
  class fixture##_##name##_Copy : public fixture { \
   public:                                         \
    void TestBody() override {}                    \
    void Body();                                   \
  };                                               \
  void fixture##_##name##_Copy::Body()
#define INSTANTIATE_TEST_SUITE_P(...) static_assert(true)
