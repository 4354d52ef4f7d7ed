// The process that reports is above the process of a test, of the same user, and no test can look into it.
#include "tests/mutants/judging.h"

namespace grader {
namespace {

// Opens the memory and the report of processes above its own, from the one so many generations up; and its own.
const std::string kCpp = R"--(
#include <fcntl.h>
#include <unistd.h>
#include <fstream>
#include <string>

inline bool opens(int pid, const std::string& name, int how) {
  const int file = open(("/proc/" + std::to_string(pid) + name).c_str(), how | O_CLOEXEC);
  if (file >= 0) close(file);
  return file >= 0;
}
inline int parent_of(int pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(stat, text);
  return text.empty() ? 0 : std::stoi(text.substr(text.rfind(')') + 4));
}
inline int reached() {
  int count = 0;
  for (int pid = getppid(); pid > 1; pid = parent_of(pid))
    count += opens(pid, "/mem", O_RDONLY) + opens(pid, "/fd/3", O_WRONLY) + opens(pid, "/fd", O_RDONLY);
  return count;
}
inline int own() { return opens(getpid(), "/mem", O_RDONLY) + opens(getpid(), "/fd", O_RDONLY); }
)--";

const std::string kPython = R"--(
import os


def opens(pid, name, how):
    try:
        os.close(os.open(f"/proc/{pid}/{name}", how))
        return True
    except OSError:
        return False


def parent_of(pid):
    with open(f"/proc/{pid}/stat") as stat:
        return int(stat.read().rpartition(")")[2].split()[1])


def reached(generations=1):
    pid, count = os.getpid(), 0
    for _ in range(generations):
        pid = parent_of(pid)
    while pid > 1:
        count += opens(pid, "mem", os.O_RDONLY) + opens(pid, "fd/3", os.O_WRONLY) + opens(pid, "fd", os.O_RDONLY)
        pid = parent_of(pid)
    return count


def own():
    return opens(os.getpid(), "mem", os.O_RDONLY) + opens(os.getpid(), "fd", os.O_RDONLY)
)--";

struct Suite {
  std::string language;
  std::string report;
  std::string work;       // the path of what looks
  std::string test;       // and of the test
  std::string test_text;  // passes when it reaches its own process and no other
};

void PrintTo(const Suite& suite, std::ostream* out) {
  *out << suite.language << " " << suite.report;
}

const std::string kCppTest =
    "#include <gtest/gtest.h>\n#include \"src/work.h\"\n"
    "TEST(Suite, Looks) { EXPECT_EQ(reached(), 0); EXPECT_EQ(own(), 2); }\n";
const std::string kPythonTest =
    "from work import own, reached\n\n\ndef test_looks():\n    assert reached() == 0\n    assert own() == 2\n";

struct Parents : testing::TestWithParam<Suite> {};

TEST_P(Parents, CannotBeLookedInto) {
  const Suite& suite = GetParam();
  const auto tools = toolchain::read_toolchain(data_folder() / "toolchains" / suite.language);
  ASSERT_TRUE(tools) << message(tools.error());
  const support::Folder folder;
  support::spit(folder / "work" / suite.work, suite.language == "cpp" ? kCpp : kPython);
  support::spit(folder / "tests" / suite.test, suite.test_text);
  const Workspace workspace{.root = (folder / "work").string(), .files = {suite.work}};
  const toolchain::Request request{.groups = {{.name = "own", .folder = folder / "tests", .files = {suite.test}}},
                                   .test_cpu_ms = 5'000,
                                   .memory_mib = 256};
  const auto steps = pipeline::leading_to_report(*tools, toolchain::plan(*tools, workspace, request), suite.report);
  SystemProcessRunner runner;
  const auto results = run::run_steps(runner, steps,
                                      {.helper = std::string(GRADER_BINARY_DIR) + "/grader-sandbox",
                                       .cache = std::string(GRADER_BINARY_DIR) + "/../test-cache"});
  ASSERT_TRUE(results) << message(results.error());
  ASSERT_FALSE(results->empty());
  const auto report = parse::test_events(results->back().report, results->back().nonce);
  ASSERT_EQ(report.cases.size(), 1U) << results->back().err;
  EXPECT_STREQ(name_of(report.cases[0].state), "passed") << report.cases[0].message;
}

INSTANTIATE_TEST_SUITE_P(
    OfTests, Parents,
    testing::Values(Suite{"cpp", "test-events", "src/work.h", "tests/work_test.cc", kCppTest},
                    Suite{"cpp", "test-events-again", "src/work.h", "tests/work_test.cc", kCppTest},
                    Suite{"python", "test-events", "work.py", "tests/test_work.py", kPythonTest},
                    Suite{"python", "test-events-again", "work.py", "tests/test_work.py", kPythonTest}),
    [](const auto& info) { return info.param.language + (info.param.report == "test-events" ? "" : "Again"); });

// The judge of mutants; in Python a server, which is the learner's as its tests are, stands between it and a test.
TEST(ParentsOfTestsUnderMutants, CannotBeLookedInto) {
  const std::string python_test =
      "from work import own, reached\n\n\ndef test_looks():\n    assert reached(2) == 0\n    assert own() == 2\n";
  for (const auto& [language, work, test] :
       {std::tuple{"cpp", Texts{{"src/work.h", kCpp}}, Texts{{"tests/work_test.cc", kCppTest}}},
        std::tuple{"python", Texts{{"work.py", kPython}}, Texts{{"tests/test_work.py", python_test}}}}) {
    Judging judging({.language = language, .work = work, .tests = test, .count = 1, .test_cpu_ms = 5'000});
    const Judged judged = judging.judge();
    ASSERT_EQ(judged.run.baseline.size(), 1U) << language << judged.result.err << judged.run.problem;
    EXPECT_TRUE(judged.run.baseline[0].judges()) << language << ": " << name_of(judged.run.baseline[0].state);
  }
}

}  // namespace
}  // namespace grader
