// Results that contradict each other count for nothing and go to a person, in every format, without an accusation.
#include <algorithm>
#include <set>

#include "grader/model/own_input.h"
#include "tests/e2e/program.h"

namespace grader {
namespace {

struct Forged {
  std::string exercise;
  std::string language;
  std::string forger;  // of the toolchain, laid over the starter
  std::string module;  // what "each.py" is added to
};

class Integrity : public testing::TestWithParam<Forged> {
 protected:
  Folder folder;
  std::string work = (folder / "work").string();

  void SetUp() override {
    const Forged& forged = GetParam();
    const fs::path laid = fs::path(kSource) / "toolchains" / forged.language / "forgers" / forged.forger;
    fs::copy(fs::path(kSource) / "exercises" / forged.exercise / "starter", work, fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(laid)) {
      if (!entry.is_regular_file()) continue;
      const fs::path name = fs::relative(entry.path(), laid);
      const fs::path to = work / (name.stem() == "each" ? fs::path(forged.module) : name);
      support::spit(to, (fs::exists(to) ? slurp(to) : "") + slurp(entry.path()));
    }
    ASSERT_EQ(shell("cd '" + work +
                    "' && git init -q -b main && git add -A && git -c user.name=Ada -c "
                    "user.email=ada@example.org commit -qm 'Begin'")
                  .code,
              0);
  }
  std::string with() const { return " --exercise '" + kSource + "/exercises/" + GetParam().exercise + "'"; }
};

TEST_P(Integrity, OfContradictingResultsIsLeftToAPerson) {
  const Shell graded = grader("grade '" + work + "' --json --reveal" + with());
  ASSERT_EQ(graded.code, 0) << graded.err;
  const json result = json::parse(graded.out);
  const auto valid = check_own_input(graded.out, "result.json", "result", "checking the result");
  EXPECT_TRUE(valid) << message(valid.error());
  EXPECT_EQ(result["public"]["assurance"], "in-process");
  const json exercise = json::parse(slurp(kSource + "/exercises/" + GetParam().exercise + "/exercise.json"));
  std::set<std::string> mapped;
  for (const auto& [id, rows] : exercise["tests"]["hidden"]["cases"].items()) mapped.insert(id);
  for (const json& group : result["marking"]["groups"]) {
    if (group["name"] != "hidden") continue;
    EXPECT_EQ(group["problem"], "The results of this group contradict each other; a person has to look.");
    EXPECT_EQ(group["cases"].size(), mapped.size()) << "no canary is shown";
    for (const json& test : group["cases"]) {
      EXPECT_EQ(test["state"], "integrity");
      EXPECT_TRUE(mapped.contains(test["id"])) << test["id"];
    }
  }
  for (const json& row : result["marking"]["requirements"]) EXPECT_EQ(row["state"], "needs a person");
  for (const json& skill : result["marking"]["skills"]) {
    const auto& rows = skill["indicators"];
    const bool needed = std::any_of(rows.begin(), rows.end(), [](const json& row) {
      return row["observed"] == "The results of this group contradict each other; a person has to look.";
    });
    if (needed) {
      EXPECT_EQ(skill.value("reserve", ""), "Tutor to judge") << skill["id"];
    }
  }
  EXPECT_THAT(graded.out, HasSubstr("Tutor to judge"));
}

TEST_P(Integrity, IsSaidToTheTutorAndNotOfHiddenTestsToTheApprentice) {
  const std::string sentence = "The results of this group contradict each other";
  for (const char* format : {"", " --plain"}) {
    EXPECT_THAT(grader("grade '" + work + "'" + format + with()).out, HasSubstr("hidden: " + sentence));
    EXPECT_THAT(grader("check '" + work + "'" + format + with()).out, Not(HasSubstr(sentence)));
  }
}

INSTANTIATE_TEST_SUITE_P(All, Integrity,
                         testing::Values(Forged{"bank-statement", "cpp", "no-checks", "src/money.h"},
                                         Forged{"bank-statement", "cpp", "rewritten-output", ""},
                                         Forged{"task-list", "python", "patched-reports", "tasklist/tasks.py"},
                                         Forged{"task-list", "python", "equal-to-all", "tasklist/tasks.py"}),
                         [](const auto& info) {
                           std::string name = info.param.forger;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace grader
