// What the starter had already, on lines that the learner changed, graded for real without an exercise.
#include "grader/base/text.h"
#include "tests/e2e/program.h"

namespace grader {
namespace {

struct Given : testing::Test {
  Folder folder;

  void commit(const std::string& path, const std::string& text) const {
    support::spit(folder / "work" / path, text);
    EXPECT_EQ(shell("cd '" + (folder / "work").string() +
                    "' && git init -q -b main && git add -A && git -c user.name=Ada -c user.email=ada@example.org "
                    "commit -qm 'Change the list of tasks'")
                  .code,
              0);
  }
  json graded() const {
    const std::string out = (folder / "out").string();
    const Shell ran = grader("grade '" + (folder / "work").string() + "' --format json --out '" + out + "'");
    EXPECT_EQ(ran.code, 0) << ran.err;
    return json::parse(slurp(folder / "out/result.json"))["public"];
  }
  static json evidence(const json& result, const std::string& metric) {
    for (const json& row : result["evidence"]) {
      if (row["metric"] == metric) return row;
    }
    return {};
  }
  static json value(const json& result, const std::string& metric) { return evidence(result, metric)["value"]; }
};

TEST_F(Given, FaultsOfAStarterInPythonAreNotTheLearners) {
  const std::string faults = "    if title: return %\n    kept=title\n    return kept\n";
  commit("tasks.py", "def addTask(title):\n" + replace_all(faults, "%", "0"));
  std::string more;
  for (int i = 0; i < 12; ++i) {
    const std::string name = "task_" + std::to_string(i);
    more += "\n\ndef " + name + "(first, second):\n    total = first + second\n    return total\n";
  }
  commit("tasks.py", "def addTask(title, due):\n" + replace_all(faults, "%", "due") + more);
  const json result = graded();
  EXPECT_EQ(value(result, "lint.per_hundred")["n"], 0) << "one line of two statements was given";
  EXPECT_EQ(value(result, "naming.fits"), (json{{"n", 50}, {"d", 50}}));
  EXPECT_EQ(evidence(result, "format.clean")["why"], "the starter's files are not as the formatter writes them");
  commit("tasks.py", slurp(folder / "work/tasks.py") + "\n\ndef dropTask(title):\n    if title: return 1\n");
  const json worse = graded();
  EXPECT_EQ(value(worse, "lint.per_hundred")["n"], 100) << "one more";
  EXPECT_EQ(value(worse, "naming.fits"), (json{{"n", 51}, {"d", 52}}));
}

TEST_F(Given, WarningsAndLongFunctionsOfAStarterInCppAreNotTheLearners) {
  const std::string text = [] {
    std::string lines = "int fee(int pence, int spare) {\n";
    for (int i = 0; i < 32; ++i) lines += "  if (pence == " + std::to_string(i) + ") return STEP;\n";
    return lines + "  return 0;\n}\n";
  }();
  commit("src/fee.cc", replace_all(text, "STEP", "1"));
  const std::string changed = replace_all(replace_all(text, "STEP", "2"), "int spare", "long spare");
  commit("src/fee.cc", changed);
  const json result = graded();
  EXPECT_EQ(value(result, "warnings.own"), (json{{"n", 0}, {"d", 1}})) << "the parameter was unused before";
  EXPECT_EQ(evidence(result, "functions.small")["why"], "no own function");
  commit("src/fee.cc", changed + "\nint tax(int pence, int further) {\n  return pence;\n}\n");
  const json worse = graded();
  EXPECT_EQ(value(worse, "warnings.own")["n"], 1);
  EXPECT_EQ(value(worse, "functions.small"), (json{{"n", 1}, {"d", 1}}));
}

}  // namespace
}  // namespace grader
