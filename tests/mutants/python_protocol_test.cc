// Under mutants a Python test runs without pytest's hooks (grader_protocol.py): it must end as it does with them. A
// test's first run is with them, its second as under mutants.
#include "tests/mutants/judging.h"

namespace grader {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

const std::string kWork = "def twice(n):\n    return n if grader_mutant(1) else n + n\n";

MutantRun judge(const Texts& tests) {
  return Judging({.language = "python", .work = {{"work.py", kWork}}, .tests = tests, .count = 1}).judge().run;
}

// name -> "one end", or "first / second" where they differ
std::map<std::string, std::string> ends(const MutantRun& run) {
  std::map<std::string, std::string> all;
  for (const MutantBaseline& row : run.baseline) {
    const std::string first = name_of(row.state);
    const std::string second = name_of(row.again);
    all[row.id.substr(row.id.find("::") + 2)] = first == second ? first : first + " / " + second;
  }
  return all;
}

std::vector<std::string> named(const std::map<std::string, std::string>& ends, const std::string& end) {
  std::vector<std::string> names;
  for (const auto& [name, found] : ends) {
    if (found == end) names.push_back(name);
  }
  return names;
}

TEST(PythonProtocol, ChangesNoEnd) {
  const auto tests = read_file(std::filesystem::path(GRADER_TEST_DATA) / "python-protocol/test_ends.py");
  ASSERT_TRUE(tests);
  const MutantRun run = judge({{"tests/test_ends.py", *tests}});
  EXPECT_TRUE(run.complete) << run.problem;
  const auto ended = ends(run);
  EXPECT_THAT(named(ended, "passed"),
              UnorderedElementsAre("test_passes", "test_fixture", "test_parameter[1]", "test_parameter[2]",
                                   "test_folder", "test_patch", "test_printed", "test_no_warning_is_printed",
                                   "test_no_record_is_printed", "test_records", "test_records_asked_for", "test_warns",
                                   "test_name", "test_reads_nothing", "test_thread", "test_nose", "Work::test_passes"));
  EXPECT_THAT(named(ended, "failed"),
              UnorderedElementsAre("test_fails", "test_leaves", "test_unready", "test_unclear", "test_warning_is_error",
                                   "test_passes_after_all", "Work::test_fails", "Work::test_raises",
                                   "Work::test_unclear", "Work::test_some", "Work::test_passes_after_all"));
  EXPECT_THAT(named(ended, "skipped"),
              UnorderedElementsAre("test_skips", "test_skips_as_unittest", "test_skipped_by_fixture", "test_skipped",
                                   "test_expected", "test_expected_by_mark", "test_expected_by_request",
                                   "Work::test_skips", "Work::test_skipped", "Work::test_expected"));
  EXPECT_EQ(ended.size(), 38U);
}

// What is written here passes only in the short way.
const std::string kHead = R"py(
import sys, unittest
import pytest, work

def short():
    frame = sys._getframe()
    while frame and frame.f_globals.get("__name__") != "grader_protocol": frame = frame.f_back
    return frame is not None
)py";

TEST(PythonProtocol, IsForTestsInWhichNothingElseHasASay) {
  const MutantRun run = judge({{"tests/test_work.py", kHead + R"py(
def test_function(tmp_path, capsys): assert short()
@pytest.mark.parametrize("n", [1])
def test_table(n): assert short()
class Work(unittest.TestCase):
    def test_method(self): self.assertTrue(short())
def test_caplog(caplog): assert short()
def test_request(request): assert short()
@pytest.mark.xfail
def test_mark(): assert short()
)py"}});
  EXPECT_THAT(ends(run),
              UnorderedElementsAre(Pair("test_function", "failed / passed"), Pair("test_table[1]", "failed / passed"),
                                   Pair("Work::test_method", "failed / passed"), Pair("test_caplog", "failed"),
                                   Pair("test_request", "failed"), Pair("test_mark", "skipped")));
}

TEST(PythonProtocol, LeavesAloneWhatAConftestHooksInto) {
  const MutantRun run =
      judge({{"tests/conftest.py", "def pytest_runtest_setup(item): item.obj.__globals__['ready'] = True\n"},
             {"tests/test_work.py", kHead + "def test_ready(): assert ready and not short()\n"}});
  EXPECT_THAT(ends(run), testing::ElementsAre(Pair("test_ready", "passed")));
}

}  // namespace
}  // namespace grader
