// As copies_gtest.h, for Catch2.
#pragma once

#include <catch2/catch.hpp>
#include <deque>
#include <functional>

#include "copies.h"

namespace copies {

class Invoker : public Catch::ITestInvoker {
 public:
  explicit Invoker(std::function<void()> call) : call_(std::move(call)) {}
  void invoke() const override {
    asked = 0;
    call_();
  }

 private:
  std::function<void()> call_;
};

// Names and what registers them live as long as the program.
inline void enter(const std::string& name, std::function<void()> call) {
  static std::deque<std::string> names;
  static std::deque<std::unique_ptr<Catch::AutoReg>> kept;
  names.push_back(name);
  kept.push_back(std::make_unique<Catch::AutoReg>(new Invoker(std::move(call)),
                                                  Catch::SourceLineInfo("copies", names.size()), Catch::StringRef(),
                                                  Catch::NameAndTags{Catch::StringRef(names.back())}));
}

constexpr const char* kProbes[] = {GRADER_PROBES};
inline bool probed = false;

inline bool add(const std::string& real, const std::function<void(int)>& run) {
  for (const std::string& id : of(real)) enter(id, [run] { run(0); });
  int number = 0;
  for (const char* probe : kProbes) {
    ++number;
    if (!probed) enter(probe, [run, number] { run(number); });
  }
  probed = true;
  return true;
}
inline bool add(const Catch::NameAndTags& real, void (*run)(int)) {
  return add(std::string(real.name.c_str(), real.name.size()), run);
}

// A test over types, which are named as the macro was given them; `run` is a function over each.
template <typename... Types, typename Run>
bool add_each(const std::string& real, std::initializer_list<const char*> types, Run run) {
  auto type = types.begin();
  (add(real + " - " + *type++, [run](int probe) { run.template operator()<Types>(probe); }), ...);
  return true;
}

inline void whole() {
  CHECK(drawn() + 1 == 1 + drawn());
  CHECK(std::string("one") + "two" == "onetwo");
}
inline const bool plain = [] {
  enter(GRADER_PLAIN, whole);
  return true;
}();

}  // namespace copies

#undef CHECK
#undef REQUIRE
#undef CHECK_THROWS_AS
#undef REQUIRE_THROWS_AS
#undef TEST_CASE
#undef TEST_CASE_METHOD
#undef SCENARIO_METHOD
#undef TEMPLATE_TEST_CASE
#undef TEMPLATE_TEST_CASE_METHOD
#undef TEMPLATE_TEST_CASE_SIG
#undef TEMPLATE_TEST_CASE_METHOD_SIG
#undef TEMPLATE_PRODUCT_TEST_CASE
#undef TEMPLATE_PRODUCT_TEST_CASE_SIG
#undef TEMPLATE_PRODUCT_TEST_CASE_METHOD
#undef TEMPLATE_PRODUCT_TEST_CASE_METHOD_SIG
#undef TEMPLATE_LIST_TEST_CASE
#undef TEMPLATE_LIST_TEST_CASE_METHOD
#undef METHOD_AS_TEST_CASE
#undef REGISTER_TEST_CASE
#define CHECK(...)                                                          \
  INTERNAL_CATCH_TEST("CHECK", Catch::ResultDisposition::ContinueOnFailure, \
                      ::copies::judged(::copies::Start() <= __VA_ARGS__))
#define REQUIRE(...) \
  INTERNAL_CATCH_TEST("REQUIRE", Catch::ResultDisposition::Normal, ::copies::judged(::copies::Start() <= __VA_ARGS__))
#define CHECK_THROWS_AS(expr, type)                                                                          \
  INTERNAL_CATCH_THROWS_AS("CHECK_THROWS_AS", ::copies::Unseen, Catch::ResultDisposition::ContinueOnFailure, \
                           (::copies::ask(), expr))
#define REQUIRE_THROWS_AS(expr, type)                                                               \
  INTERNAL_CATCH_THROWS_AS("REQUIRE_THROWS_AS", ::copies::Unseen, Catch::ResultDisposition::Normal, \
                           (::copies::ask(), expr))

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
#define COPIES_TEST_OF_(function, ...)                                \
  static void function();                                             \
  static void function##_run(int probe) {                             \
    COPIES_RUN_(function())                                           \
  }                                                                   \
  [[maybe_unused]] static const bool function##_copied =              \
      ::copies::add(Catch::NameAndTags{__VA_ARGS__}, function##_run); \
  static void function()
#define COPIES_METHOD_(...) COPIES_METHOD_OF_(__VA_ARGS__)
#define COPIES_METHOD_OF_(name, base, ...)                                                               \
  namespace {                                                                                            \
  struct name : base {                                                                                   \
    void test();                                                                                         \
    static void run(int probe) {                                                                         \
      COPIES_RUN_(name().test())                                                                         \
    }                                                                                                    \
  };                                                                                                     \
  [[maybe_unused]] const bool name##_copied = ::copies::add(Catch::NameAndTags{__VA_ARGS__}, name::run); \
  }                                                                                                      \
  void name::test()
#define TEST_CASE(...) COPIES_TEST_(INTERNAL_CATCH_UNIQUE_NAME(copied_test_), __VA_ARGS__)
#define TEST_CASE_METHOD(base, ...) COPIES_METHOD_(INTERNAL_CATCH_UNIQUE_NAME(copied_test_), base, __VA_ARGS__)
#define SCENARIO_METHOD(base, ...) TEST_CASE_METHOD(base, "Scenario: " __VA_ARGS__)

#define COPIES_TYPES_(name, real, ...)                                                  \
  [[maybe_unused]] static const bool name##_copied =                                    \
      ::copies::add_each<INTERNAL_CATCH_REMOVE_PARENS_GEN(__VA_ARGS__)>(                \
          real, {CATCH_REC_LIST(INTERNAL_CATCH_STRINGIZE_WITHOUT_PARENS, __VA_ARGS__)}, \
          []<typename TestType>(int probe) { name##_run<TestType>(probe); });
#define COPIES_TEMPLATE_(...) COPIES_TEMPLATE_OF_(__VA_ARGS__)
#define COPIES_TEMPLATE_OF_(function, name, tags, ...)                                    \
  template <typename TestType>                                                            \
  static void function();                                                                 \
  template <typename TestType>                                                            \
  static void function##_run(int probe){COPIES_RUN_(function<TestType>())} COPIES_TYPES_( \
      function, name, __VA_ARGS__) template <typename TestType>                           \
  static void function()
#define COPIES_TEMPLATE_METHOD_(...) COPIES_TEMPLATE_METHOD_OF_(__VA_ARGS__)
#define COPIES_TEMPLATE_METHOD_OF_(type, base, name, tags, ...)                          \
  template <typename TestType>                                                           \
  struct type : base<TestType> {                                                         \
    void test();                                                                         \
  };                                                                                     \
  template <typename TestType>                                                           \
  static void type##_run(int probe){COPIES_RUN_(type<TestType>().test())} COPIES_TYPES_( \
      type, name, __VA_ARGS__) template <typename TestType>                              \
  void type<TestType>::test()
#define TEMPLATE_TEST_CASE(...) COPIES_TEMPLATE_(INTERNAL_CATCH_UNIQUE_NAME(copied_test_), __VA_ARGS__)
#define TEMPLATE_TEST_CASE_METHOD(base, ...) \
  COPIES_TEMPLATE_METHOD_(INTERNAL_CATCH_UNIQUE_NAME(copied_test_), base, __VA_ARGS__)

// Tests over what Catch2 alone can name, and functions entered by hand, have no copies: their bodies belong to nothing.
#define COPIES_NONE_(function, signature) \
  INTERNAL_CATCH_DEFINE_SIG_TEST(function, INTERNAL_CATCH_REMOVE_PARENS(signature))
#define COPIES_NO_METHOD_(...) COPIES_NO_METHOD_OF_(__VA_ARGS__)
#define COPIES_NO_METHOD_OF_(type, base, signature)                                            \
  namespace INTERNAL_CATCH_MAKE_NAMESPACE(type) {                                              \
  INTERNAL_CATCH_DECLARE_SIG_TEST_METHOD(type, base, INTERNAL_CATCH_REMOVE_PARENS(signature)); \
  }                                                                                            \
  INTERNAL_CATCH_DEFINE_SIG_TEST_METHOD(type, INTERNAL_CATCH_REMOVE_PARENS(signature))
#define COPIES_NAME_ INTERNAL_CATCH_UNIQUE_NAME(copied_test_)
#define TEMPLATE_PRODUCT_TEST_CASE(...) COPIES_NONE_(COPIES_NAME_, typename TestType)
#define TEMPLATE_LIST_TEST_CASE(...) COPIES_NONE_(COPIES_NAME_, typename TestType)
#define TEMPLATE_TEST_CASE_SIG(name, tags, signature, ...) COPIES_NONE_(COPIES_NAME_, signature)
#define TEMPLATE_PRODUCT_TEST_CASE_SIG(name, tags, signature, ...) COPIES_NONE_(COPIES_NAME_, signature)
#define TEMPLATE_PRODUCT_TEST_CASE_METHOD(base, ...) COPIES_NO_METHOD_(COPIES_NAME_, base, typename TestType)
#define TEMPLATE_LIST_TEST_CASE_METHOD(base, ...) COPIES_NO_METHOD_(COPIES_NAME_, base, typename TestType)
#define TEMPLATE_TEST_CASE_METHOD_SIG(base, name, tags, signature, ...) COPIES_NO_METHOD_(COPIES_NAME_, base, signature)
#define TEMPLATE_PRODUCT_TEST_CASE_METHOD_SIG(base, name, tags, signature, ...) \
  COPIES_NO_METHOD_(COPIES_NAME_, base, signature)
#define METHOD_AS_TEST_CASE(...) static_assert(true)
#define REGISTER_TEST_CASE(...) static_assert(true)
