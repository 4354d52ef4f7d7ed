// Mode split of C++: what crosses between the boxes, and how a test ends that loses the box of the learner's code.
// The exercise is tests/data/split-cpp; its starter is the work.
#include "tests/e2e/program.h"

namespace grader {
namespace {

class SplitCpp : public testing::Test {
 protected:
  Folder folder;
  const fs::path exercise = folder / "exercise";
  const fs::path work = folder / "work";

  SplitCpp() {
    fs::copy(kSource + "/tests/data/split-cpp", exercise, fs::copy_options::recursive);
    fs::copy(exercise / "starter", work, fs::copy_options::recursive);
  }

  void change(const fs::path& file, const std::string& before, const std::string& after) const {
    std::string text = slurp(file);
    text.replace(text.find(before), before.size(), after);
    support::spit(file, text);
  }
  json grade() const {
    const Shell made = shell("cd '" + work.string() +
                             "' && git init -q -b main && git add -A && git -c user.name=A -c user.email=a@example.org "
                             "commit -q -m Work");
    EXPECT_EQ(made.code, 0) << made.err;
    const Shell ran = grader("grade '" + work.string() + "' --json --reveal --exercise '" + exercise.string() + "'");
    EXPECT_EQ(ran.code, 0) << ran.err;
    const json result = json::parse(ran.out, nullptr, false);
    return result.is_object() ? result : json{{"public", {{"groups", {}}}}, {"marking", {{"groups", {}}}}};
  }
  // "state message" of each hidden test.
  static std::map<std::string, std::string> hidden(const json& result) {
    std::map<std::string, std::string> states;
    for (const json& group : result["marking"]["groups"]) {
      if (group["name"] != "hidden") continue;
      for (const json& test : group["cases"])
        states[test["id"]] = test["state"].get<std::string>() + " " + test.value("message", "");
    }
    return states;
  }
};

TEST_F(SplitCpp, CarriesEveryKindAcrossAndEndsEachTestForWhatItLost) {
  const json result = grade();
  // Without a control group the work is refused memory before its box has too much.
  const bool exact = result.dump().find("\"tier\":\"full\"") != std::string::npos;
  const std::map<std::string, std::string> kEnds = {
      {"Ends.Failed", "failed ends_test.cc"},
      {"Ends.Abort", "crashed ended by signal 6"},
      {"Ends.Exit", "not reported the process ended with code 0 before it answered"},
      {"Ends.Deep", "crashed ended by signal 11"},
      {"Ends.Loop", "timed out no answer within the time of a test"},
      {"Ends.Memory", exact ? "over limit the box of the learner's code went over its limit of memory" : "over limit"},
      {"Ends.BadAlloc", "over limit fail threw std::bad_alloc"},
      {"Ends.Unlisted", "failed fail threw std::runtime_error: in no list"},
      {"Ends.Number", "failed fail threw what is no std::exception"},
      {"Ends.NoText", "failed the test passes text that is no UTF-8"},
      {"Ends.TooMuch", "failed the test passes more than 1 MiB by shout"},
      {"Ends.InADeathTest", "crashed ended by signal 6"},
      {"Later.ThanTheTest", "not reported"},
      {"Ends.NextBoxIsNew", "passed"}};
  EXPECT_EQ(result["public"]["assurance"], "split");
  auto states = hidden(result);
  for (const auto& [test, end] : kEnds) {
    EXPECT_THAT(states[test], testing::StartsWith(end)) << test;
    states.erase(test);
  }
  EXPECT_EQ(states.size(), 12U);
  for (const auto& [test, state] : states) EXPECT_EQ(state, "passed ") << test;
}

// As tests do not build beside such work in mode in-process.
TEST_F(SplitCpp, SaysThatWorkDoesNotFitTheInterface) {
  change(work / "src/kinds.h", "int twice(int a);", "long twice(long a);");
  change(work / "src/kinds.cc", "int twice(int a) {", "long twice(long a) {");
  const json result = grade();
  for (const json& group : result["marking"]["groups"])
    EXPECT_EQ(group["problem"], "not built: compile worker") << group["name"];
  for (const json& row : result["marking"]["requirements"]) EXPECT_EQ(row["state"], "not built") << row;
}

class SplitFrameworks : public SplitCpp, public testing::WithParamInterface<std::string> {};

TEST_P(SplitFrameworks, AreJoinedToTheWorkAsGoogleTestIs) {
  const std::string file = "#include <" + GetParam() + ">\n#include \"src/kinds.h\"\nusing namespace all::kinds;\n";
  const std::string lost = "TEST_CASE(\"lost\") {\n  try {\n    fail(\"abort\");\n  } catch (...) {\n  }\n}\n";
  for (const char* group : {"public", "hidden"}) {
    fs::remove_all(exercise / "tests" / group);
    support::spit(exercise / "tests" / group / "one_test.cc",
                  file +
                      "TEST_CASE(\"passed\") { CHECK(twice(2) == 4); }\n"
                      "TEST_CASE(\"failed\") { CHECK(shout(\"a\") == \"b\"); }\n"
                      "TEST_CASE(\"thrown\") { CHECK_THROWS_AS(fail(\"none left\"), NoneLeft); }\n" +
                      lost);
  }
  json described = json::parse(slurp(exercise / "exercise.json"));
  for (const char* group : {"public", "hidden"})
    described["tests"][group]["cases"] = {{"passed", {"R1"}}, {"failed", {"R1"}}, {"thrown", {"R1"}}, {"lost", {"R2"}}};
  support::spit(exercise / "exercise.json", described.dump());
  auto states = hidden(grade());
  EXPECT_EQ(states["passed"], "passed ");
  EXPECT_THAT(states["failed"], testing::StartsWith("failed one_test.cc:"));
  EXPECT_EQ(states["thrown"], "passed ");
  EXPECT_EQ(states["lost"], "crashed ended by signal 6");
}

INSTANTIATE_TEST_SUITE_P(All, SplitFrameworks, testing::Values("catch2/catch.hpp", "doctest/doctest.h"),
                         [](const auto& info) { return info.param.substr(0, info.param.find('/')); });

}  // namespace
}  // namespace grader
