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

inline bool add(const Catch::NameAndTags& real, void (*run)(int)) {
  for (const std::string& id : of(std::string(real.name.c_str(), real.name.size()))) enter(id, [run] { run(0); });
  int number = 0;
  for (const char* probe : kProbes) {
    ++number;
    if (!probed) enter(probe, [run, number] { run(number); });
  }
  probed = true;
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
