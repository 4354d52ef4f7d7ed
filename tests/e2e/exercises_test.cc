// verify, publish and new, over the bundled exercises.
#include "tests/e2e/program.h"

namespace grader {
namespace {

class Exercises : public testing::TestWithParam<std::string> {};

TEST_P(Exercises, Verify) {
  const Shell ran = grader("exercise verify '" + kSource + "/exercises/" + GetParam() + "'");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("The hidden tests notice "));
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

class Languages : public testing::TestWithParam<std::string> {};

TEST_P(Languages, HaveASkeletonThatVerifies) {
  const Folder folder;
  const std::string& language = GetParam();
  ASSERT_EQ(grader("exercise new first-steps --language " + language + " --out '" + folder.path().string() + "'").code,
            0);
  const Shell ran = grader("exercise verify '" + (folder / "first-steps").string() + "'");
  EXPECT_EQ(ran.code, 0) << ran.err;
  const fs::path forgers = fs::path(kSource) / "toolchains" / language / "forgers";
  const auto count = std::distance(fs::directory_iterator(forgers), fs::directory_iterator());
  EXPECT_GT(count, 3);
  EXPECT_THAT(ran.out, HasSubstr(". " + std::to_string(count) + " forgers gained nothing."));
  EXPECT_EQ(grader("exercise new first-steps --language " + language + " --out '" + folder.path().string() + "'").code,
            2);
}

// Whoever passes the public tests with the starter would see a bug as fixed that is not.
TEST(Verify, RefusesABugThatNoPublicTestShows) {
  const Folder folder;
  fs::copy(fs::path(kSource) / "exercises/parking-meter", folder / "copy", fs::copy_options::recursive);
  std::string tests = slurp(folder / "copy/tests/public/public_test.cc");
  const std::string shown = "fee(Tariff{}, 15), 0)";
  tests.replace(tests.find(shown), shown.size(), "fee(Tariff{}, 14), 0)");
  support::spit(folder / "copy/tests/public/public_test.cc", tests);
  const Shell ran = grader("exercise verify '" + (folder / "copy").string() + "'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("the starter passes every public test of R3, which is marked a bug"));
  EXPECT_THAT(ran.err, HasSubstr("what takes longer comes once nothing is found"));
}

// Of a hidden test that is satisfied by any object, no copy tells that it was not the work that passed.
TEST(Verify, RefusesHiddenTestsThatCodeWithoutTheWorkPasses) {
  const Folder folder;
  ASSERT_EQ(grader("exercise new sums --language python --out '" + folder.path().string() + "'").code, 0);
  support::spit(folder / "sums/tests/hidden/test_hidden.py",
                "from package import add\n\n\ndef test_negative():\n"
                "    found = add(7, -9)\n    if isinstance(found, int):\n        assert found == -2\n");
  const Shell ran = grader("exercise verify '" + (folder / "sums").string() + "'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("code that does not do the work meets R1: forger equal-to-all"));
}

TEST(Verify, RefusesATypeThatCannotCrossBetweenTheBoxes) {
  const Folder folder;
  fs::copy(fs::path(kSource) / "exercises/lending-shelf", folder / "copy", fs::copy_options::recursive);
  std::string description = slurp(folder / "copy/exercise.json");
  const std::string declared = "Shelf.lent() -> map<string, list<string>>";
  description.replace(description.find(declared), declared.size(), "Shelf.lent() -> map<string, set<string>>");
  support::spit(folder / "copy/exercise.json", description);
  const Shell ran = grader("exercise verify '" + (folder / "copy").string() + "'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("what:  " + (folder / "copy/exercise.json").string()));
  EXPECT_THAT(ran.err, HasSubstr("\"set\" cannot cross between the boxes"));
  EXPECT_THAT(ran.err, HasSubstr("do:    use one of: bool"));
}

TEST(Verify, RefusesToKeepApartWorkThatNamesNoHeader) {
  const Folder folder;
  fs::copy(fs::path(kSource) / "exercises/bank-statement", folder / "copy", fs::copy_options::recursive);
  json description = json::parse(slurp(folder / "copy/exercise.json"), nullptr, true, true);
  description["mode"] = "split";
  description["interface"]["module"] = "account";
  description["interface"]["functions"] = {"f() -> int"};
  support::spit(folder / "copy/exercise.json", description.dump());
  const Shell ran = grader("exercise verify '" + (folder / "copy").string() + "'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("what:  bank-statement"));
  EXPECT_THAT(ran.err, HasSubstr("mode \"split\" without interface.header"));
  EXPECT_THAT(ran.err, HasSubstr("do:    name the header of the work"));
}

TEST(Verify, RefusesAMutationScoreThatNothingMeasures) {
  const Folder folder;
  fs::copy(fs::path(kSource) / "exercises/meter-log", folder / "copy", fs::copy_options::recursive);
  json description = json::parse(slurp(folder / "copy/exercise.json"), nullptr, true, true);
  description["minimum"]["mutation"] = 90;
  support::spit(folder / "copy/exercise.json", description.dump());
  // Text that is carried out holds no place that a mutant could change.
  const fs::path log = folder / "copy/reference/meterlog/log.py";
  support::spit(log, "exec(" + json(slurp(log)).dump() + ", globals())\n");
  const Shell ran = grader("exercise verify '" + (folder / "copy").string() + "'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("minimum.mutation is set, and no place of the reference could be changed"));
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

// The course's own configuration of formatter and linter, in its exercise and in the pack for apprentices.
struct Style : testing::Test {
  Folder folder;
  fs::path copy = folder / "exercise";

  void bring(const std::string& exercise, const std::string& file, const std::string& text) const {
    fs::copy(fs::path(kSource) / "exercises" / exercise, copy, fs::copy_options::recursive);
    json description = json::parse(slurp(copy / "exercise.json"), nullptr, true, true);
    description["files"]["style"] = "style";
    support::spit(copy / "exercise.json", description.dump());
    support::spit(copy / "style" / file, text);
  }
  json evidence(const std::string& exercise, const std::string& metric, const std::string& with) const {
    const Shell ran = grader("grade '" + bundle(folder, exercise, "good") + "' --json --exercise '" + with + "'");
    EXPECT_EQ(ran.code, 0) << ran.err;
    const json result = json::parse(ran.out);
    for (const json& row : result["public"]["evidence"]) {
      if (row["metric"] == metric) return row.value("value", json());
    }
    return nullptr;
  }
};

TEST_F(Style, OfACourseTakesThePlaceOfOurs) {
  bring("bank-statement", "clang-format", "BasedOnStyle: GNU\n");
  const std::string ours = kSource + "/exercises/bank-statement";
  EXPECT_EQ(evidence("bank-statement", "format.clean", ours)["n"],
            evidence("bank-statement", "format.clean", ours)["d"]);
  EXPECT_EQ(evidence("bank-statement", "format.clean", copy.string()), nullptr) << "its own starter is not so";
  ASSERT_EQ(shell("clang-format-19 -i --style=GNU '" + (copy / "starter/src").string() + "'/*").code, 0);
  EXPECT_EQ(evidence("bank-statement", "format.clean", copy.string())["n"], 0);
  ASSERT_EQ(grader("exercise publish '" + copy.string() + "' --out '" + (folder / "pack").string() + "'").code, 0);
  EXPECT_EQ(evidence("bank-statement", "format.clean", (folder / "pack").string())["n"], 0);
}

TEST_F(Style, OfACourseTakesThePlaceOfOursInPythonToo) {
  bring("task-list", "flake8.ini", "[flake8]\nselect = E501\nmax-line-length = 20\n");
  EXPECT_EQ(evidence("task-list", "lint.per_hundred", kSource + "/exercises/task-list")["n"], 0);
  EXPECT_GT(evidence("task-list", "lint.per_hundred", copy.string())["n"], 500);
}

TEST_F(Style, RefusesAFileThatIsNoConfiguration) {
  bring("task-list", "runner.py", "print('passed')\n");
  const Shell ran = grader("grade '" + bundle(folder, "task-list", "good") + "' --exercise '" + copy.string() + "'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("no configuration of Python"));
  EXPECT_THAT(ran.err, HasSubstr("flake8.ini"));
}

INSTANTIATE_TEST_SUITE_P(All, Languages, testing::Values("cpp", "python"), [](const auto& info) { return info.param; });

INSTANTIATE_TEST_SUITE_P(All, Exercises,
                         testing::Values("bank-statement", "lending-shelf", "meter-log", "parking-meter", "print-queue",
                                         "task-list", "tool-shed"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace grader
