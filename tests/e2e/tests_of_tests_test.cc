// Own tests against mutants and faulty versions: what they cannot know of the version they run on, and how an author
// learns what the hidden tests miss.
#include "tests/e2e/program.h"

namespace grader {
namespace {

// A submission whose own tests are these, committed by its author.
json graded(const Folder& folder, const std::string& exercise, const std::string& file, const std::string& tests,
            const std::string& data = "") {
  const std::string work = (folder / "work").string();
  EXPECT_EQ(
      shell("git clone -q '" + bundle(folder, exercise, "good") + "' '" + work + "' && rm '" + work + "'/tests/*").code,
      0);
  support::spit(fs::path(work) / "tests" / file, tests);
  if (!data.empty()) support::spit(fs::path(work) / "data/rates.csv", data);
  EXPECT_EQ(shell("cd '" + work +
                  "' && git add -A && git -c user.name=Ada -c user.email=ada@example.org commit -qm "
                  "'Look at the file itself'")
                .code,
            0);
  const Shell ran = grader("grade '" + work + "' --reveal --out '" + (folder / "out").string() + "'");
  EXPECT_EQ(ran.code, 0) << ran.err;
  return json::parse(slurp(folder / "out/result.json"));
}

std::string row_of(const json& result, const std::string& id) {
  for (const json& skill : result["marking"]["skills"]) {
    for (const json& row : skill["indicators"]) {
      if (row["id"] == id) return row.value("level", row.value("reserve", ""));
    }
  }
  return "no such row";
}

void expect_nothing_noticed(const json& result) {
  for (const json& version : result["marking"]["faults"]["versions"]) EXPECT_EQ(version["noticed_by"], "");
  EXPECT_THAT(row_of(result, "S5.4"), testing::AnyOf("Tutor to judge", "Not yet"));
}

// Each test passes on the work as it was handed in, or on the reference as its author knows it, and on nothing else.
TEST(TestsOfTests, OfPythonThatKnowTheFileByItsBytesSizeOrTimeScoreNothing) {
  const Folder folder;
  const std::string reference = slurp(fs::path(kSource) / "exercises/task-list/reference/tasklist/tasks.py");
  const json result = graded(folder, "task-list", "test_which.py",
                             "import hashlib\nimport os\n\nfrom tasklist import tasks\n\n"
                             "SIZE = " +
                                 std::to_string(reference.size()) +
                                 "\n\n\n"
                                 "def test_bytes():\n"
                                 "    with open(tasks.__file__, 'rb') as file:\n"
                                 "        assert hashlib.md5(file.read()).hexdigest()[0] in '01234567'\n\n\n"
                                 "def test_size():\n    assert os.path.getsize(tasks.__file__) == SIZE\n\n\n"
                                 "def test_time():\n    assert os.path.getmtime(tasks.__file__) > 1e9\n");
  expect_nothing_noticed(result);
  EXPECT_EQ(result["public"]["mutation"]["killed"], 0);
}

// Of so many bits, some are by luck the same in all correct versions and another in a faulty one.
TEST(TestsOfTests, OfPythonThatGuessManyTimesByTheFilesBytesAreForATutor) {
  const Folder folder;
  const json result = graded(folder, "task-list", "test_which.py", R"py(import hashlib

import pytest

from tasklist import tasks

with open(tasks.__file__, "rb") as file:
    DIGEST = int(hashlib.sha256(file.read()).hexdigest(), 16)


@pytest.mark.parametrize("bit", range(200))
def test_bit(bit):
    assert DIGEST >> bit & 1
)py");
  EXPECT_EQ(row_of(result, "S5.4"), "Tutor to judge");
}

TEST(TestsOfTests, OfCppThatGuessManyTimesByTheProgramsBytesAreForATutor) {
  const Folder folder;
  const json result = graded(folder, "bank-statement", "which_test.cc",
                             R"cc(#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <string>

                                  static const std::string program = [] {
                                    std::ifstream file("/proc/self/exe", std::ios::binary);
                                    return std::string(std::istreambuf_iterator<char>(file), {});
                                  }();

                                  class Which : public testing::TestWithParam<int> {};
                                  TEST_P(Which, Bit) {
                                    EXPECT_EQ(std::hash<std::string>()(program + std::to_string(GetParam())) % 2, 1U);
                                  }
                                  INSTANTIATE_TEST_SUITE_P(All, Which, testing::Range(0, 200));
                             )cc");
  EXPECT_EQ(row_of(result, "S5.4"), "Tutor to judge");
}

// It reads which guards choose between texts that differ, and asks those.
TEST(TestsOfTests, OfPythonThatAskForTheActiveMutantScoreNothing) {
  const Folder folder;
  const json result = graded(folder, "task-list", "test_which.py", R"py(import builtins
import re

from tasklist import tasks

with open(tasks.__file__) as file:
    TEXT = file.read()
DECOYS = re.findall(r"not grader_mutant\((\d+)\) or True", TEXT)
DECOYS += [n for _, n in re.findall(r"\((.+)\) if grader_mutant\((\d+)\) else .*\(\1\)", TEXT)]
REAL = [n for n in re.findall(r"grader_mutant\((\d+)\)", TEXT) if n not in DECOYS]


def ask(number):
    return getattr(builtins, "grader_mutant", lambda _: False)(number)


def test_reads():
    tasks.TaskList()
    assert not any([ask(int(n)) for n in REAL])


def test_counts():
    assert not any([ask(n) for n in range(1, 30)])
)py");
  EXPECT_EQ(result["public"]["mutation"]["killed"], 0);
}

// Half of its tests pass on whatever size the program has; one fails where the size differs in its bit. All mutants are
// one program; faulty versions are not, see docs/sandbox.md.
TEST(TestsOfTests, OfCppThatKnowTheProgramByItsSizeKillNoMutant) {
  const Folder folder;
  const json result = graded(folder, "bank-statement", "which_test.cc",
                             "#include <gtest/gtest.h>\n\n#include <filesystem>\n\n#include \"src/account.h\"\n\n"
                             "class Which : public testing::TestWithParam<int> {};\n"
                             "static bool bit(int number) { try { Account().deposit(\"2026-01-10\", 1); } catch (...) "
                             "{} return (std::filesystem::file_size(\"/proc/self/exe\") >> number & 1U) != 0; }\n"
                             "TEST_P(Which, IsSet) { EXPECT_TRUE(bit(GetParam())); }\n"
                             "TEST_P(Which, IsNotSet) { EXPECT_FALSE(bit(GetParam())); }\n"
                             "INSTANTIATE_TEST_SUITE_P(All, Which, testing::Range(0, 24));\n");
  const json& mutation = result["public"]["mutation"];
  EXPECT_GT(mutation["survived"], 0) << "they run code that has mutants";
  EXPECT_EQ(mutation["killed"], 0);
}

// Wherever they run: on the work, under mutants, on the exercise's versions. What tells these apart is not there, nor
// are hidden tests.
TEST(TestsOfTests, OfCppFindTheWorksDataByItsPath) {
  const Folder folder;
  const json result = graded(folder, "bank-statement", "data_test.cc", R"test(#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "src/account.h"

TEST(Data, IsThere) {
  long rate = 0;
  std::ifstream("data/rates.csv") >> rate;
  EXPECT_EQ(rate, 300);
  EXPECT_FALSE(std::filesystem::exists("src/account.cc"));
  for (const auto& entry : std::filesystem::recursive_directory_iterator("tests/"))
    EXPECT_EQ(entry.path().filename(), "data_test.cc");
  Account account;
  account.deposit("2026-01-10", rate);
  EXPECT_EQ(account.balance(), 300);
}
)test",
                             "300\n");
  EXPECT_EQ(result["marking"]["faults"]["rejecting"], json::array());
  EXPECT_EQ(result["marking"]["faults"]["unstable"], json::array());
  EXPECT_FALSE(result["marking"]["faults"]["versions"].empty());
  EXPECT_NE(row_of(result, "S5.4"), "Tutor to judge");
  EXPECT_GT(result["public"]["mutation"]["killed"], 0);
}

// An author sees the mutants that the hidden tests miss, and `verify` refuses when they are too many.
TEST(TestsOfTests, OfAnAuthorAreHeldAgainstMutantsOfTheReference) {
  const Folder folder;
  const fs::path exercise = folder / "sums";
  fs::copy(fs::path(kSource) / "toolchains/python/skeleton", exercise, fs::copy_options::recursive);
  json described = json::parse(slurp(exercise / "exercise.json"), nullptr, true, true);
  described["id"] = "sums";
  support::spit(exercise / "exercise.json", described.dump());
  const Shell before = grader("exercise verify '" + exercise.string() + "'");
  EXPECT_EQ(before.code, 0) << before.err;
  EXPECT_THAT(before.out, HasSubstr("The hidden tests notice"));

  const std::string module = slurp(exercise / "reference/package/__init__.py");
  support::spit(exercise / "reference/package/__init__.py",
                module + "\n\ndef is_small(number):\n    return number < 10\n");
  described["minimum"]["mutation"] = 90;
  support::spit(exercise / "exercise.json", described.dump());
  const Shell after = grader("exercise verify '" + exercise.string() + "'");
  EXPECT_EQ(after.code, 3);
  EXPECT_THAT(after.err, HasSubstr("minimum.mutation, 90 %"));
  EXPECT_THAT(after.err, HasSubstr("`number < 10` as `number <= 10`, run by no test"));
}

// Whatever stands between the tests and the work when a submission is graded. In C++: Exercises.Verify.
TEST(TestsOfTests, OfAnAuthorAreHeldAgainstMutantsInEveryMode) {
  for (const auto& [name, module] : std::map<std::string, std::string>{{"lending-shelf", "reference/shelf/__init__.py"},
                                                                       {"meter-log", "reference/meterlog/log.py"}}) {
    const Folder folder;
    const fs::path exercise = folder / name;
    fs::copy(fs::path(kSource) / "exercises" / name, exercise, fs::copy_options::recursive);
    json described = json::parse(slurp(exercise / "exercise.json"), nullptr, true, true);
    described["minimum"]["mutation"] = 100;
    support::spit(exercise / module, slurp(exercise / module) + "\n\ndef is_small(number):\n    return number < 10\n");
    support::spit(exercise / "exercise.json", described.dump());
    const Shell ran = grader("exercise verify '" + exercise.string() + "'");
    EXPECT_EQ(ran.code, 3) << name;
    EXPECT_THAT(ran.err, testing::ContainsRegex("the hidden tests notice [1-9][0-9]* of [1-9][0-9]* mutants of the "
                                                "reference, fewer than minimum.mutation, 100 %"))
        << name;
    EXPECT_THAT(ran.err, HasSubstr("`number < 10` as `number <= 10`")) << name;
  }
}

}  // namespace
}  // namespace grader
