// Each sample submission gets the verdict it must get, the same by check and by grade, and nothing hidden is shown.
#include <map>
#include "tests/e2e/program.h"

#include "grader/model/own_input.h"

namespace grader {
namespace {

struct Sample {
  std::string exercise;
  std::string submission;
};

class Submissions : public testing::TestWithParam<Sample> {};

std::map<std::string, int> states(const json& marking, const std::string& name) {
  std::map<std::string, int> counts;
  for (const json& group : marking["groups"]) {
    if (group["name"] != name) continue;
    for (const json& test : group["cases"]) ++counts[test["state"]];
  }
  return counts;
}

TEST_P(Submissions, GetTheVerdictTheyMustGet) {
  const Folder folder;
  const Shell ran = grader("grade '" + bundle(folder, GetParam().exercise, GetParam().submission) +
                           "' --reveal --out '" + (folder / "out").string() + "'");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json result = json::parse(slurp(folder / "out/result.json"));
  const json expected = json::parse(slurp(fs::path(kSource) / "exercises" / GetParam().exercise / "submissions" /
                                          GetParam().submission / "expected.json"));
  for (const json& row : result["marking"]["requirements"])
    EXPECT_EQ(row["state"], expected["requirements"][row["id"]]) << row["id"];
  for (const json& row : result["marking"]["skills"])
    EXPECT_EQ(row["level"], expected["skills"][row["id"]]) << row["id"];
  for (const std::string group : {"public", "hidden"})
    EXPECT_EQ(json(states(result["marking"], group)), expected[group]) << group;
  EXPECT_GE(result["public"]["commits"], 13);
  EXPECT_TRUE(fs::exists(folder / "out/report.html"));
  const auto valid = check_own_input(result.dump(), "result.json", "result", "checking the result");
  EXPECT_TRUE(valid) << message(valid.error());
}

TEST_P(Submissions, GetTheSamePublicSectionByCheckAndByGrade) {
  const Folder folder;
  const std::string made = bundle(folder, GetParam().exercise, GetParam().submission);
  ASSERT_EQ(shell("git clone -q '" + made + "' '" + (folder / "work").string() + "'").code, 0);
  const std::string pack = (folder / "pack").string();
  ASSERT_EQ(
      grader("exercise publish '" + kSource + "/exercises/" + GetParam().exercise + "' --out '" + pack + "'").code, 0);
  const Shell checked =
      grader("check '" + (folder / "work").string() + "' --json --threads 1 --exercise '" + pack + "'");
  const Shell graded = grader("grade '" + made + "' --json --threads 4 --reveal");
  ASSERT_EQ(checked.code, 0) << checked.err;
  ASSERT_EQ(graded.code, 0) << graded.err;
  EXPECT_EQ(json::parse(checked.out)["public"].dump(), json::parse(graded.out)["public"].dump());
}

TEST_P(Submissions, ShowTheApprenticeNothingHidden) {
  const Folder folder;
  ASSERT_EQ(shell("git clone -q '" + bundle(folder, GetParam().exercise, GetParam().submission) + "' '" +
                  (folder / "work").string() + "'")
                .code,
            0);
  const Shell screen = grader("check '" + (folder / "work").string() + "'");
  ASSERT_EQ(screen.code, 0) << screen.err;
  const std::string bytes =
      screen.out + slurp(folder / "work/.grader/report.html") + slurp(folder / "work/.grader/result.json");
  const json exercise = json::parse(slurp(fs::path(kSource) / "exercises" / GetParam().exercise / "exercise.json"));
  for (const auto& [id, requirements] : exercise["tests"]["hidden"]["cases"].items())
    EXPECT_THAT(bytes, Not(HasSubstr("\"" + id + "\""))) << id;
  EXPECT_THAT(bytes, Not(HasSubstr("hidden")));
}

INSTANTIATE_TEST_SUITE_P(All, Submissions,
                         testing::Values(Sample{"bank-statement", "good"}, Sample{"bank-statement", "weak"},
                                         Sample{"bank-statement", "does-not-compile"},
                                         Sample{"bank-statement", "crashes"}, Sample{"task-list", "good"},
                                         Sample{"task-list", "weak"}, Sample{"task-list", "does-not-compile"},
                                         Sample{"task-list", "crashes"}),
                         [](const auto& info) {
                           std::string name = info.param.exercise + "_" + info.param.submission;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace grader
