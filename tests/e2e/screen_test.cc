// What the terminal shows.
#include "grader/model/own_input.h"
#include "tests/e2e/program.h"

namespace grader {
namespace {

TEST(Screen, FitsATerminalAndPlainHasNoSymbols) {
  const Folder folder;
  const std::string made = bundle(folder, "task-list", "weak");
  const Shell screen = grader("grade '" + made + "' --reveal");
  int lines = 0;
  std::size_t from = 0;
  for (std::size_t to = screen.out.find('\n'); to != std::string::npos;
       from = to + 1, to = screen.out.find('\n', from), ++lines)
    EXPECT_LE(to - from, 80U) << screen.out.substr(from, to - from);
  EXPECT_LE(lines, 24);
  EXPECT_THAT(grader("grade '" + made + "' --plain").out, Not(HasSubstr("\x1b")));
}

// Standard error is a terminal here; without one nothing of it is written.
TEST(Screen, ShowsProgressOnATerminalAndWipesIt) {
  const Folder folder;
  const std::string made = bundle(folder, "task-list", "good");
  const std::string command =
      "env -u NO_COLOR TERM=xterm GRADER_CACHE=" + (folder / "cache").string() + " " + kGrader + " grade " + made;
  const Shell seen = shell("script -qec '" + command + "' /dev/null </dev/null");
  ASSERT_EQ(seen.code, 0) << seen.out;
  EXPECT_THAT(seen.out, testing::ContainsRegex("\r\x1b\\[K\\[[#-]+\\] grading  [0-9]+ of [0-9]+.*  run own"));
  const std::size_t last = seen.out.rfind("\r\x1b[K");
  EXPECT_THAT(seen.out.substr(last), HasSubstr("Task list")) << "the screen comes after the wiped line";
  EXPECT_EQ(grader("grade '" + made + "'").err, "");
}

TEST(Screen, NamesWhatIsNotCommittedAndNotChecked) {
  const Folder folder;
  const std::string work = (folder / "work").string();
  ASSERT_EQ(shell("git clone -q '" + bundle(folder, "task-list", "good") + "' '" + work + "'").code, 0);
  const std::string before = grader("check '" + work + "' --json").out;
  support::spit(folder / "work/tasklist/tasks.py", "raise SystemExit\n");
  support::spit(folder / "work/notes.txt", "later");
  EXPECT_THAT(grader("check '" + work + "'").out,
              HasSubstr("Note: 2 changed files are not committed and not checked: notes.txt, ...\n"));
  EXPECT_THAT(grader("check '" + work + "' --plain").out,
              HasSubstr("Not committed and not checked: tasklist/tasks.py\n"));
  EXPECT_EQ(json::parse(grader("check '" + work + "' --json").out)["public"], json::parse(before)["public"]);
}

TEST(Screen, TellsWhatChangedSinceTheAttemptBefore) {
  const Folder folder;
  const std::string work = (folder / "work").string();
  ASSERT_EQ(shell("git clone -q '" + bundle(folder, "task-list", "good") + "' '" + work + "'").code, 0);
  EXPECT_THAT(grader("check '" + work + "'").out, HasSubstr("attempt 1"));
  EXPECT_THAT(grader("check '" + work + "'").out, HasSubstr("attempt 1")) << "the same commit is the same attempt";
  std::string tests = slurp(folder / "work/tests/test_tasks.py");
  for (int gone = 0; gone < 6; ++gone) tests.replace(tests.find("def test_"), 9, "def off_");
  support::spit(folder / "work/tests/test_tasks.py", tests + "\n\ndef test_fails():\n    assert len(tests) == 1\n");
  ASSERT_EQ(shell("cd '" + work + "' && git -c user.name=A -c user.email=a@b commit -qam 'Take tests out'").code, 0);
  const Shell second = grader("check '" + work + "'");
  EXPECT_THAT(second.out, HasSubstr("attempt 2"));
  EXPECT_THAT(second.out, HasSubstr("SINCE ATTEMPT 1"));
  EXPECT_THAT(second.out, HasSubstr("Own tests that are gone: tests/"));
  EXPECT_THAT(second.out, HasSubstr("Slipped back: S5 (Strong to "));
  const auto valid =
      check_own_input(slurp(folder / "work/.grader/result.json"), "result.json", "result", "checking the result");
  EXPECT_TRUE(valid) << message(valid.error());
}

// Every skill keeps its level, and a requirement and a test of the learner's own no longer pass.
TEST(Screen, TellsWhatSlippedUnderTheSameLevels) {
  const Folder folder;
  const std::string work = (folder / "work").string();
  ASSERT_EQ(shell("git clone -q '" + bundle(folder, "task-list", "good") + "' '" + work + "'").code, 0);
  ASSERT_EQ(grader("check '" + work + "'").code, 0);
  std::string code = slurp(folder / "work/tasklist/tasks.py");
  const std::string summary = "\"overdue\": ";
  ASSERT_NE(code.find(summary), std::string::npos);
  support::spit(folder / "work/tasklist/tasks.py", code.replace(code.find(summary), summary.size(), summary + "1 + "));
  ASSERT_EQ(shell("cd '" + work + "' && git -c user.name=A -c user.email=a@b commit -qam 'Count overdue tasks'").code,
            0);
  EXPECT_THAT(grader("check '" + work + "'").out,
              testing::ContainsRegex("SINCE ATTEMPT 1\n(  .*\n)*  Slipped back: .*R6 \\(met to not met\\)"));
  EXPECT_THAT(grader("check '" + work + "' --plain").out,
              testing::ContainsRegex("\nSlipped back: .*tests/test_tasks.py::test_.* \\(passed to failed\\)"));
  EXPECT_THAT(slurp(folder / "work/.grader/report.html"),
              HasSubstr("<strong>Slipped back</strong>: R6, met to not met"));
  const auto valid =
      check_own_input(slurp(folder / "work/.grader/result.json"), "result.json", "result", "checking the result");
  EXPECT_TRUE(valid) << message(valid.error());
}

std::vector<std::string> questions_of(const Folder& folder, const std::string& exercise, const std::string& submission,
                                      const std::string& options = "") {
  const Shell ran = grader("questions '" + bundle(folder, exercise, submission) + "' --json" + options);
  EXPECT_EQ(ran.code, 0) << ran.err;
  return json::parse(ran.out).get<std::vector<std::string>>();
}

// Also where the starter gave the functions' first lines, in stubs.
TEST(Questions, ComeFromTheWorkAndAreThree) {
  const Folder folder;
  for (const auto& [exercise, submission] : {std::pair("bank-statement", "good"), std::pair("task-list", "good"),
                                             std::pair("task-list", "weak"), std::pair("parking-meter", "weak")}) {
    const auto questions = questions_of(folder, exercise, submission);
    ASSERT_EQ(questions.size(), 3U) << exercise;
    for (const std::string& question : questions)
      EXPECT_THAT(question, testing::ContainsRegex("^[a-z/_.]+:[0-9]+: .*\\?$"));
  }
}

// Own tests of the weak sample miss changes: one of the questions is about such a change.
TEST(Questions, TakeUpAChangeThatNoOwnTestNotices) {
  const Folder folder;
  EXPECT_THAT(questions_of(folder, "task-list", "weak"), testing::Contains(HasSubstr("which test would notice")));
}

// In a team's repository they are about the lines of the learner who is named.
TEST(Questions, AreAboutTheLearnersLines) {
  const Folder folder;
  const auto all = questions_of(folder, "tool-shed", "good");
  const auto mine = questions_of(folder, "tool-shed", "good", " --learner 'Lee Sample'");
  EXPECT_EQ(mine.size(), 3U);
  EXPECT_NE(mine, all);
  EXPECT_NE(mine, questions_of(folder, "tool-shed", "free-rider", " --learner 'Ned Sample'"));
  EXPECT_EQ(grader("questions '" + bundle(folder, "tool-shed", "good") + "' --learner Nobody").code, 2);
}

TEST(Screen, IsColouredOnATerminalOnlyAndNeverWithNoColor) {
  const Folder folder;
  const std::string command = kGrader + " grade " + bundle(folder, "task-list", "weak");
  const std::string cache = "GRADER_CACHE='" GRADER_BINARY_DIR "/../test-cache' ";
  const std::string bold = "\x1b[1m";
  EXPECT_THAT(shell(cache + "script -qec '" + command + "' /dev/null </dev/null").out, HasSubstr(bold));
  EXPECT_THAT(shell(cache + "NO_COLOR=1 script -qec '" + command + "' /dev/null </dev/null").out, Not(HasSubstr(bold)));
  EXPECT_THAT(shell(cache + "script -qec '" + command + " --plain' /dev/null </dev/null").out, Not(HasSubstr(bold)));
  EXPECT_THAT(shell(cache + command).out, Not(HasSubstr("\x1b")));
}

TEST(Screen, LevelsStayCoveredForTheTutorUntilRevealed) {
  const Folder folder;
  const std::string made = bundle(folder, "task-list", "good");
  for (const std::string format : {"", "--plain", "--json"})
    EXPECT_THAT(grader("grade '" + made + "' " + format).out, Not(HasSubstr("Strong"))) << format;
  EXPECT_THAT(grader("grade '" + made + "' --reveal").out, HasSubstr("Strong"));
}

// A history whose dates look unusual is named to the tutor, without a word on why, and changes no verdict.
TEST(Signals, AreForTheTutorAndChangeNothing) {
  const Folder folder;
  const std::string work = (folder / "work").string();
  ASSERT_EQ(shell("git clone -q '" + bundle(folder, "task-list", "good") + "' '" + work + "'").code, 0);
  const json before = json::parse(grader("grade '" + work + "' --json --reveal").out);
  EXPECT_FALSE(before["circumstances"].contains("signals"));
  ASSERT_EQ(shell("cd '" + work +
                  "' && GIT_AUTHOR_DATE=2099-01-01T00:00:00Z GIT_COMMITTER_DATE=2099-01-01T00:00:00Z git -c "
                  "user.name=A -c user.email=a@b commit -q --allow-empty -m 'Say what the list is for'")
                .code,
            0);
  const json after = json::parse(grader("grade '" + work + "' --json --reveal").out);
  EXPECT_THAT(after["circumstances"]["signals"].dump(), HasSubstr("dated after the day of this grading"));
  EXPECT_EQ(after["marking"]["skills"], before["marking"]["skills"]);
  EXPECT_THAT(grader("check '" + work + "' --json").out, Not(HasSubstr("dated after")));
}

TEST(Standard, IsStoredWholeAndAsPrinted) {
  const json rows = json::parse(grader("standard list --json").out);
  EXPECT_EQ(rows.size(), 62U);
  EXPECT_EQ(json::parse(grader("standard show S11 --json").out)["duties"], json::array());
  EXPECT_EQ(json::parse(grader("standard coverage --json").out).size(), 62U);
  const std::string coverage = grader("standard coverage").out;
  EXPECT_THAT(coverage, HasSubstr("K13 seen in use, never judged\n"));
  EXPECT_THAT(coverage, HasSubstr("S25 measured: S25.1, S25.4, S25.5, S25.6 (not yet: S25.2, S25.3)\n"));
  const json data = json::parse(slurp(fs::path(kSource) / "rubrics/st0128/standard.json"));
  EXPECT_EQ(data["duties"].size(), 15U);
  EXPECT_EQ(data["duties"][9]["ksbs"], json::array());
}

TEST(Explain, GoesFromNotYetToStrongOnEightyColumns) {
  const std::string text = grader("explain S5").out;
  EXPECT_THAT(text, HasSubstr("S5.2"));
  std::size_t from = 0;
  for (std::size_t to = text.find('\n'); to != std::string::npos; from = to + 1, to = text.find('\n', from))
    EXPECT_LE(to - from, 80U) << text.substr(from, to - from);
  const json row = json::parse(grader("explain S5 --json").out)[0];
  EXPECT_THAT(text, HasSubstr(row["matters"].get<std::string>().substr(0, 40)));
  ASSERT_EQ(row["levels"].size(), 4U);
  EXPECT_EQ(row["levels"][0]["level"], "Not yet");
  EXPECT_TRUE(row["levels"][0].contains("next"));
  EXPECT_EQ(row["levels"][3]["level"], "Strong");
  EXPECT_FALSE(row["levels"][3].contains("next"));
  EXPECT_THAT(grader("explain S18").out, HasSubstr("No indicator"));
  EXPECT_EQ(grader("explain S99").code, 2);
}

TEST(Doctor, RunsEachToolchainsSelfTestInTheBox) {
  const Shell ran = grader("doctor --json");
  ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  const json report = json::parse(ran.out);
  std::vector<std::string> ids;
  for (const json& row : report["toolchains"]) {
    EXPECT_TRUE(row["ok"]) << row;
    ids.push_back(row["id"]);
  }
  EXPECT_THAT(ids, testing::ElementsAre("cpp", "python"));
}

// A host on which Python behaves otherwise than the toolchain says, and one that lacks a tool.
TEST(Doctor, NamesEachDifferenceAndTheOneCommandThatMendsIt) {
  const Folder folder;
  copy_data(folder);
  support::spit(folder / "toolchains/python/selftest/sign.py", "def sign(value):\n    return 7\n");
  std::string cpp = slurp(folder / "toolchains/cpp/toolchain.json");
  cpp.replace(cpp.find("/usr/bin/gcov"), 13, "/usr/bin/gone");
  support::spit(folder / "toolchains/cpp/toolchain.json", cpp);
  const Shell ran = grader("doctor", "GRADER_DATA='" + folder.path().string() + "'");
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.out, HasSubstr("gcov is not installed"));
  EXPECT_THAT(ran.out, HasSubstr("sudo apt-get install gcc\n"));
  EXPECT_THAT(ran.out, HasSubstr("tests/test_ends.py::test_passed: passed was expected, and it is failed"));
  EXPECT_THAT(ran.out, HasSubstr("coverage.line: 6/7 was expected, 2/2 was measured"));
  EXPECT_THAT(ran.out, HasSubstr("sudo apt-get install --reinstall python3"));
}

}  // namespace
}  // namespace grader
