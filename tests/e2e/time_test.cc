// A grading whose time is used up says so of everything it did not come to: nothing of that is failed, and nothing
// passed.
#include "grader/model/own_input.h"
#include "tests/e2e/program.h"

namespace grader {
namespace {

constexpr const char* kWhy = "not run: the time for this grading was used up";

// The helper with a pause before each box that is longer than the exercise's whole grading may take.
struct Late : testing::TestWithParam<std::string> {
  Folder folder;
  std::string exercise = (folder / "exercise").string();

  void SetUp() override {
    fs::copy(fs::path(kSource) / "exercises" / GetParam(), exercise, fs::copy_options::recursive);
    json described = json::parse(slurp(exercise + "/exercise.json"), nullptr, true, true);
    described["limits"]["grading_s"] = 1;
    support::spit(exercise + "/exercise.json", described.dump());
    const fs::path helper = folder / "helper";
    support::spit(helper, "#!/bin/sh\nsleep 1.5\nexec '" GRADER_BINARY_DIR "/grader-sandbox' \"$@\"\n");
    fs::permissions(helper, fs::perms(0755));
  }
  json graded() const {
    const Shell ran =
        shell("GRADER_CACHE='" + (folder / "cache").string() + "' GRADER_SANDBOX='" + (folder / "helper").string() +
              "' '" + kGrader + "' grade '" + bundle(folder, GetParam(), "good") +
              "' --json --reveal --threads 1 --exercise '" + exercise + "'");
    EXPECT_EQ(ran.code, 0) << ran.err;
    const auto valid = check_own_input(ran.out, "result.json", "result", "checking the result");
    EXPECT_TRUE(valid) << message(valid.error());
    return json::parse(ran.out, nullptr, false);
  }
};

TEST_P(Late, NothingIsFailedAndNothingPassed) {
  const json result = graded();
  ASSERT_TRUE(result.is_object());
  // What was begun in time counts: the own tests, which come first.
  for (const json& group : result["marking"]["groups"]) {
    if (group["name"] == "own") continue;
    EXPECT_FALSE(group["cases"].empty()) << group["name"];
    for (const json& test : group["cases"]) EXPECT_EQ(test["state"], "platform") << test;
  }
  for (const json& row : result["marking"]["requirements"]) EXPECT_EQ(row["state"], "could not run") << row;
  EXPECT_THAT(result.dump(), HasSubstr(kWhy));
  const std::set<std::string> ran_late = {"build.ok", "example.ok", "coverage.line", "own_tests.stable"};
  for (const json& row : result["marking"]["evidence"]) {
    if (ran_late.contains(row["metric"])) {
      EXPECT_FALSE(row.contains("value")) << row;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, Late,
                         testing::Values("task-list", "bank-statement", "lending-shelf", "print-queue"),
                         [](const auto& info) { return std::to_string(info.index); });

}  // namespace
}  // namespace grader
