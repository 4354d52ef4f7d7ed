// Mode split of C++: what crosses between the boxes, and how a test ends that loses the box of the learner's code.
// The exercise is tests/data/split-cpp; its starter is the work.
#include "tests/e2e/program.h"

namespace grader {
namespace {

class SplitCpp : public testing::Test {
 protected:
  Folder folder;
  const std::string exercise = kSource + "/tests/data/split-cpp";
  const fs::path work = folder / "work";

  SplitCpp() { fs::copy(exercise + "/starter", work, fs::copy_options::recursive); }

  // "state message" of each test of a group.
  std::map<std::string, std::string> grade(const std::string& group) const {
    const Shell made = shell("cd '" + work.string() +
                             "' && git init -q -b main && git add -A && git -c user.name=A -c user.email=a@example.org "
                             "commit -q -m Work");
    EXPECT_EQ(made.code, 0) << made.err;
    const Shell ran = grader("grade '" + work.string() + "' --json --reveal --exercise '" + exercise + "'");
    EXPECT_EQ(ran.code, 0) << ran.err;
    const json result = json::parse(ran.out, nullptr, false);
    std::map<std::string, std::string> states;
    if (!result.is_object()) return states;
    EXPECT_EQ(result["public"]["assurance"], "split");
    for (const json& one : result["marking"]["groups"]) {
      if (one["name"] != group) continue;
      EXPECT_EQ(one.value("problem", ""), "");
      for (const json& test : one["cases"])
        states[test["id"]] = test["state"].get<std::string>() + " " + test.value("message", "");
    }
    return states;
  }
};

TEST_F(SplitCpp, CarriesEveryKindAcrossAndEndsEachTestForWhatItLost) {
  const std::map<std::string, std::string> kEnds = {
      {"Ends.Failed", "failed ends_test.cc"},
      {"Ends.Abort", "crashed ended by signal 6"},
      {"Ends.Exit", "not reported the process ended with code 0 before it answered"},
      {"Ends.Deep", "crashed ended by signal 11"},
      {"Ends.Loop", "timed out no answer within the time of a test"},
      {"Ends.Memory", "over limit the box of the learner's code went over its limit of memory"},
      {"Ends.BadAlloc", "over limit fail threw std::bad_alloc"},
      {"Ends.Unlisted", "failed fail threw std::runtime_error: in no list"},
      {"Ends.Number", "failed fail threw what is no std::exception"},
      {"Ends.NoText", "failed the test passes text that is no UTF-8"},
      {"Ends.TooMuch", "failed the test passes more than 1 MiB by shout"},
      {"Ends.InADeathTest", "crashed ended by signal 6"},
      {"Later.ThanTheTest", "not reported"},
      {"Ends.NextBoxIsNew", "passed"}};
  auto states = grade("hidden");
  for (const auto& [test, end] : kEnds) {
    EXPECT_THAT(states[test], testing::StartsWith(end)) << test;
    states.erase(test);
  }
  EXPECT_EQ(states.size(), 12U);
  for (const auto& [test, state] : states) EXPECT_EQ(state, "passed ") << test;
}

}  // namespace
}  // namespace grader
