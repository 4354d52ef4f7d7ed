// Each bad input ends in a message with four parts and the right exit code.
#include <array>
#include <map>

#include "tests/e2e/program.h"

namespace grader {
namespace {

struct BadInput : testing::Test {
  Folder folder;
  std::string repo() const { return "'" + (folder / "repo").string() + "'"; }
  void make_repo() const {
    ASSERT_EQ(shell("git init -q -b main " + repo() + " && cd " + repo() +
                    " && git config user.email a@example.org && git config user.name A && mkdir src && echo 'int f() { "
                    "return 1; }' > src/f.cc && git add . && "
                    "GIT_COMMITTER_DATE=2026-01-05T00:00:00Z git commit -qm one")
                  .code,
              0);
  }
  static void expect_four_parts(const Shell& ran, int code, const std::string& found) {
    EXPECT_EQ(ran.code, code) << ran.out << ran.err;
    for (const char* part : {"could not finish", "what:", "found:", "do:"}) EXPECT_THAT(ran.err, HasSubstr(part));
    EXPECT_THAT(ran.err, HasSubstr(found));
  }
};

TEST_F(BadInput, NotARepository) {
  expect_four_parts(grader("grade '" + folder.path().string() + "'"), 2, "not a git repository");
}

TEST_F(BadInput, NoSuchSource) {
  expect_four_parts(grader("grade /nowhere/at/all"), 2, "neither a folder");
}

TEST_F(BadInput, ABundleOfSeveralBranchesAndNoHead) {
  make_repo();
  const std::string bundle = "'" + (folder / "x.bundle").string() + "'";
  ASSERT_EQ(shell("cd " + repo() + " && git branch work && git bundle create -q " + bundle + " main work").code, 0);
  const Shell ran = grader("grade " + bundle);
  expect_four_parts(ran, 2, "several branches: main, work");
  EXPECT_THAT(ran.err, HasSubstr("--at"));
  EXPECT_EQ(grader("grade " + bundle + " --at work").code, 0);
}

TEST_F(BadInput, EmptyRepository) {
  ASSERT_EQ(shell("git init -q " + repo()).code, 0);
  expect_four_parts(grader("check " + repo()), 2, "no commit yet");
}

TEST_F(BadInput, NoSuchRevisionAndNoCommitBefore) {
  make_repo();
  expect_four_parts(grader("grade " + repo() + " --at nowhere"), 2, "no such revision");
  expect_four_parts(grader("grade " + repo() + " --before 2026-01-01"), 2, "no commit by 2025-12-31");
  expect_four_parts(grader("grade " + repo() + " --before tomorrow"), 2, "not a day");
  EXPECT_EQ(grader("grade " + repo() + " --before 2026-02-01").code, 0);
}

TEST_F(BadInput, UnknownExerciseAndUnknownKey) {
  make_repo();
  expect_four_parts(grader("grade " + repo() + " --exercise bank-statment"), 2, "no exercise of that name");
  EXPECT_THAT(grader("grade " + repo() + " --exercise bank-statment").err, HasSubstr("bank-statement"));
  fs::copy(fs::path(kSource) / "exercises/bank-statement", folder / "exercise", fs::copy_options::recursive);
  std::string text = slurp(folder / "exercise/exercise.json");
  text.replace(text.find("\"title\""), 7, "\"titel\"");
  support::spit(folder / "exercise/exercise.json", text);
  const Shell ran = grader("grade " + repo() + " --exercise '" + (folder / "exercise").string() + "'");
  expect_four_parts(ran, 3, "line 5");
}

TEST_F(BadInput, WithoutAnyExerciseOnTheHostThePackIsAskedFor) {
  make_repo();
  copy_data(folder);
  const std::string home = (folder / "home").string();
  const std::string before = "GRADER_DATA='" + folder.path().string() + "' XDG_DATA_HOME= HOME='" + home + "'";
  expect_four_parts(grader("grade " + repo() + " --exercise lost", before), 2, "no exercise of that name");
  EXPECT_THAT(grader("grade " + repo() + " --exercise lost", before).err, HasSubstr("put the pack into " + home));
}

TEST_F(BadInput, WithoutAnExerciseTheRestIsMeasured) {
  make_repo();
  const Shell ran = grader("grade " + repo() + " --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json result = json::parse(ran.out);
  for (const json& row : result["public"]["evidence"]) {
    if (row["metric"] != "requirements.met") continue;
    EXPECT_EQ(row["missing"], "No evidence here");
  }
}

TEST_F(BadInput, MissingPythonPackageIsNoFailedTest) {
  ASSERT_EQ(shell("git init -q -b main " + repo() + " && cd " + repo() +
                  " && git config user.email a@example.org && git config user.name A && mkdir tests && "
                  "echo 'import no_such_package' > app.py && echo 'import app\ndef test_a(): pass' > tests/test_a.py "
                  "&& git add . && git commit -qm one")
                .code,
            0);
  const Shell ran = grader("grade " + repo() + " --json --reveal");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("could not run: dependency no_such_package"));
  EXPECT_THAT(ran.out, HasSubstr("\"reserve\":\"Could not run\""));
}

// A sample submission with one line put before a source file.
json graded_with(const Folder& folder, const std::string& exercise, const std::string& file, const std::string& line) {
  const std::string work = (folder / exercise).string();
  const std::string made = bundle(folder, exercise, "good");
  EXPECT_EQ(
      shell("git clone -q '" + made + "' '" + work + "' && cd '" + work + "' && { echo '" + line + "'; cat " + file +
            "; } > new && mv new " + file + " && git -c user.name=A -c user.email=a@example.org commit -qam edit")
          .code,
      0);
  const Shell ran = grader("grade '" + work + "' --json --reveal");
  EXPECT_EQ(ran.code, 0) << ran.err;
  return json::parse(ran.out)["marking"];
}

TEST_F(BadInput, AMissingPackageMakesNoRequirementFail) {
  const std::map<std::string, std::array<std::string, 3>> samples = {
      {"bank-statement", {"src/account.cc", "#include <nosuchlib/part.hpp>", "nosuchlib/part.hpp"}},
      {"task-list", {"tasklist/tasks.py", "import nosuchlib.part", "nosuchlib"}}};
  for (const auto& [exercise, sample] : samples) {
    const json marking = graded_with(folder, exercise, sample[0], sample[1]);
    for (const json& row : marking["requirements"]) EXPECT_EQ(row["state"], "could not run") << row;
    for (const json& row : marking["skills"]) {
      if (row["id"] == "S8" || row["id"] == "S16" || row["id"] == "S17") continue;  // source and history need no run
      EXPECT_EQ(row.value("reserve", ""), "Could not run") << row;
    }
    EXPECT_THAT(marking.dump(), HasSubstr("could not run: dependency " + sample[2]));
    EXPECT_THAT(marking.dump(), Not(HasSubstr("\"state\":\"failed\"")));
  }
}

// A file of the learner's own that is not there is the learner's to write, however it is included.
TEST_F(BadInput, AMissingFileOfTheLearnersOwnIsNoMissingPackage) {
  for (const std::string line : {"#include \"acount.h\"", "#include <account/part.h>"}) {
    const Folder other;
    const json marking = graded_with(other, "bank-statement", "src/account.cc", line);
    for (const json& row : marking["requirements"]) EXPECT_EQ(row["state"], "not built") << line;
  }
  const json marking = graded_with(folder, "task-list", "tasklist/tasks.py", "import tasklist.nowhere");
  for (const json& row : marking["requirements"]) EXPECT_EQ(row["state"], "not built");
}

TEST_F(BadInput, MisspeltCommandsAreSuggested) {
  expect_four_parts(grader("standrd"), 2, "");
  EXPECT_THAT(grader("standrd").err, HasSubstr("standard"));
  EXPECT_THAT(grader("grade x --revel").err, HasSubstr("--reveal"));
  EXPECT_EQ(grader("--version").code, 0);
}

TEST_F(BadInput, AFolderAfterTheFormatsIsNoFormat) {
  expect_four_parts(grader("check --format json,html '" + folder.path().string() + "'"), 2, "not a git repository");
}

TEST_F(BadInput, ASandboxThatCannotConfineRefusesAndNamesWhatIsMissing) {
  make_repo();
  support::spit(folder / "helper",
                "#!/bin/sh\nexec '" GRADER_BINARY_DIR "/grader-sandbox' --pretend-missing seccomp \"$@\"\n");
  fs::permissions(folder / "helper", fs::perms(0755));
  const Shell ran = shell("GRADER_CACHE='" + (folder / "cache").string() + "' GRADER_SANDBOX='" +
                          (folder / "helper").string() + "' '" + kGrader + "' grade " + repo());
  expect_four_parts(ran, 4, "seccomp");
}

TEST_F(BadInput, AFullDiskIsAPlatformFault) {
  make_repo();
  const std::string cache = (folder / "cache").string();
  const Shell ran = shell("unshare -m sh -c \"mkdir -p '" + cache + "' && mount -t tmpfs -o size=16k tmpfs '" + cache +
                          "' && GRADER_CACHE='" + cache + "' '" + kGrader + "' grade " + repo() + "\"");
  if (ran.err.find("unshare") != std::string::npos || ran.err.find("mount:") != std::string::npos)
    GTEST_SKIP() << "no right to mount here";
  EXPECT_EQ(ran.code, 4) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("do:"));
}

TEST_F(BadInput, TenThousandFilesAndStrangeNames) {
  make_repo();
  ASSERT_EQ(
      shell("cd " + repo() +
            " && mkdir many && for i in $(seq 10000); do echo $i > many/$i.txt; done && ln -s /etc/passwd link && "
            "printf x > \"$(printf 'caf\\351')\" && git add -A && git commit -qm many")
          .code,
      0);
  const Shell ran = grader("grade " + repo() + " --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("a symbolic link"));
  EXPECT_THAT(ran.out, HasSubstr("a name that is not UTF-8"));
}

// The same missing tool under `grade`: the host's fault, named with its remedy.
TEST_F(BadInput, AToolThatIsMissingIsAPlatformFault) {
  make_repo();
  copy_data(folder);
  std::string cpp = slurp(folder / "toolchains/cpp/toolchain.json");
  cpp.replace(cpp.find("/usr/bin/gcov"), 13, "/usr/bin/gone");
  support::spit(folder / "toolchains/cpp/toolchain.json", cpp);
  expect_four_parts(grader("grade " + repo(), "GRADER_DATA='" + folder.path().string() + "'"), 4,
                    "the tool is not installed");
}

}  // namespace
}  // namespace grader
