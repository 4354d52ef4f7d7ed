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

const std::string kEveryFormat = " --format json,html,markdown,junit,sarif,mutants,portfolio";

// Every byte of every file that `check` leaves beside the work, and their names.
std::string left_beside(const fs::path& work) {
  std::string bytes;
  for (const auto& entry : fs::recursive_directory_iterator(work / ".grader"))
    if (entry.is_regular_file()) bytes += entry.path().filename().string() + slurp(entry.path());
  return bytes;
}

class Submissions : public testing::TestWithParam<Sample> {};

json expected_of(const Sample& sample) {
  return json::parse(
      slurp(fs::path(kSource) / "exercises" / sample.exercise / "submissions" / sample.submission / "expected.json"));
}

// Of a team's repository, the author who is graded.
std::string learner_of(const Sample& sample) {
  const std::string learner = expected_of(sample).value("learner", "");
  return learner.empty() ? "" : " --learner '" + learner + "'";
}

// Of a skill or an indicator.
std::string level_of(const json& row) {
  return row.value("level", row.value("reserve", "neither a level nor a reserve"));
}

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
                           "' --reveal --out '" + (folder / "out").string() + "'" + learner_of(GetParam()));
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json result = json::parse(slurp(folder / "out/result.json"));
  const json expected = expected_of(GetParam());
  for (const json& row : result["marking"]["requirements"])
    EXPECT_EQ(row["state"], expected["requirements"][row["id"]]) << row["id"];
  std::map<std::string, std::string> indicators;
  for (const json& row : result["marking"]["skills"]) {
    EXPECT_EQ(json(level_of(row)), expected["skills"][row["id"]]) << row["id"];
    for (const json& indicator : row["indicators"]) indicators[indicator["id"]] = level_of(indicator);
  }
  const json pinned = expected.value("indicators", json::object());
  for (const auto& [id, level] : pinned.items()) EXPECT_EQ(json(indicators[id]), level) << id;
  for (const std::string group : {"public", "hidden"})
    EXPECT_EQ(json(states(result["marking"], group)), expected[group]) << group;
  EXPECT_GE(result["public"]["commits"], 13);
  EXPECT_TRUE(result["marking"]["faults"]["voided"].empty()) << "honest tests lose nothing";
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
      shell("GRADER_CACHE='" + (folder / "cache").string() + "' '" + kGrader + "' check '" +
            (folder / "work").string() + "' --json --threads 1 --exercise '" + pack + "'" + learner_of(GetParam()));
  const Shell graded = grader("grade '" + made + "' --json --threads 4 --reveal" + learner_of(GetParam()));
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
  const Shell screen = grader("check '" + (folder / "work").string() + "'" + learner_of(GetParam()) + kEveryFormat);
  ASSERT_EQ(screen.code, 0) << screen.err;
  const std::string bytes = screen.out + left_beside(folder / "work");
  EXPECT_THAT(bytes, HasSubstr("<li id=\"f1-L1\"")) << "the page shows the code, which is looked through too";
  const json exercise = json::parse(slurp(fs::path(kSource) / "exercises" / GetParam().exercise / "exercise.json"));
  for (const auto& [id, requirements] : exercise["tests"]["hidden"]["cases"].items())
    EXPECT_THAT(bytes, Not(HasSubstr(id))) << id;
  EXPECT_THAT(bytes, Not(HasSubstr("hidden")));
}

// A hidden test that fails, with marks wherever a test has text.
void plant_hidden_test(const fs::path& folder, json& exercise) {
  json& cases = exercise["tests"]["hidden"]["cases"];
  const fs::path hidden = folder / "tests/hidden";
  if (exercise["mode"] == "io") {
    support::spit(hidden / "planted_name/case.json", "{\"arguments\": [\"planted_argument\"]}");
    support::spit(hidden / "planted_name/stdin", "planted_input\n");
    support::spit(hidden / "planted_name/stdout", "planted_output\n");
    support::spit(hidden / "planted_name/files/planted_file", "planted_bytes\n");
    cases["planted_name"] = json::array({"R1"});
  } else if (exercise["language"] == "python") {
    support::spit(hidden / "test_planted_file.py",
                  "def test_planted_name():\n    planted_input = 'planted_input'\n"
                  "    assert planted_input == '', 'planted_message'\n");
    cases["test_planted_file.py::test_planted_name"] = json::array({"R1"});
  } else {
    support::spit(hidden / "planted_file_test.cc",
                  "#include <gtest/gtest.h>\n#include <string>\nTEST(Planted, planted_name) {\n"
                  "  EXPECT_EQ(std::string(\"planted_input\"), \"\") << \"planted_message\";\n}\n");
    cases["Planted.planted_name"] = json::array({"R1"});
  }
}

// Unique marks in names, inputs, messages and file names of hidden tests, in the reference and in every faulty version:
// none is in a byte the apprentice gets, even when the check is made with the tutor's own exercise folder, by a
// submission that fails, crashes or does not compile.
TEST_P(Submissions, LeakNoMarkPlantedInHiddenTests) {
  const Folder folder;
  const fs::path copy = folder / "exercise";
  fs::copy(fs::path(kSource) / "exercises" / GetParam().exercise, copy, fs::copy_options::recursive);
  json exercise = json::parse(slurp(copy / "exercise.json"));
  const bool python = exercise["language"] == "python";
  for (const auto& entry : fs::recursive_directory_iterator(copy)) {
    const std::string path = fs::relative(entry.path(), copy).string();
    const bool secret = path.starts_with("reference") || path.starts_with("faulty");
    const bool source = path.ends_with(".py") || path.ends_with(".cc");
    if (entry.is_regular_file() && secret && source)
      support::spit(entry.path(), slurp(entry.path()) + (python ? "\n# " : "\n// ") + "PLANTED_SOLUTION\n");
  }
  plant_hidden_test(copy, exercise);
  support::spit(copy / "exercise.json", exercise.dump());
  const std::string made = bundle(folder, GetParam().exercise, GetParam().submission);
  ASSERT_EQ(shell("git clone -q '" + made + "' '" + (folder / "work").string() + "'").code, 0);
  const std::string with = " --exercise '" + copy.string() + "'" + learner_of(GetParam());
  const Shell tutors = grader("grade '" + made + "' --json" + with);
  ASSERT_EQ(tutors.code, 0) << tutors.err;
  EXPECT_THAT(tutors.out, HasSubstr("planted_name")) << "the mark is not where it must be seen";
  std::string bytes;
  for (const char* format : {"", " --plain", " --json"}) {
    const Shell checked = grader("check '" + (folder / "work").string() + "'" + with + format);
    ASSERT_EQ(checked.code, 0) << checked.err;
    bytes += checked.out + checked.err;
  }
  ASSERT_EQ(grader("check '" + (folder / "work").string() + "'" + with + kEveryFormat).code, 0);
  EXPECT_TRUE(fs::exists(folder / "work/.grader/portfolio.html"));
  bytes += left_beside(folder / "work");
  EXPECT_THAT(bytes, HasSubstr("<li id=\"f1-L1\"")) << "the page shows the code, which is looked through too";
  std::transform(bytes.begin(), bytes.end(), bytes.begin(), [](unsigned char c) { return std::tolower(c); });
  EXPECT_THAT(bytes, Not(HasSubstr("planted")));
}

// When somebody works is nobody's business: neither as a clock writes it nor as seconds or a time zone.
TEST(TimeOfDay, OfACommitIsInNoOutput) {
  const Folder folder;
  const std::string work = (folder / "work").string();
  for (const auto& [path, text] : std::map<std::string, std::string>{
           {"README", "Fees\n"},
           {"tariff.py", "def fee(minutes):\n    return 2 * minutes\n"},
           {"tests/test_fee.py", "from tariff import fee\n\n\ndef test_fee():\n    assert fee(1) == 2\n"}}) {
    support::spit(folder / "work" / path, text);
    const std::string at = "2026-03-05T13:37:41+05:45";  // 1772697161 seconds
    ASSERT_EQ(shell("cd '" + work + "' && git init -q -b main && git add -A && GIT_AUTHOR_DATE=" + at +
                    " GIT_COMMITTER_DATE=" + at +
                    " git -c user.name=Ada -c user.email=ada@example.org commit -qm 'Add " + path + "'")
                  .code,
              0);
  }
  const Shell checked = grader("check '" + work + "'" + kEveryFormat);
  ASSERT_EQ(checked.code, 0) << checked.err;
  const Shell graded =
      grader("grade '" + work + "' --reveal --out '" + (folder / "work/.grader/grade").string() + "'" + kEveryFormat);
  ASSERT_EQ(graded.code, 0) << graded.err;
  const std::string bytes = checked.out + graded.out + left_beside(folder / "work");
  EXPECT_THAT(bytes, HasSubstr("def fee")) << "the source is there";
  for (const char* time : {"13:37", "13.37", "07:52", "1772697161", "05:45"})
    EXPECT_THAT(bytes, Not(HasSubstr(time))) << time;
}

INSTANTIATE_TEST_SUITE_P(All, Submissions,
                         testing::Values(Sample{"bank-statement", "good"}, Sample{"bank-statement", "weak"},
                                         Sample{"bank-statement", "does-not-compile"},
                                         Sample{"bank-statement", "crashes"}, Sample{"meter-log", "good"},
                                         Sample{"meter-log", "weak"}, Sample{"meter-log", "crashes"},
                                         Sample{"lending-shelf", "good"}, Sample{"lending-shelf", "weak"},
                                         Sample{"lending-shelf", "crashes"}, Sample{"parking-meter", "good"},
                                         Sample{"parking-meter", "weak"}, Sample{"parking-meter", "does-not-compile"},
                                         Sample{"parking-meter", "crashes"}, Sample{"print-queue", "good"},
                                         Sample{"print-queue", "weak"}, Sample{"print-queue", "crashes"},
                                         Sample{"task-list", "good"}, Sample{"task-list", "weak"},
                                         Sample{"task-list", "does-not-compile"}, Sample{"task-list", "crashes"},
                                         Sample{"tool-shed", "good"}, Sample{"tool-shed", "messy-history"},
                                         Sample{"tool-shed", "free-rider"}, Sample{"tool-shed", "does-not-compile"},
                                         Sample{"tool-shed", "crashes"}),
                         [](const auto& info) {
                           std::string name = info.param.exercise + "_" + info.param.submission;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace grader
