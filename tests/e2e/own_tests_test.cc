// Own tests with every smell and of several types, graded for real without an exercise.
#include <algorithm>
#include <map>
#include <set>

#include "tests/e2e/program.h"

namespace grader {
namespace {

const char* kPython = R"(import time

import pytest

from park import enter
from tariff import fee

seen = []


def check(minutes, pence):
    assert fee(minutes) == pence


def test_a_first():
    seen.append(1)
    assert fee(1) == 2


def test_b_needs_the_first():
    assert seen == [1] and fee(1) == 2


def test_by_helper():
    check(2, 4)


def test_both_modules():
    assert enter(fee(1)) == 2


def test_negative():
    with pytest.raises(ValueError):
        fee(-1)


def test_quick():
    began = time.perf_counter()
    fee(1)
    assert time.perf_counter() - began < 60


def test_prints():
    print(fee(1))


def test_constant():
    fee(1)
    assert True


def test_sleeps():
    time.sleep(0.01)
    assert fee(1) == fee(1)


@pytest.mark.skip(reason="later")
def test_later():
    assert fee(1) == 2
)";

const char* kCpp = R"(#include <gtest/gtest.h>

#include "src/tariff.h"

void check(int minutes, int pence) { EXPECT_EQ(fee(minutes), pence); }

TEST(Fee, ByHelper) { check(2, 4); }
TEST(Fee, Zero) { EXPECT_EQ(fee(0), 0); }
TEST(Fee, Same) { EXPECT_EQ(fee(1), fee(1)); }
TEST(Fee, Nothing) { fee(1); }
TEST(Fee, DISABLED_Later) { EXPECT_EQ(fee(1), 2); }
)";

struct OwnTests : testing::Test {
  Folder folder;

  void put(const std::string& path, const std::string& text) const { support::spit(folder / "work" / path, text); }

  // Grades what was put; everything since the first commit is own.
  json graded() const {
    const std::string work = (folder / "work").string();
    const std::string commit = "git -c user.name=Ada -c user.email=ada@example.org commit -qm ";
    EXPECT_EQ(shell("cd '" + work + "' && git init -q -b main && git add README && " + commit +
                    "Begin && git add -A && " + commit + "'Add the tariff'")
                  .code,
              0);
    const Shell ran = grader("grade '" + work + "' --format json,sarif --out '" + (folder / "out").string() + "'");
    EXPECT_EQ(ran.code, 0) << ran.err;
    return json::parse(slurp(folder / "out/result.json"))["public"];
  }
  // "rule line level", of files of tests
  std::set<std::string> findings() const {
    std::set<std::string> found;
    const json report = json::parse(slurp(folder / "out/report.sarif"));
    for (const json& row : report["runs"][0]["results"]) {
      const json& place = row["locations"][0]["physicalLocation"];
      if (place["artifactLocation"]["uri"].get<std::string>().starts_with("tests/"))
        found.insert(row["ruleId"].get<std::string>() + " " + place["region"]["startLine"].dump() + " " +
                     row["level"].get<std::string>());
    }
    return found;
  }
  static std::string seen(const json& result, const std::string& id) {
    for (const json& row : result["seen"]) {
      if (row["id"] == id) return row.value("what", "");
    }
    return "not there";
  }
  static std::string detail(const json& result, const std::string& metric) {
    for (const json& row : result["evidence"]) {
      if (row["metric"] == metric) return row.value("detail", row.value("why", ""));
    }
    return "not there";
  }
};

TEST_F(OwnTests, OfPythonShowTheirSmellsAndTypes) {
  put("README", "Fees\n");
  put("tariff.py",
      "def fee(minutes):\n    if minutes < 0:\n        raise ValueError(minutes)\n    return 2 * minutes\n");
  put("park.py", "def enter(number):\n    return number\n");
  put("tests/test_fee.py", kPython);
  const json result = graded();
  EXPECT_THAT(findings(), testing::IsSupersetOf({"test without a check 47 warning", "tautology 49 warning",
                                                 "prints instead of checking 43 warning", "sleeping test 53 warning",
                                                 "compared with itself 54 none", "disabled test 57 warning"}));
  EXPECT_EQ(detail(result, "tests.checking"), "7 of 9 own tests check a value");
  EXPECT_EQ(detail(result, "tests.types"),
            "4 types of own tests with a result: unit (6), integration (1), boundary or negative (1), performance (1); "
            "2 tests not of a known type");
  EXPECT_EQ(detail(result, "tests.non_functional"), "1 type of them non-functional");
  EXPECT_EQ(seen(result, "K22"), "unit tests, integration tests");
}

TEST_F(OwnTests, OfPythonFindTheWorkWhereTheyAreStarted) {
  put("README", "Fees\n");
  put("rate.txt", "2\n");
  put("tests/data/fees.txt", "6\n");
  put("tariff.py",
      "def fee(minutes):\n    with open('rate.txt') as rate:\n        return int(rate.read()) * minutes\n\n\n"
      "if __name__ == '__main__':\n    print(fee(3))\n");
  put("tests/test_fee.py", R"(import subprocess
import sys

from tariff import fee


def test_reads():
    with open("tests/data/fees.txt") as fees:
        assert fee(3) == int(fees.read())


def test_starts():
    ran = subprocess.run([sys.executable, "-m", "tariff"], capture_output=True, text=True, check=True)
    assert ran.stdout == "6\n"


def test_writes():
    with open("rate.txt", "w") as rate:
        rate.write("2\n")
    with open("new.txt", "w") as new:
        new.write("new")
    assert fee(1) == 2
)");
  const json result = graded();
  EXPECT_EQ(detail(result, "own_tests.passed"), "3 of 3 pass");
  EXPECT_EQ(detail(result, "own_tests.stable"), "the same again in random order");
  EXPECT_EQ(result["mutation"]["problem"], "") << "each passes beside mutants too";
  EXPECT_EQ(result["mutation"]["tests_left_out"], json::array());
}

TEST_F(OwnTests, OfPythonThatCannotBeLoadedFail) {
  put("README", "Fees\n");
  put("tariff.py", "def fee(minutes):\n    return 2 * minutes\n");
  put("tests/test_a.py", "from tariff import fee\n\n\ndef test_one():\n    assert fee(1) == 2\n");
  put("tests/test_b.py", "def test_two(:\n    pass\n");
  const json result = graded();
  EXPECT_EQ(detail(result, "own_tests.passed"), "1 of 2 pass");
  EXPECT_EQ(detail(result, "own_tests.stable"), "the same again in random order");
  EXPECT_EQ(detail(result, "tests.collected"), "1 of 2 test-like files collected by the runner");
  const json& file = result["groups"][0]["cases"][1];
  EXPECT_EQ(file["id"], "tests/test_b.py");
  EXPECT_EQ(file["state"], "failed");
  EXPECT_THAT(file["message"].get<std::string>(), HasSubstr("SyntaxError"));
}

TEST_F(OwnTests, OfPythonThatLackAPackageAreNotHeldAgainstTheOthers) {
  put("README", "Fees\n");
  put("tariff.py", "def fee(minutes):\n    return 2 * minutes\n");
  put("tests/test_a.py", "from tariff import fee\n\n\ndef test_one():\n    assert fee(1) == 2\n");
  put("tests/test_b.py", "import hypothesis_of_no_host\n\n\ndef test_two():\n    assert hypothesis_of_no_host\n");
  const json result = graded();
  EXPECT_EQ(detail(result, "own_tests.passed"), "1 of 1 pass");
  EXPECT_EQ(detail(result, "own_tests.stable"), "the same again in random order");
  EXPECT_EQ(result["groups"][0]["cases"][1]["message"], "could not run: dependency hypothesis_of_no_host");
}

TEST_F(OwnTests, OfPythonThatNeedAnOrderAreNamed) {
  put("README", "Fees\n");
  put("tariff.py", "def fee(minutes):\n    return 2 * minutes\n");
  std::string tests =
      "from tariff import fee\n\nseen = []\n\n\ndef test_0():\n    seen.append(fee(1))\n    assert seen\n";
  for (int i = 1; i < 9; ++i)
    tests += "def test_" + std::to_string(i) + "():\n    assert len(seen) == " + std::to_string(i) +
             "\n    seen.append(fee(1))\n";
  put("tests/test_fee.py", tests);
  graded();
  const auto found = findings();
  EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const std::string& row) {
    return row.starts_with("order-dependent test ");
  })) << "nine tests that count each other's calls";
}

// A draw may leave so few as they were.
struct FewOwnTests : OwnTests, testing::WithParamInterface<int> {
  std::ptrdiff_t needing_an_order() const {
    return std::ranges::count_if(findings(),
                                 [](const std::string& row) { return row.starts_with("order-dependent test "); });
  }
};

TEST_P(FewOwnTests, OfPythonThatNeedAnOrderAreNamed) {
  put("README", "Fees\n");
  put("tariff.py", "def fee(minutes):\n    return minutes\n");
  std::string tests = "from tariff import fee\n\nseen = []\n";
  for (int i = 0; i < GetParam(); ++i)
    tests += "\n\ndef test_" + std::to_string(i) + "():\n    assert len(seen) == " + std::to_string(i) +
             "\n    seen.append(fee(1))\n";
  put("tests/test_fee.py", tests);
  graded();
  EXPECT_EQ(needing_an_order(), GetParam() - 1);
}

TEST_P(FewOwnTests, OfCppThatNeedAnOrderAreNamed) {
  put("README", "Fees\n");
  put("src/tariff.h", "#pragma once\nint fee(int minutes);\n");
  put("src/tariff.cc", "#include \"tariff.h\"\nint fee(int minutes) { return minutes; }\n");
  std::string tests =
      "#include <gtest/gtest.h>\n\n#include \"src/tariff.h\"\n\nstatic int seen = 0;\n\n"
      "TEST(Fee, First) { EXPECT_EQ(seen, fee(0)); }\n";
  for (int i = 1; i < GetParam(); ++i)
    tests += "TEST(Fee, Later" + std::to_string(i) + ") { EXPECT_LE(seen++, fee(9)); }\n";
  put("tests/fee_test.cc", tests);
  graded();
  EXPECT_EQ(needing_an_order(), 1);
}

INSTANTIATE_TEST_SUITE_P(Order, FewOwnTests, testing::Values(2, 3));

// What the others covered stays, and the run waits for no process that one of them left.
TEST_F(OwnTests, OfPythonThatEndTheirProcessTakeNothingOfOthersAlong) {
  put("README", "Fees\n");
  put("tariff.py",
      "def fee(minutes):\n    if minutes > 60:\n        return 120\n    if minutes < 0:\n        return 0\n"
      "    return 2 * minutes\n");
  put("tests/test_fee.py", R"(import multiprocessing
import os
import time

from tariff import fee


def test_a_long():
    assert fee(61) == 120


def test_b_leaves_a_process():
    multiprocessing.Process(target=time.sleep, args=(3600,), daemon=True).start()
    assert fee(-1) == 0


def test_c_leaves():
    os._exit(0)


def test_d_once_more():
    assert fee(1) == 2


def test_e_loops():
    while True:
        fee(1)
)");
  const json result = graded();
  std::map<std::string, std::string> states;
  for (const json& row : result["groups"][0]["cases"])
    states[row["id"].get<std::string>().substr(std::string("tests/test_fee.py::test_").size())] = row["state"];
  EXPECT_THAT(states, testing::UnorderedElementsAre(
                          testing::Pair("a_long", "passed"), testing::Pair("b_leaves_a_process", "passed"),
                          testing::Pair("c_leaves", "not reported"), testing::Pair("d_once_more", "passed"),
                          testing::Pair("e_loops", "timed out")));
  EXPECT_EQ(detail(result, "coverage.line"), "6 of 6 own lines run by own tests");
  EXPECT_EQ(detail(result, "coverage.branch"), "4 of 4 branches taken");
}

TEST_F(OwnTests, OfCppShowTheirSmellsAndTypes) {
  put("README", "Fees\n");
  put("src/tariff.h", "#pragma once\nint fee(int minutes);\n");
  put("src/tariff.cc", "#include \"tariff.h\"\nint fee(int minutes) { return 2 * minutes; }\n");
  put("tests/fee_test.cc", kCpp);
  const json result = graded();
  EXPECT_THAT(findings(), testing::IsSupersetOf({"test without a check 10 warning", "compared with itself 9 none",
                                                 "disabled test 11 warning"}));
  EXPECT_EQ(detail(result, "own_tests.passed"), "4 of 4 pass") << "one that is switched off does not fail";
  EXPECT_EQ(detail(result, "tests.checking"), "3 of 4 own tests check a value");
  EXPECT_EQ(detail(result, "tests.types"),
            "2 types of own tests with a result: unit (3), boundary or negative (1); 1 test not of a known type");
  EXPECT_EQ(seen(result, "K22"), "") << "one level alone";
}

// A class that stands in a header as a whole is covered by tests and changed by mutants like any other.
TEST_F(OwnTests, OfCppRunWhatStandsInAHeader) {
  fs::copy(fs::path(kSource) / "tests/mutants/projects/cpp/coin-jar", folder / "work", fs::copy_options::recursive);
  put("README", "Coins\n");
  const json result = graded();
  EXPECT_EQ(detail(result, "coverage.line"), "27 of 28 own lines run by own tests");
  EXPECT_EQ(detail(result, "mutants.killed"),
            "23 of 26 small changes (mutants) noticed, 1 of them without an assertion");
  EXPECT_EQ(result["mutation"]["survivors"][0]["path"], "src/jar.h");
}

}  // namespace
}  // namespace grader
