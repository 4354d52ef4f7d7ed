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

// Whether an id is of a test: "Sum.Adds" itself, "Each/Sum.Adds/0" over a table of values, "Sum/0.Adds" over types.
constexpr bool is_of(std::string_view id, std::string_view suite, std::string_view name) {
  const std::size_t dot = id.find('.');
  std::string_view before = id.substr(0, dot);
  std::string_view after = id.substr(dot + 1);
  const std::size_t value = after.find('/');
  if (value != std::string_view::npos) {
    after = after.substr(0, value);
    before = before.substr(before.find('/') + 1);  // all of it without a "/"
  } else {
    before = before.substr(0, before.find('/'));
  }
  return before == suite && (name.empty() || after == name);
}

// Told while compiling: the bodies of tests that have no copy are templates that nobody asks for. Without a name: of
// any test of the suite.
constexpr bool copied(std::string_view suite, std::string_view name = {}) {
  for (std::string_view rest = GRADER_COPIES; !rest.empty();) {
    const std::string_view row = rest.substr(0, rest.find(';'));
    if (is_of(row.substr(0, row.find('=')), suite, name)) return true;
    rest.remove_prefix(row.size() < rest.size() ? row.size() + 1 : row.size());
  }
  return false;
}

// Of the first test that has a copy: with it the probes are entered, which need no more than a place after the includes
// of a test file.
constexpr bool carries(std::string_view suite, std::string_view name) {
  const std::string_view rows = GRADER_COPIES;
  return is_of(rows.substr(0, rows.find('=')), suite, name);
}

constexpr const char* kProbes[] = {GRADER_PROBES};

// `Probe(n)` is the n-th probe.
template <typename Probe, bool carried>
bool add_probes(const char* file, int line) {
  if constexpr (carried) {
    int number = 0;
    for (const char* probe : kProbes) {
      ++number;
      const auto [suite, name] = parts(probe);
      testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, file, line,
                            [number]() -> testing::Test* { return new Probe(number); });
    }
  }
  return carried;
}

template <typename Base, typename Copy, bool copied>
bool add(const char* real, const char* file, int line) {
  if constexpr (copied) {
    for (const std::string& id : of(real)) {
      const auto [suite, name] = parts(id);
      testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, file, line,
                            []() -> Base* { return new Copy; });
    }
  }
  return copied;
}

// Of tests over a table GoogleTest makes the cases itself, in a suite of the copies' name.
template <typename Fixture>
auto* table(const char* suite, const char* file, int line) {
  return testing::UnitTest::GetInstance()->parameterized_test_registry().GetTestSuitePatternHolder<Fixture>(
      suite, testing::internal::CodeLocation(file, line));
}

template <typename Fixture, typename Copy, bool copied>
bool add_of_values(const char* suite, const char* name, const char* file, int line) {
  if constexpr (copied) {
    table<Fixture>(suite, file, line)
        ->AddTestPattern(suite, name, new testing::internal::TestMetaFactory<Copy>,
                         testing::internal::CodeLocation(file, line));
  }
  return copied;
}

template <typename Fixture, bool copied, typename Values, typename Name>
bool add_values(const char* prefix, const char* suite, Values values, Name name, const char* file, int line) {
  if constexpr (copied) table<Fixture>(suite, file, line)->AddTestSuiteInstantiation(prefix, values, name, file, line);
  return copied;
}

template <template <typename> class Fixture, typename Copy, typename Types, typename Names, bool copied>
bool add_of_types(const char* suite, const char* name, const char* file, int line) {
  if constexpr (copied) {
    testing::internal::TypeParameterizedTest<Fixture, Copy, Types>::Register(
        "", testing::internal::CodeLocation(file, line), suite, name, 0,
        testing::internal::GenerateNames<Names, Types>());
  }
  return copied;
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
#undef TYPED_TEST
#undef INSTANTIATE_TYPED_TEST_SUITE_P
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
#define COPIES_PLACE_(suite, name)                                                   \
  template <bool carried>                                                            \
  class suite##_##name##_Probe : public ::testing::Test {                            \
   public:                                                                           \
    explicit suite##_##name##_Probe(int probe) : probe_(probe) {}                    \
    void TestBody() override {                                                       \
      if constexpr (carried) COPIES_PROBES_(probe_)                                  \
    }                                                                                \
                                                                                     \
   private:                                                                          \
    int probe_;                                                                      \
  };                                                                                 \
  [[maybe_unused]] static const bool suite##_##name##_carried =                      \
      ::copies::add_probes<suite##_##name##_Probe<::copies::carries(#suite, #name)>, \
                           ::copies::carries(#suite, #name)>(__FILE__, __LINE__);
// A copy in which nothing was asked that no honest work gives must fail all the same.
#define COPIES_CLASS_(suite, name, base)                                         \
  class suite##_##name##_Copy : public base {                                    \
   public:                                                                       \
    void TestBody() override {                                                   \
      Body<true>();                                                              \
      if (::copies::asked == 0) EXPECT_EQ(::copies::drawn(), ::copies::drawn()); \
    }                                                                            \
    template <bool>                                                              \
    void Body();                                                                 \
  };
#define COPIES_TEST_(base, suite, name)                                                                       \
  COPIES_PLACE_(suite, name)                                                                                  \
  COPIES_CLASS_(suite, name, base)                                                                            \
  [[maybe_unused]] static const bool suite##_##name##_copied =                                                \
      ::copies::add<base, suite##_##name##_Copy, ::copies::copied(#suite, #name)>(#suite "." #name, __FILE__, \
                                                                                  __LINE__);                  \
  template <bool>                                                                                             \
  void suite##_##name##_Copy::Body()
#define TEST(suite, name) COPIES_TEST_(::testing::Test, suite, name)
#define TEST_F(fixture, name) COPIES_TEST_(fixture, fixture, name)
#define TEST_P(fixture, name)                                                                       \
  COPIES_PLACE_(fixture, name)                                                                      \
  COPIES_CLASS_(fixture, name, fixture)                                                             \
  [[maybe_unused]] static const bool fixture##_##name##_copied =                                    \
      ::copies::add_of_values<fixture, fixture##_##name##_Copy, ::copies::copied(#fixture, #name)>( \
          #fixture GRADER_WORD, #name, __FILE__, __LINE__);                                         \
  template <bool>                                                                                   \
  void fixture##_##name##_Copy::Body()
#define INSTANTIATE_TEST_SUITE_P(prefix, fixture, ...)                                                               \
  static ::testing::internal::ParamGenerator<fixture::ParamType> prefix##fixture##_copied_values() {                 \
    return GTEST_EXPAND_(GTEST_GET_FIRST_(__VA_ARGS__, DUMMY_PARAM_));                                               \
  }                                                                                                                  \
  static ::std::string prefix##fixture##_copied_name(const ::testing::TestParamInfo<fixture::ParamType>& value) {    \
    return ((GTEST_EXPAND_(GTEST_GET_SECOND_(__VA_ARGS__, ::testing::internal::DefaultParamName<fixture::ParamType>, \
                                             DUMMY_PARAM_))))(value);                                                \
  }                                                                                                                  \
  [[maybe_unused]] static const bool prefix##fixture##_copied_table =                                                \
      ::copies::add_values<fixture, ::copies::copied(#fixture)>(#prefix, #fixture GRADER_WORD,                       \
                                                                &prefix##fixture##_copied_values,                    \
                                                                &prefix##fixture##_copied_name, __FILE__, __LINE__)
#define TYPED_TEST(fixture, name)                                                                                 \
  COPIES_PLACE_(fixture, name)                                                                                    \
  template <typename Type>                                                                                        \
  class fixture##_##name##_Copy : public fixture<Type> {                                                          \
    using TestFixture = fixture<Type>;                                                                            \
    using TypeParam = Type;                                                                                       \
    void TestBody() override {                                                                                    \
      Body();                                                                                                     \
      if (::copies::asked == 0) EXPECT_EQ(::copies::drawn(), ::copies::drawn());                                  \
    }                                                                                                             \
    void Body();                                                                                                  \
  };                                                                                                              \
  [[maybe_unused]] static const bool fixture##_##name##_copied =                                                  \
      ::copies::add_of_types<fixture, ::testing::internal::TemplateSel<fixture##_##name##_Copy>,                  \
                             GTEST_TYPE_PARAMS_(fixture), GTEST_NAME_GENERATOR_(fixture),                         \
                             ::copies::copied(#fixture, #name)>(#fixture GRADER_WORD, #name, __FILE__, __LINE__); \
  template <typename Type>                                                                                        \
  void fixture##_##name##_Copy<Type>::Body()
// Tests of TYPED_TEST_P have no copies: they are made where a suite is given its types, all at once.
#define INSTANTIATE_TYPED_TEST_SUITE_P(...) static_assert(true)
