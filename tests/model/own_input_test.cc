#include "grader/model/own_input.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "grader/base/files.h"
#include "grader/model/exercise.h"
#include "grader/model/standard.h"

namespace grader {
namespace {

using testing::HasSubstr;

const std::string kToolchain = R"({ // a comment
  "schema": "grader-toolchain-1",
  "id": "x", "title": "X",
  "detect": [], "tools": [],
  "roles": {"tree": {"match": ["**"]}}, "self_test": {"folder": "selftest", "cases": {}, "evidence": {}},
  "steps": [
    {"name": "a", "argv": ["/bin/true"]},
    {"name": "b",
     "agrv": ["/bin/true"]}
  ]
})";

TEST(OwnInput, NamesLineKeyAndSuggestion) {
  const auto read = check_own_input(kToolchain, "x.json", "toolchain", "reading");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().fault, Fault::kSetup);
  EXPECT_EQ(read.error().thing, "x.json");
  EXPECT_THAT(read.error().found, HasSubstr("line 9"));
  EXPECT_THAT(read.error().found, HasSubstr("agrv"));
  EXPECT_THAT(read.error().remedy, HasSubstr("argv"));
}

TEST(OwnInput, ListsAllThatIsWrongAndKeepsTheRest) {
  const std::string text = R"({
  "schema": "grader-cohort-1",
  "nmae": "SDT",
  "exercises": ["bank"],
  "executor": {"at_onec": 2,
    "at_once": 0, "shared": 7},
  "late": "later",
  "dew": "2026-03-05"
})";
  nlohmann::json sound;
  const std::vector<Error> faults = faults_of_own_input(text, "cohort.json", "cohort", "reading", sound);
  std::vector<std::string> found;
  for (const Error& fault : faults) {
    EXPECT_EQ(fault.fault, Fault::kSetup);
    EXPECT_NE(fault.remedy, "");
    found.push_back(fault.found);
  }
  EXPECT_THAT(found, testing::ElementsAre(
                         HasSubstr("Missing required property 'name'"), HasSubstr("Missing required property 'roster'"),
                         "line 3: unknown key \"nmae\"", "line 5: unknown key \"at_onec\"",
                         HasSubstr("line 6: \"executor.at_once\""), HasSubstr("line 6: \"executor.shared\""),
                         HasSubstr("line 7: \"late\""), "line 8: unknown key \"dew\""));
  EXPECT_EQ(sound, nlohmann::json::parse(R"({"schema": "grader-cohort-1", "exercises": ["bank"]})"));
}

TEST(OwnInput, OfTextThatIsNoJsonNothingIsSound) {
  nlohmann::json sound;
  const auto faults = faults_of_own_input("{\n\"name\": \"a\",\n]", "x.json", "cohort", "reading", sound);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_THAT(faults[0].found, HasSubstr("line 3"));
  EXPECT_EQ(sound, nlohmann::json::object());
  EXPECT_EQ(faults_of_own_input("[1]", "x.json", "cohort", "reading", sound).size(), 1U);
  EXPECT_EQ(sound, nlohmann::json::object());
}

TEST(OwnInput, NamesTheLineOfASyntaxError) {
  const auto read = check_own_input("{\n\"a\": 1,\n]", "x.json", "toolchain", "reading");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().found, HasSubstr("line 3"));
}

TEST(OwnInput, RefusesANumberThatNothingHolds) {
  const auto read = check_own_input("{\"version\": 1e66663}", "x.json", "exercise", "reading");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().found, HasSubstr("1e66663"));
}

TEST(OwnInput, NamesAWrongValue) {
  std::string text = kToolchain;
  text.replace(text.find("\"agrv\""), 6, "\"argv\"");
  EXPECT_TRUE(check_own_input(text, "x.json", "toolchain", "reading"));
  text.replace(text.find("\"X\""), 3, "7");
  const auto read = check_own_input(text, "x.json", "toolchain", "reading");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().found, HasSubstr("line 3"));
}

TEST(OwnInput, FindsLinesPastCommentsAndNesting) {
  EXPECT_EQ(line_at(kToolchain, "<root>[\"steps\"][1][\"agrv\"]"), 9);
  EXPECT_EQ(line_at(kToolchain, "[steps][0][name]"), 7);
  EXPECT_EQ(line_at(kToolchain, ""), 1);
  EXPECT_EQ(line_at("", "[a][0]"), 1);
}

TEST(Exercise, PublicHashIsThatOfThePack) {
  auto exercise = read_exercise(GRADER_SOURCE_DIR "/exercises/task-list");
  ASSERT_TRUE(exercise) << message(exercise.error());
  EXPECT_EQ(exercise->requirements.size(), 7U);
  EXPECT_FALSE(exercise->is_pack());
  const auto pack = public_pack(*exercise);
  ASSERT_TRUE(pack);
  EXPECT_TRUE(pack->contains("tests/public/test_public.py"));
  EXPECT_FALSE(pack->contains("tests/hidden/test_hidden_tasks.py"));
}

TEST(Exercise, TellsItsBugsAndItsLogInItsPackToo) {
  const auto exercise = read_exercise(GRADER_SOURCE_DIR "/exercises/parking-meter");
  ASSERT_TRUE(exercise) << message(exercise.error());
  EXPECT_TRUE(exercise->requirements[0].given);
  EXPECT_FALSE(exercise->requirements[0].bug);
  EXPECT_TRUE(exercise->requirements[2].bug);
  EXPECT_EQ(exercise->debug_log, "docs/debug-log.md");
  const auto pack = public_pack(*exercise);
  ASSERT_TRUE(pack);
  EXPECT_THAT(pack->at("exercise.json"), HasSubstr("\"bug\": true"));
  EXPECT_THAT(pack->at("exercise.json"), HasSubstr("docs/debug-log.md"));
}

TEST(Exercise, RefusesABugThatIsGivenAndALogOutsideOfTheTree) {
  const std::string text = *read_file(GRADER_SOURCE_DIR "/exercises/parking-meter/exercise.json");
  const auto folder = TempFolder::make(std::filesystem::temp_directory_path());
  ASSERT_TRUE(folder);
  const auto read = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    EXPECT_TRUE(write_file(folder->path() / "exercise.json", changed));
    return read_exercise(folder->path());
  };
  const auto both = read("\"given\": true", "\"given\": true, \"bug\": true");
  ASSERT_FALSE(both);
  EXPECT_THAT(both.error().found, HasSubstr("\"R1\" is given and a bug"));
  for (const std::string path : {"/etc/passwd", "../log.md", "docs/../../log.md", "docs//log.md", ""}) {
    const auto outside = read("docs/debug-log.md", path);
    ASSERT_FALSE(outside) << path;
    EXPECT_THAT(outside.error().found, HasSubstr("debug_log")) << path;
  }
}

TEST(Standard, HasItsCountsAndOddities) {
  const auto standard = read_standard();
  ASSERT_TRUE(standard);
  EXPECT_EQ(standard->duties.size(), 15U);
  EXPECT_EQ(standard->knowledge.size(), 25U);
  EXPECT_EQ(standard->skills.size(), 32U);
  EXPECT_EQ(standard->behaviours.size(), 5U);
  EXPECT_TRUE(standard->duties[9].statements.empty());
  for (const Duty& duty : standard->duties) {
    for (const std::string& id : duty.statements) {
      EXPECT_NE(standard->find(id), nullptr) << id;
      EXPECT_NE(id, "S11");
    }
  }
}

}  // namespace
}  // namespace grader
