// What the modes ask of exercise.json and of the cases of mode io.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "grader/model/io_case.h"
#include "tests/support/shell.h"

namespace grader {
namespace {

using nlohmann::json;
using support::Folder;
using support::slurp;
using support::spit;
using testing::ElementsAre;
using testing::HasSubstr;

struct Modes : testing::Test {
  Folder folder;
  json exercise = {
      {"schema", "grader-exercise-1"},
      {"id", "one"},
      {"version", 1},
      {"title", "One"},
      {"language", "cpp"},
      {"skills", {"S1"}},
      {"requirements", {{{"id", "R1"}, {"level", "must"}, {"text", "It works."}}}},
      {"interface",
       {{"files", json::array()}, {"build", {{"argv", {"/usr/bin/make"}}}}, {"program", {{"argv", {"./one"}}}}}},
      {"files", {{"brief", "brief.md"}, {"starter", "starter"}}},
      {"tests", {{"public", {{"dir", "tests"}, {"at", "tests"}, {"cases", {{"a", {"R1"}}}}}}}},
      {"mode", "io"},
      {"limits", {{"test_cpu_ms", 100}, {"memory_mib", 64}}},
      {"instructed", json::object()},
      {"minimum", {{"tier", "namespaces"}, {"assurance", "io"}}}};

  Modes() {
    for (const char* file : {"brief.md", "starter/one", "tests/a/stdout"}) spit(folder / file, "x\n");
  }
  Result<Exercise> read() const {
    spit(folder / "exercise.json", exercise.dump());
    return read_exercise(folder.path());
  }
  Result<std::vector<IoCase>> cases() const {
    const auto found = read();
    EXPECT_TRUE(found) << message(found.error());
    return read_cases(*found, found->public_tests);
  }
};

TEST_F(Modes, RefuseLessAssuranceThanTheExerciseAsksFor) {
  const char* kNames[] = {"in-process", "split", "io"};
  for (int least = 0; least < 3; ++least) {
    exercise["minimum"]["assurance"] = kNames[least];
    exercise["mode"] = "in-process";
    exercise["interface"].erase("program");
    EXPECT_EQ(read().has_value(), least == 0) << kNames[least];
    exercise["mode"] = "io";
    exercise["interface"]["program"] = {{"argv", {"./one"}}};
    EXPECT_TRUE(read().has_value()) << kNames[least];
  }
}

TEST_F(Modes, SayInFourPartsWhatIsWrong) {
  exercise["mode"] = "in-process";
  exercise["interface"].erase("program");
  const auto refused = read();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kSetup);
  EXPECT_EQ(refused.error().found, "mode \"in-process\" does not reach minimum.assurance, which is \"io\"");
  EXPECT_EQ(refused.error().remedy, "judge it by mode \"io\", or ask for less");
}

TEST_F(Modes, NeedAProgramForCasesAndNoneForTests) {
  exercise["interface"].erase("program");
  EXPECT_THAT(read().error().found, HasSubstr("without interface.program"));
  exercise["interface"]["program"] = {{"argv", {"./one"}}};
  exercise["minimum"]["assurance"] = exercise["mode"] = "in-process";
  EXPECT_THAT(read().error().found, HasSubstr("with what only mode \"io\" has"));
}

TEST_F(Modes, RefuseACheckerThatIsNotThere) {
  exercise["checks"]["own"] = {{"kind", "custom"}, {"dir", "checker"}};
  EXPECT_THAT(read().error().found, HasSubstr("names no \"dir\" or no \"argv\""));
  exercise["checks"]["own"]["argv"] = {"/usr/bin/python3"};
  EXPECT_THAT(read().error().found, HasSubstr("\"checker\" is not there"));
}

TEST_F(Modes, PutTheCheckerIntoThePublicPack) {
  spit(folder / "checker/check.py", "");
  exercise["checks"]["own"] = {{"kind", "custom"}, {"dir", "checker"}, {"argv", {"/usr/bin/python3"}}};
  EXPECT_TRUE(public_pack(*read())->contains("checker/check.py"));
}

TEST_F(Modes, ReadACaseFromItsFolder) {
  exercise["checks"]["near"] = {{"kind", "tolerant"}, {"absolute", 0.5}};
  spit(folder / "tests/a/case.json", R"({"arguments": ["-n", "2"], "exit": 3, "check": "near"})");
  spit(folder / "tests/a/stdin", "in");
  spit(folder / "tests/a/files/deep/one", "f");
  spit(folder / "tests/a/expected/two", "e");
  const auto read = cases();
  ASSERT_TRUE(read) << message(read.error());
  const IoCase& one = read->front();
  EXPECT_THAT(one.arguments, ElementsAre("-n", "2"));
  EXPECT_EQ(one.exit, 3);
  EXPECT_EQ(one.input, "in");
  EXPECT_EQ(one.output, "x\n");
  EXPECT_EQ(one.check.absolute, 0.5);
  EXPECT_EQ(one.files.at("deep/one"), (folder / "tests/a/files/deep/one").string());
  EXPECT_EQ(one.expected.at("two"), "e");
}

TEST_F(Modes, RefuseCasesThatCannotBeRun) {
  exercise["tests"]["public"]["cases"] = {{"../a", {"R1"}}};
  EXPECT_THAT(cases().error().found, HasSubstr("a folder's name"));
  exercise["tests"]["public"]["cases"] = {{"b", {"R1"}}};
  EXPECT_THAT(cases().error().found, HasSubstr("has no folder"));
  spit(folder / "tests/b/stdin", "");
  EXPECT_THAT(cases().error().found, HasSubstr("asks for nothing"));
  spit(folder / "tests/b/case.json", R"({"check": "near"})");
  EXPECT_THAT(cases().error().found, HasSubstr("check \"near\" does not exist"));
  spit(folder / "tests/b/case.json", R"({"chek": "near"})");
  EXPECT_THAT(cases().error().remedy, HasSubstr("check"));
}

TEST_F(Modes, FindFoldersThatNoCaseIsNamedFor) {
  spit(folder / "tests/stray/stdout", "");
  const auto found = read();
  EXPECT_THAT(unmapped_cases(*found, found->public_tests), ElementsAre("stray"));
}

}  // namespace
}  // namespace grader
