// The second run of C++ tests: all in one process, in a drawn order (toolchains/cpp/runner_together.h).
#include "tests/mutants/judging.h"

namespace grader {
namespace {

struct Framework {
  std::string name;
  std::string head;
};

void PrintTo(const Framework& framework, std::ostream* out) {
  *out << framework.name;
}

const std::vector<Framework> kFrameworks = {
    {"gtest", "#include <gtest/gtest.h>\n#define CHECK(x) EXPECT_TRUE(x)\n#define CASE(name) TEST(Suite, name)\n"},
    {"catch2", "#include <catch2/catch.hpp>\n#define CASE(name) TEST_CASE(\"Suite.\" #name)\n"},
    {"doctest", "#include <doctest/doctest.h>\n#define CASE(name) TEST_CASE(\"Suite.\" #name)\n"}};

struct Together : testing::TestWithParam<Framework> {
  // test -> its state when the tests are run as the report says
  static std::map<std::string, std::string> states(const std::string& report, const std::string& tests) {
    const auto tools = toolchain::read_toolchain(data_folder() / "toolchains/cpp");
    EXPECT_TRUE(tools) << message(tools.error());
    const support::Folder folder;
    support::spit(folder / "work/src/work.h", "inline int next() { static int calls = 0; return calls++; }\n");
    support::spit(folder / "tests/tests/work_test.cc",
                  GetParam().head + "#include <unistd.h>\n#include <cstdlib>\n#include <memory>\n#include <vector>\n" +
                      "#include \"src/work.h\"\n" + tests);
    const Workspace workspace{.root = (folder / "work").string(), .files = {"src/work.h"}};
    const toolchain::Request request{
        .groups = {{.name = "own", .folder = folder / "tests", .files = {"tests/work_test.cc"}}},
        .test_cpu_ms = 1'000,
        .memory_mib = 256};
    const auto steps = pipeline::leading_to_report(*tools, toolchain::plan(*tools, workspace, request), report);
    SystemProcessRunner runner;
    const auto results = run::run_steps(runner, steps,
                                        {.helper = std::string(GRADER_BINARY_DIR) + "/grader-sandbox",
                                         .cache = std::string(GRADER_BINARY_DIR) + "/../test-cache"});
    EXPECT_TRUE(results) << message(results.error());
    std::map<std::string, std::string> all;
    if (!results || results->empty()) return all;
    for (const RunResult& result : *results) EXPECT_TRUE(result.succeeded()) << result.step << "\n" << result.err;
    for (const auto& test : parse::test_events(results->back().report, results->back().nonce).cases)
      all[test.id.substr(test.id.find('.') + 1)] = name_of(test.state);
    return all;
  }
};

using testing::Pair;
using testing::UnorderedElementsAre;

TEST_P(Together, FindsWhatOneTestLeavesForTheNext) {
  const std::string tests = "CASE(One) { CHECK(next() == 0); }\nCASE(Other) { CHECK(next() == 0); }\n";
  EXPECT_THAT(states("test-events", tests), UnorderedElementsAre(Pair("One", "passed"), Pair("Other", "passed")));
  const auto together = states("test-events-again", tests);
  EXPECT_EQ(together.size(), 2U);
  EXPECT_NE(together.at("One"), together.at("Other")) << "the first of them passes";
}

TEST_P(Together, GoesOnAfterATestThatTookTheProcessAlong) {
  EXPECT_THAT(states("test-events-again", R"(
CASE(Passes) { CHECK(next() >= 0); }
CASE(Fails) { CHECK(next() < 0); }
CASE(Throws) { if (next() >= 0) throw 7; }
CASE(Crashes) { std::abort(); }
CASE(Leaves) { _exit(0); }
CASE(Spins) { for (volatile int i = 0;; i = i + 1) {} }
CASE(Grows) { std::vector<std::unique_ptr<char[]>> all; for (;;) all.emplace_back(new char[1000000]); }
CASE(LeavesAProcess) { if (fork() == 0) { sleep(1000); _exit(0); } std::abort(); }
CASE(PassesToo) { CHECK(next() >= 0); }
)"),
              UnorderedElementsAre(Pair("Passes", "passed"), Pair("Fails", "failed"), Pair("Throws", "failed"),
                                   Pair("Crashes", "crashed"), Pair("Leaves", "not reported"),
                                   Pair("Spins", "timed out"), Pair("Grows", "over limit"),
                                   Pair("LeavesAProcess", "crashed"), Pair("PassesToo", "passed")));
}

TEST_P(Together, TakesNoSignalForATimeThatWasNotUsed) {
  const std::string tests = "#include <csignal>\nCASE(Signals) { raise(SIGXCPU); }\nCASE(Passes) { CHECK(true); }\n";
  for (const char* report : {"test-events", "test-events-again"})
    EXPECT_THAT(states(report, tests), UnorderedElementsAre(Pair("Signals", "crashed"), Pair("Passes", "passed")));
}

INSTANTIATE_TEST_SUITE_P(Frameworks, Together, testing::ValuesIn(kFrameworks),
                         [](const auto& info) { return info.param.name; });

// What comes after its result, such as the clearing up of a suite, is a test's too and not the next one's.
struct TogetherInGoogleTest : Together {};

TEST_P(TogetherInGoogleTest, BlamesForACrashTheTestInHand) {
  EXPECT_THAT(states("test-events-again", R"(
struct Ends : testing::Test { static void TearDownTestSuite() { std::abort(); } };
TEST_F(Ends, Badly) {}
CASE(Passes) { CHECK(next() >= 0); }
CASE(PassesToo) { CHECK(next() >= 0); }
)"),
              UnorderedElementsAre(Pair("Badly", "crashed"), Pair("Passes", "passed"), Pair("PassesToo", "passed")));
}

INSTANTIATE_TEST_SUITE_P(Frameworks, TogetherInGoogleTest, testing::Values(kFrameworks[0]),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace grader
