// One of a team is graded: what is theirs is told apart from what the others wrote, and the report says whose part it
// is.
#include "tests/e2e/program.h"

namespace grader {
namespace {

// The level of a skill, or why it has none.
std::string state_of(const json& edition, const std::string& id) {
  for (const json& skill : edition["skills"]) {
    if (skill["id"] == id) return skill.contains("reserve") ? skill["reserve"] : skill["level"];
  }
  return "";
}

TEST(Team, ALineInOthersTestsIsNoEvidenceOfTesting) {
  const Folder folder;
  const std::string work = (folder / "work").string();
  ASSERT_EQ(shell("git clone -q '" + bundle(folder, "tool-shed", "free-rider") + "' '" + work + "'").code, 0);
  ASSERT_EQ(
      shell("cd '" + work +
            "' && for f in tests/test_*.py; do echo '# the desk' >>\"$f\"; done && git -c user.name='Ned Sample' -c "
            "user.email=ned@example.org commit -qam 'Say what the tests are about'")
          .code,
      0);
  const json graded = json::parse(grader("grade '" + work + "' --learner 'Ned Sample' --json --reveal").out);
  for (const char* edition : {"public", "marking"}) {
    SCOPED_TRACE(edition);
    for (const char* skill : {"S5", "S16"}) EXPECT_EQ(state_of(graded[edition], skill), "No evidence here") << skill;
  }
  EXPECT_NE(graded["public"]["learner"], "");
  EXPECT_THAT(grader("grade '" + work + "' --learner 'Ned Sample'").out,
              HasSubstr("part of " + graded["public"]["learner"].get<std::string>()));
}

}  // namespace
}  // namespace grader
