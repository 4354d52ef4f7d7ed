// Histories in which tests find errors, graded for real: what counts is what the tests do on the source before.
#include "tests/e2e/program.h"

namespace grader {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

struct History : testing::Test {
  Folder folder;

  std::string work() const { return (folder / "work").string(); }
  static std::string by(const std::string& name) {
    return " -c user.name=" + name + " -c user.email=" + name + "@example.org ";
  }
  void commit(const std::string& message, const std::map<std::string, std::string>& files,
              const std::string& author = "Ada") const {
    for (const auto& [path, text] : files) support::spit(folder / "work" / path, text);
    const Shell made = shell("cd '" + work() + "' && git init -q -b main && git add -A && git" + by(author) +
                             "commit -q -m '" + message + "'");
    EXPECT_EQ(made.code, 0) << made.err;
  }
  json graded(const std::string& more = "") const {
    const Shell ran = grader("grade '" + work() + "' --json --reveal" + more);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.code == 0 ? json::parse(ran.out)["public"] : json::object();
  }
  static json metric(const json& result, const std::string& name) {
    for (const json& row : result["evidence"]) {
      if (row["metric"] == name) return row;
    }
    return json::object();
  }
  // Of the commits with an error found, their tests.
  static std::vector<std::string> found(const json& result) {
    std::vector<std::string> tests;
    for (const std::string& place : metric(result, "corrections.commits").value("places", std::vector<std::string>()))
      tests.push_back(place.substr(place.find(' ') + 1));
    return tests;
  }
  static std::string level(const json& result, const std::string& id) {
    for (const json& skill : result["skills"]) {
      for (const json& row : skill["indicators"]) {
        if (row["id"] == id) return row.value("level", row.value("reserve", ""));
      }
    }
    return "not there";
  }
};

const std::string kTill = "def total(prices):\n    return sum(prices)\n";
const std::string kTests = "import till\n\n\ndef test_total():\n    assert till.total([1, 2]) == 3\n";

TEST_F(History, OfPythonShowsErrorsThatTestsFound) {
  commit("Begin", {{"README", "Till\n"}});
  commit("Add the till", {{"till.py", "def total(prices):\n    return max(prices)\n"}});
  commit("Add up all prices", {{"till.py", kTill}, {"tests/test_till.py", kTests}});
  std::string tests = kTests;
  std::string till = kTill + "\n\ndef change(paid, price):\n    return price - paid\n";
  tests += "\n\ndef test_change():\n    assert till.change(3, 3) == 0\n";
  commit("Add the change, which is a new function", {{"till.py", till}, {"tests/test_till.py", tests}});
  till = kTill + "\n\ndef change(paid, price):\n    return paid - price\n";
  tests += "\n\ndef test_change_is_not_negative():\n    assert till.change(5, 3) == 2\n";
  commit("Turn the change round", {{"till.py", till}, {"tests/test_till.py", tests}});
  till += "\n\ndef mean(prices):\n    return total(prices) / len(prices)\n";
  commit("Add the mean, and no test", {{"till.py", till}});
  till =
      "def total(prices):\n    return sum(prices)\n\n\ndef change(paid, price):\n    return paid - price\n\n\n"
      "def mean(prices):\n    return total(prices) / len(prices) if prices else 0\n";
  tests += "\n\ndef test_mean_of_nothing():\n    assert till.mean([]) == 0\n";
  commit("Have a mean of nothing", {{"till.py", till}, {"tests/test_till.py", tests}});
  const json result = graded();
  EXPECT_THAT(found(result),
              ElementsAre("tests/test_till.py::test_mean_of_nothing", "tests/test_till.py::test_change_is_not_negative",
                          "tests/test_till.py::test_total"));
  EXPECT_EQ(level(result, "S5.5"), "Strong");
  EXPECT_EQ(metric(result, "fixes.tested")["value"], (json{{"n", 3}, {"d", 3}}));
  EXPECT_EQ(level(result, "S7.2"), "Strong");
}

TEST_F(History, WithTestsThatNoticeNothingOrAskForMoreThanThereWasShowsNoError) {
  commit("Begin", {{"README", "Till\n"}});
  commit("Add the till", {{"till.py", kTill}, {"tests/test_till.py", kTests}});
  std::string tests = kTests;
  for (int i = 0; i < 3; ++i) {
    const std::string n = std::to_string(i);
    tests += "\n\ndef test_" + n + "():\n    assert till.total([" + n + "]) == " + n + "\n";
    commit("Fix bug " + n + ", says the message",
           {{"till.py", "def total(prices):\n    return sum(prices, " + std::string(i + 1, '0') + ")\n"},
            {"tests/test_till.py", tests}});
  }
  tests += "\n\ndef test_pence():\n    assert till.total([1], pence=True) == 100\n";
  commit("Add pence", {{"till.py", "def total(prices, pence=False):\n    return sum(prices) * (100 if pence else 1)\n"},
                       {"tests/test_till.py", tests}});
  const json result = graded();
  EXPECT_EQ(level(result, "S5.5"), "No evidence here");
  EXPECT_EQ(metric(result, "fixes.tested")["value"], (json{{"n", 0}, {"d", 3}}));
  EXPECT_EQ(level(result, "S7.2"), "Not yet");
}

// Names that the source before calls, or has elsewhere.
TEST_F(History, WithTestsOfNewMethodsAndParametersShowsNoError) {
  commit("Begin", {{"README", "Stack\n"}});
  const std::string stack =
      "class Stack:\n    def __init__(self):\n        self.items = []\n\n"
      "    def take(self):\n        return self.items.pop()\n\n    def put(self, item, due):\n"
      "        self.items.append((item, due))\n";
  commit("Add the stack", {{"stack.py", stack}});
  const std::string pop =
      "\n    def pop(self):\n        self.items = self.items[:-1]\n        return len(self.items)\n";
  const std::string tests =
      "from stack import Stack\n\n\ndef test_pop():\n    one = Stack()\n    one.put(1, 2)\n    assert one.pop() == 0\n";
  commit("Add pop", {{"stack.py", stack + pop}, {"tests/test_stack.py", tests}});
  std::string with_due = stack + pop;
  with_due.replace(with_due.find("take(self)"), 10, "take(self, due=None)");
  commit("Let what is due be taken", {{"stack.py", with_due},
                                      {"tests/test_stack.py", tests + "\n\ndef test_due():\n    one = Stack()\n"
                                                                      "    one.put(1, 2)\n"
                                                                      "    assert one.take(due=2) == (1, 2)\n"}});
  const json result = graded();
  EXPECT_THAT(found(result), testing::IsEmpty());
  EXPECT_EQ(level(result, "S5.5"), "No evidence here");
}

TEST_F(History, OfUnittestShowsErrorsAndWhatWasNotThereYet) {
  const std::string head = "import unittest\n\nimport till\n";
  const std::string tests =
      "\n\nclass Total(unittest.TestCase):\n"
      "    def test_sum(self):\n        self.assertEqual(till.total([1, 2]), 3)\n";
  const std::string more = "\n    def test_mean(self):\n        self.assertEqual(till.mean([1, 3]), 2)\n";
  commit("Begin", {{"README", "Till\n"}});
  commit("Add the till", {{"till.py", "def total(prices):\n    return prices[0]\n"}});
  commit("Add up all prices", {{"till.py", kTill}, {"tests/test_till.py", head + tests}});
  const std::string mean = "\n\ndef mean(prices):\n    return total(prices) / len(prices)\n";
  commit("Add the mean", {{"till.py", kTill + mean}, {"tests/test_till.py", head + tests + more}});
  commit("Add the least",
         {{"till.py", kTill + mean + "\n\ndef least(prices):\n    return min(prices)\n"},
          {"tests/test_least.py", "from till import least\n\n\ndef test_least():\n    assert least([2, 1]) == 1\n"}});
  EXPECT_THAT(found(graded()), ElementsAre("tests/test_till.py::Total::test_sum"));
}

// Six faults, each with a test in the commit before its fix, as the brief asks.
TEST_F(History, OfADebuggingExerciseIsTriedWithTheTestsOfTheCommitsBefore) {
  const Shell ran = grader("grade '" + bundle(folder, "parking-meter", "good") + "' --json --reveal");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json result = json::parse(ran.out)["public"];
  EXPECT_THAT(found(result), testing::SizeIs(6));
  EXPECT_EQ(metric(result, "fixes.tested")["value"], (json{{"n", 6}, {"d", 6}}));
}

TEST_F(History, OfATeamCountsTheLearnersCommits) {
  commit("Begin", {{"README", "Till\n"}});
  commit("Add the till", {{"till.py", "def total(prices):\n    return max(prices)\n"}});
  commit("Add up all prices", {{"till.py", kTill}, {"tests/test_till.py", kTests}}, "Ben");
  commit("Say more", {{"README", "A till\n"}});
  EXPECT_THAT(found(graded(" --learner Ben")), ElementsAre("tests/test_till.py::test_total"));
  const json hers = graded(" --learner Ada");
  EXPECT_EQ(metric(hers, "corrections.commits")["why"], "no commit changes source with a new own test beside it");
}

TEST_F(History, ThatEndsInWorkThatDoesNotRunShowsNothing) {
  commit("Begin", {{"README", "Till\n"}});
  commit("Add the till", {{"till.py", "def total(prices):\n    return max(prices)\n"}});
  commit("Add up all prices", {{"till.py", kTill}, {"tests/test_till.py", kTests}});
  commit("Break it", {{"till.py", "def total(prices:\n"}});
  EXPECT_EQ(level(graded(), "S5.5"), "No evidence here");
}

struct TestWording {
  std::string name;
  std::string head;   // of a file of tests
  std::string test;   // "@" stands for its name, "#" for what must hold
  std::string first;  // what the runner calls the test "Sum"
};

class HistoryOf : public History, public testing::WithParamInterface<TestWording> {
 protected:
  std::string test(const std::string& name, const std::string& holds) const {
    std::string text = GetParam().test;
    text.replace(text.find('@'), 1, name);
    text.replace(text.find('#'), 1, holds);
    return text;
  }
};

// The parent of the second commit cannot be compiled with its tests, and so had no error that they found.
TEST_P(HistoryOf, ShowsErrorsThatTestsFoundInCpp) {
  const std::string sum = "int sum(int a, int b) { return a + b; }\n";
  const std::string header = "#pragma once\nint sum(int a, int b);\n";
  const std::string tests = GetParam().head + test("Sum", "sum(1, 2) == 3");
  commit("Begin", {{"README", "Sums\n"}});
  commit("Add sums", {{"src/sum.h", header}, {"src/sum.cc", "int sum(int a, int b) { return a - b; }\n"}});
  commit("Add up", {{"src/sum.cc", sum}, {"tests/sum_test.cc", tests}});
  commit("Add twice", {{"src/sum.h", header + "int twice(int a);\n"},
                       {"src/sum.cc", sum + "int twice(int a) { return a + a; }\n"},
                       {"tests/sum_test.cc", tests + test("Twice", "twice(2) == 4")}});
  const json result = graded();
  EXPECT_THAT(found(result), ElementsAre(GetParam().first));
  EXPECT_THAT(metric(result, "corrections.commits")["detail"].get<std::string>(), StartsWith("1 commit "));
  EXPECT_EQ(level(result, "S5.5"), "Secure");
  EXPECT_EQ(level(result, "S7.2"), "Too little to judge");
}

INSTANTIATE_TEST_SUITE_P(Frameworks, HistoryOf,
                         testing::Values(TestWording{"gtest", "#include <gtest/gtest.h>\n#include \"src/sum.h\"\n",
                                                     "TEST(Sums, @) { EXPECT_TRUE(#); }\n", "Sums.Sum"},
                                         TestWording{"catch2", "#include <catch2/catch.hpp>\n#include \"src/sum.h\"\n",
                                                     "TEST_CASE(\"@\") { CHECK(#); }\n", "Sum"},
                                         TestWording{"doctest",
                                                     "#include <doctest/doctest.h>\n#include \"src/sum.h\"\n",
                                                     "TEST_CASE(\"@\") { CHECK(#); }\n", "Sum"}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace grader
