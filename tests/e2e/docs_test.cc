// The pages for authors of exercises and for whoever runs a cohort, followed word by word.
#include <algorithm>

#include "grader/base/text.h"
#include "tests/e2e/walk.h"

namespace grader {
namespace {

class Docs : public testing::TestWithParam<std::string> {};

TEST_P(Docs, TheWalkOfTheExercisePageWorks) {
  const Folder folder;
  const Walk walk = read_walk("exercises.md", GetParam());
  ASSERT_EQ(walk.shown.size(), 4U);
  support::spit(folder / "walk", walk.commands);
  fs::create_directories(folder / "place");
  fs::create_directories(folder / "bin");
  fs::create_symlink(kGrader, folder / "bin/grader");
  const std::string home = folder.path().string();
  const std::string git =
      "GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org GIT_COMMITTER_NAME=Ada "
      "GIT_COMMITTER_EMAIL=ada@example.org ";
  const Shell ran = shell("cd '" + home + "/place' && env -u XDG_DATA_HOME HOME='" + home + "' PATH='" + home +
                          "/bin':$PATH GRADER_CACHE='" GRADER_BINARY_DIR "/../test-cache' " + git + "bash -eu ../walk");
  ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_EQ(ran.err, "");
  expect_shown(walk, ran.out);
  EXPECT_TRUE(fs::exists(folder / "place/reports/ada/report.html"));
  const json result = json::parse(slurp(folder / "place/reports/ada/result.json"));
  for (const json& row : result["marking"]["requirements"]) EXPECT_EQ(row["state"], "met") << row;
}

// Every refusal of `verify` that the page lists is one the program can print.
TEST(Docs, NamesTheRefusalsAsVerifyPrintsThem) {
  const Folder folder;
  const std::string place = folder.path().string();
  ASSERT_EQ(grader("exercise new first --language python --out '" + place + "'").code, 0);
  const std::string tests = "from package import add\n\n\ndef test_other():\n    assert add(0, 0) == 0\n";
  support::spit(folder / "first/tests/hidden/test_hidden.py", tests);
  support::spit(folder / "first/reference/package/__init__.py", "def add(a, b):\n    return 0\n");
  const Shell ran = grader("exercise verify '" + place + "/first'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("the reference does not meet R1 (0 of 2 tests pass)"));
  EXPECT_THAT(ran.err, HasSubstr("test test_hidden.py::test_other is mapped to no requirement"));
  EXPECT_THAT(ran.err, HasSubstr("test test_hidden.py::test_negative on the reference: not reported"));
  const std::string page = slurp(fs::path(kSource) / "docs/exercises.md");
  for (const char* words : {"the reference does not meet R2 (1 of 3 tests pass)", " is mapped to no requirement`",
                            " on the reference: not reported`"})
    EXPECT_THAT(page, HasSubstr(words));
}

TEST(Docs, TheReadmeShowsAScreenOfToday) {
  const Folder folder;
  const std::string page = slurp(fs::path(kSource) / "README.md");
  const std::size_t begin = page.find("    grader check  Task list");
  const std::size_t end = page.find("    ...", begin);
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos);
  const std::string work = (folder / "work").string();
  ASSERT_EQ(shell("git clone -q '" + bundle(folder, "task-list", "good") + "' '" + work + "'").code, 0);
  const std::string seen = grader("check '" + work + "'").out;
  for (const std::string& line : lines_of(page.substr(begin, end - begin))) {
    if (line.empty()) continue;
    const std::size_t isolation = line.find("; isolation ");  // the host's
    const std::string shown = isolation == std::string::npos ? line + "\n" : line.substr(0, isolation + 2);
    EXPECT_THAT(seen, HasSubstr(shown.substr(4)));
  }
}

TEST(Docs, TheWalkOfTheCohortPageWorks) {
  const Folder folder;
  const Walk walk = read_walk("cohorts.md", "");
  ASSERT_EQ(walk.files.size(), 3U);
  for (const auto& [name, text] : walk.files) support::spit(folder / name, text);
  fs::create_directories(folder / "bundles");
  for (const auto& [apprentice, sample] : {std::pair("a17", "good"), {"a18", "weak"}, {"a19", "does-not-compile"}})
    fs::rename(bundle(folder, "task-list", sample), folder / "bundles" / (apprentice + std::string(".bundle")));
  support::spit(folder / "walk", walk.commands);
  const std::string home = folder.path().string();
  const Shell ran =
      shell("cd '" + home + "' && HOME='" + home +
            "' PATH='" GRADER_BINARY_DIR "':$PATH GRADER_CACHE='" GRADER_BINARY_DIR "/../test-cache' bash -eu walk");
  ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  expect_shown(walk, ran.out);
  EXPECT_TRUE(fs::exists(folder / "results/released/ben-rao-task-list.html"));
  EXPECT_THAT(slurp(folder / "results/released/ben-rao-task-list.md"), HasSubstr("Level: Strong"));
  EXPECT_TRUE(fs::exists(folder / "subject-access-a18/data.json"));
}

INSTANTIATE_TEST_SUITE_P(All, Docs, testing::Values("cpp", "python"), [](const auto& info) { return info.param; });

}  // namespace
}  // namespace grader
