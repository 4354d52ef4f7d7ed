// The program as its users run it, over the bundled exercises and their sample submissions.
#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>

#include "grader/model/own_input.h"
#include "tests/support/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::Folder;
using support::Shell;
using support::shell;
using support::slurp;
using testing::HasSubstr;
using testing::Not;

const std::string kSource = GRADER_SOURCE_DIR;
const std::string kGrader = std::string(GRADER_BINARY_DIR) + "/grader";

Shell grader(const std::string& arguments, const std::string& before = "") {
  return shell(before + " GRADER_CACHE='" GRADER_BINARY_DIR "/../test-cache' '" + kGrader + "' " + arguments);
}

std::string bundle(const Folder& folder, const std::string& exercise, const std::string& submission) {
  const std::string out = (folder / (submission + ".bundle")).string();
  const Shell made = shell("'" + kSource + "/scripts/make-bundle' '" + kSource + "/exercises/" + exercise + "' " +
                           submission + " '" + out + "'");
  EXPECT_EQ(made.code, 0) << made.err;
  return out;
}

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

class Exercises : public testing::TestWithParam<std::string> {};

TEST_P(Exercises, Verify) {
  const Shell ran = grader("exercise verify '" + kSource + "/exercises/" + GetParam() + "'");
  EXPECT_EQ(ran.code, 0) << ran.err;
}

// A marker planted in every hidden place must not be in any byte of the public pack.
TEST_P(Exercises, PublishNoByteOfWhatIsHidden) {
  const Folder folder;
  const fs::path copy = folder / "exercise";
  fs::copy(fs::path(kSource) / "exercises" / GetParam(), copy, fs::copy_options::recursive);
  for (const auto& entry : fs::recursive_directory_iterator(copy)) {
    const std::string path = fs::relative(entry.path(), copy).string();
    const bool secret = path.starts_with("tests/hidden") || path.starts_with("reference") ||
                        path.starts_with("faulty") || path.starts_with("submissions");
    if (entry.is_regular_file() && secret) support::spit(entry.path(), slurp(entry.path()) + "\nPLANTED-MARKER\n");
  }
  std::string description = slurp(copy / "exercise.json");
  const std::size_t at = description.find("\"hidden\"");
  const std::size_t cases = description.find("\"cases\": {", at) + 10;
  description.insert(cases, "\"PLANTED-MARKER.Test\": [\"R1\"],");
  support::spit(copy / "exercise.json", description);
  ASSERT_EQ(grader("exercise publish '" + copy.string() + "' --out '" + (folder / "pack").string() + "'").code, 0);
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "pack")) {
    if (!entry.is_regular_file()) continue;
    ++files;
    EXPECT_THAT(slurp(entry.path()), Not(HasSubstr("PLANTED-MARKER"))) << entry.path();
    EXPECT_THAT(slurp(entry.path()), Not(HasSubstr("hidden"))) << entry.path();
  }
  EXPECT_GT(files, 5);
}

TEST_P(Exercises, RefuseAFaultyVersionThatNoHiddenTestCatches) {
  const Folder folder;
  const fs::path copy = folder / "exercise";
  fs::copy(fs::path(kSource) / "exercises" / GetParam(), copy, fs::copy_options::recursive);
  const fs::path faulty = fs::directory_iterator(copy / "faulty")->path();
  fs::remove_all(faulty);
  fs::create_directories(faulty);
  const Shell ran = grader("exercise verify '" + copy.string() + "'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("faulty/" + faulty.filename().string() + " passes every hidden test"));
}

TEST_P(Exercises, NewMakesASkeletonThatVerifies) {
  const Folder folder;
  const std::string language = GetParam() == "task-list" ? "python" : "cpp";
  ASSERT_EQ(grader("exercise new first-steps --language " + language + " --out '" + folder.path().string() + "'").code,
            0);
  const Shell ran = grader("exercise verify '" + (folder / "first-steps").string() + "'");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(grader("exercise new first-steps --language " + language + " --out '" + folder.path().string() + "'").code,
            2);
}

// A hidden test that ends otherwise each time makes an exercise that cannot be trusted.
TEST(Verify, RefusesATestThatChangesItsMind) {
  const Folder folder;
  ASSERT_EQ(grader("exercise new moody --language python --out '" + folder.path().string() + "'").code, 0);
  std::string tests = "import random\n";
  std::string cases;
  for (int i = 0; i < 30; ++i) {  // all the same twice: once in 2^30
    tests += "\n\ndef test_" + std::to_string(i) + "():\n    assert random.random() < 0.5\n";
    cases += (i == 0 ? "\"" : ", \"") + std::string("test_hidden.py::test_") + std::to_string(i) + "\": [\"R1\"]";
  }
  support::spit(folder / "moody/tests/hidden/test_hidden.py", tests);
  std::string description = slurp(folder / "moody/exercise.json");
  const std::string mapped = "\"test_hidden.py::test_negative\": [\"R1\"]";
  description.replace(description.find(mapped), mapped.size(), cases);
  support::spit(folder / "moody/exercise.json", description);
  const Shell ran = grader("exercise verify '" + (folder / "moody").string() + "'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("ends differently on a second run"));
}

INSTANTIATE_TEST_SUITE_P(All, Exercises, testing::Values("bank-statement", "task-list"),
                         [](const auto& info) { return info.param == "task-list" ? "python" : "cpp"; });

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

TEST_F(BadInput, EmptyRepository) {
  ASSERT_EQ(shell("git init -q " + repo()).code, 0);
  expect_four_parts(grader("check " + repo()), 2, "no commit yet");
}

TEST_F(BadInput, NoSuchRevisionAndNoCommitBefore) {
  make_repo();
  expect_four_parts(grader("grade " + repo() + " --at nowhere"), 2, "no such revision");
  expect_four_parts(grader("grade " + repo() + " --before 2026-01-01"), 2, "no commit before 2026-01-01");
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

TEST_F(BadInput, MisspeltCommandsAreSuggested) {
  expect_four_parts(grader("standrd"), 2, "");
  EXPECT_THAT(grader("standrd").err, HasSubstr("standard"));
  EXPECT_THAT(grader("grade x --revel").err, HasSubstr("--reveal"));
  EXPECT_EQ(grader("--version").code, 0);
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
  const Shell ran = shell("unshare -m sh -c \"mkdir -p '" + cache + "' && mount -t tmpfs -o size=64k tmpfs '" + cache +
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

TEST(Screen, LevelsStayCoveredForTheTutorUntilRevealed) {
  const Folder folder;
  const std::string made = bundle(folder, "task-list", "good");
  for (const std::string format : {"", "--plain", "--json"})
    EXPECT_THAT(grader("grade '" + made + "' " + format).out, Not(HasSubstr("Strong"))) << format;
  EXPECT_THAT(grader("grade '" + made + "' --reveal").out, HasSubstr("Strong"));
}

TEST(Standard, IsStoredWholeAndAsPrinted) {
  const json rows = json::parse(grader("standard list --json").out);
  EXPECT_EQ(rows.size(), 62U);
  EXPECT_EQ(json::parse(grader("standard show S11 --json").out)["duties"], json::array());
  EXPECT_EQ(json::parse(grader("standard coverage --json").out).size(), 62U);
  const json data = json::parse(slurp(fs::path(kSource) / "rubrics/st0128/standard.json"));
  EXPECT_EQ(data["duties"].size(), 15U);
  EXPECT_EQ(data["duties"][9]["ksbs"], json::array());
  EXPECT_THAT(grader("explain S5").out, HasSubstr("S5.2"));
  EXPECT_EQ(grader("explain S99").code, 2);
}

}  // namespace
}  // namespace grader
