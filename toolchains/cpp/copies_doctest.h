// As copies_gtest.h, for doctest.
#pragma once

#include <doctest/doctest.h>

#include <deque>

#include "copies.h"

namespace copies {

inline void enter(const std::string& name, void (*function)(), const char* file, unsigned line) {
  static std::deque<std::string> names;
  names.push_back(name);
  doctest::detail::regTest(doctest::detail::TestCase(function, file, line, doctest::detail::TestSuite()) *
                           names.back().c_str());
}

constexpr const char* kProbes[] = {GRADER_PROBES};
inline bool probed = false;

template <typename Test, int number>
void run() {
  asked = 0;
  Test::run(number);
}

struct Nothing {};  // the fixture of a test without one

// The name of a test case, with the suite it stands in.
struct Named : doctest::detail::TestCase {
  Named(const char* file, unsigned line, const doctest::detail::TestSuite& suite, const doctest::String& type = "",
        int number = -1)
      : doctest::detail::TestCase(calm, file, line, suite, type, number) {}
  std::string id() const {
    const std::string suite = m_test_suite == nullptr ? "" : m_test_suite;
    return (suite.empty() ? "" : suite + "/") + (m_name == nullptr ? "" : m_name);
  }
};

template <typename Test>
bool add(const doctest::detail::TestCase& real, const char* file, unsigned line) {
  for (const std::string& id : of(static_cast<const Named&>(real).id())) enter(id, run<Test, 0>, file, line);
  constexpr void (*functions[])() = {run<Test, 1>, run<Test, 2>, run<Test, 3>, run<Test, 4>,
                                     run<Test, 5>, run<Test, 6>, run<Test, 7>, run<Test, 8>};
  std::size_t number = 0;
  for (const char* probe : kProbes) {
    if (!probed) enter(probe, functions[number++ % 8], file, line);
  }
  probed = true;
  return true;
}

// A test over types: `with` names the copy of each.
template <template <typename> class Test, typename Types>
struct Each;
template <template <typename> class Test, typename... Types>
struct Each<Test, std::tuple<Types...>> {
  template <typename With>
  static bool add(With with, const char* file, unsigned line) {
    (copies::add<Test<Types>>(with(doctest::toString<Types>()), file, line), ...);
    return true;
  }
};

inline void whole() {
  CHECK(drawn() + 1 == 1 + drawn());
  CHECK(std::string("one") + "two" == "onetwo");
}
inline const bool plain = [] {
  enter(GRADER_PLAIN, whole, __FILE__, __LINE__);
  return true;
}();

}  // namespace copies

#undef CHECK
#undef REQUIRE
#undef CHECK_EQ
#undef REQUIRE_EQ
#undef CHECK_THROWS_AS
#undef REQUIRE_THROWS_AS
#undef TEST_CASE
#undef TEST_CASE_FIXTURE
#undef SCENARIO
#undef TEST_CASE_TEMPLATE
#undef SCENARIO_TEMPLATE
#undef TEST_CASE_TEMPLATE_DEFINE
#undef SCENARIO_TEMPLATE_DEFINE
#undef TEST_CASE_TEMPLATE_INVOKE
#undef TEST_CASE_TEMPLATE_APPLY
#define CHECK(...) DOCTEST_CHECK(::copies::judged(::copies::Start() <= __VA_ARGS__))
#define REQUIRE(...) DOCTEST_REQUIRE(::copies::judged(::copies::Start() <= __VA_ARGS__))
#define CHECK_EQ(a, b) CHECK((a) == (b))
#define REQUIRE_EQ(a, b) REQUIRE((a) == (b))
#define CHECK_THROWS_AS(expr, ...) DOCTEST_CHECK_THROWS_AS((::copies::ask(), expr), ::copies::Unseen)
#define REQUIRE_THROWS_AS(expr, ...) DOCTEST_REQUIRE_THROWS_AS((::copies::ask(), expr), ::copies::Unseen)

// Expanded after the includes of the test file, as the macros of the real tests are.
#define COPIES_RUN_(body)                                    \
  switch (probe) {                                           \
    case 0:                                                  \
      body;                                                  \
      if (::copies::asked == 0) CHECK(::copies::no());       \
      break;                                                 \
    case 1:                                                  \
      CHECK(::copies::drawn() == ::copies::drawn());         \
      break;                                                 \
    case 2:                                                  \
      REQUIRE(::copies::drawn() == ::copies::drawn());       \
      break;                                                 \
    case 3:                                                  \
      CHECK_FALSE(!::copies::no());                          \
      break;                                                 \
    case 4:                                                  \
      CHECK_THROWS_AS(::copies::calm(), ::copies::Unseen);   \
      break;                                                 \
    case 5:                                                  \
      REQUIRE_THROWS_AS(::copies::calm(), ::copies::Unseen); \
      break;                                                 \
    case 6:                                                  \
      CHECK_THROWS(::copies::calm());                        \
      break;                                                 \
    case 7:                                                  \
      REQUIRE(::copies::no());                               \
      break;                                                 \
    default:                                                 \
      CHECK(::copies::no());                                 \
  }
#define COPIES_TEST_(...) COPIES_TEST_OF_(__VA_ARGS__)
#define COPIES_TEST_OF_(name, base, decorators)                                                                        \
  namespace {                                                                                                          \
  struct name : base {                                                                                                 \
    void test();                                                                                                       \
    static void run(int probe) {                                                                                       \
      COPIES_RUN_(name().test())                                                                                       \
    }                                                                                                                  \
  };                                                                                                                   \
  [[maybe_unused]] const bool name##_copied = ::copies::add<name>(                                                     \
      ::copies::Named(__FILE__, __LINE__, doctest_detail_test_suite_ns::getCurrentTestSuite()) * decorators, __FILE__, \
      __LINE__);                                                                                                       \
  }                                                                                                                    \
  void name::test()
#define TEST_CASE(decorators) COPIES_TEST_(DOCTEST_ANONYMOUS(copied_test_), ::copies::Nothing, decorators)
#define TEST_CASE_FIXTURE(base, decorators) COPIES_TEST_(DOCTEST_ANONYMOUS(copied_test_), base, decorators)
#define SCENARIO(name) TEST_CASE("  Scenario: " name)

#define COPIES_TEMPLATE_(...) COPIES_TEMPLATE_OF_(__VA_ARGS__)
#define COPIES_TEMPLATE_OF_(name, type, decorators, ...)                                                         \
  namespace {                                                                                                    \
  template <typename type>                                                                                       \
  struct name {                                                                                                  \
    void test();                                                                                                 \
    static void run(int probe) {                                                                                 \
      COPIES_RUN_(name().test())                                                                                 \
    }                                                                                                            \
  };                                                                                                             \
  [[maybe_unused]] const bool name##_copied = ::copies::Each<name, std::tuple<__VA_ARGS__>>::add(                \
      [](const doctest::String& of) {                                                                            \
        return ::copies::Named(__FILE__, __LINE__, doctest_detail_test_suite_ns::getCurrentTestSuite(), of, 1) * \
               decorators;                                                                                       \
      },                                                                                                         \
      __FILE__, __LINE__);                                                                                       \
  }                                                                                                              \
  template <typename type>                                                                                       \
  void name<type>::test()
#define TEST_CASE_TEMPLATE(decorators, type, ...) \
  COPIES_TEMPLATE_(DOCTEST_ANONYMOUS(copied_test_), type, decorators, __VA_ARGS__)
#define SCENARIO_TEMPLATE(name, type, ...) TEST_CASE_TEMPLATE("  Scenario: " name, type, __VA_ARGS__)
// Tests that get their types later have no copies.
#define COPIES_NONE_(name, type) \
  template <typename type>       \
  [[maybe_unused]] static void name()
#define TEST_CASE_TEMPLATE_DEFINE(decorators, type, id) COPIES_NONE_(DOCTEST_ANONYMOUS(copied_test_), type)
#define SCENARIO_TEMPLATE_DEFINE(name, type, id) COPIES_NONE_(DOCTEST_ANONYMOUS(copied_test_), type)
#define TEST_CASE_TEMPLATE_INVOKE(...) static_assert(true)
#define TEST_CASE_TEMPLATE_APPLY(...) static_assert(true)
