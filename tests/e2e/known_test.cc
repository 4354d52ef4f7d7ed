// What the self-check knows of mutants from before an edit, and that nothing that is marked does.
#include "grader/base/text.h"
#include "tests/e2e/program.h"

namespace grader {
namespace {

struct Known : testing::Test {
  Folder folder;
  const std::string work = (folder / "work").string();

  void SetUp() override {
    ASSERT_EQ(shell("git clone -q '" + bundle(folder, "task-list", "good") + "' '" + work + "'").code, 0);
  }
  // "noticed of judged" by a command, with a cache of this test.
  std::string mutants(const std::string& command, const std::string& cache = "cache") const {
    const Shell ran = shell("GRADER_CACHE='" + (folder / cache).string() + "' '" + kGrader + "' " + command + " '" +
                            work + "' --json");
    EXPECT_EQ(ran.code, 0) << ran.err;
    const json result = json::parse(ran.out, nullptr, false);
    for (const json& row : result["public"]["evidence"])
      if (row["metric"] == "mutants.killed") return row["value"].dump();
    return "no mutants";
  }
  void edit() const {
    support::spit(folder / "work/tasklist/tasks.py",
                  support::slurp(folder / "work/tasklist/tasks.py") + "# A comment.\n");
    commit();
  }
  void commit() const {
    ASSERT_EQ(shell("git -C '" + work + "' -c user.name=A -c user.email=a@example.org commit -qam Edit").code, 0);
  }
  // Everything that is known, turned round.
  int forge() const {
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "cache/tries")) {
      if (!entry.is_regular_file()) continue;
      support::spit(entry.path(), replace_all(support::slurp(entry.path()), ",true,", ",false,"));
      ++files;
    }
    return files;
  }
};

TEST_F(Known, GivesTheVerdictsOfACheckThatKnowsNothing) {
  const std::string before = mutants("check");
  EXPECT_THAT(before, HasSubstr("\"n\""));
  edit();
  EXPECT_EQ(mutants("check"), before);
  EXPECT_EQ(mutants("check", "another-cache"), before);
}

TEST_F(Known, IsOfOtherTestsWhenOneIsAdded) {
  const std::string before = mutants("check");
  const fs::path tests = folder / "work/tests/test_tasks.py";
  support::spit(tests, support::slurp(tests) + "\n\ndef test_nothing():\n    assert TaskList().open_tasks() == []\n");
  commit();
  EXPECT_EQ(mutants("check", "another-cache"), before);
  EXPECT_EQ(mutants("check"), before);
  ASSERT_EQ(forge(), 1) << "nothing else was to be known";
  edit();
  EXPECT_NE(mutants("check"), before) << "it is used";
}

TEST_F(Known, IsForTheSelfCheckAlone) {
  const std::string before = mutants("check");
  ASSERT_EQ(forge(), 1);
  edit();
  EXPECT_NE(mutants("check"), before) << "it is used";
  EXPECT_EQ(mutants("grade"), before);
}

}  // namespace
}  // namespace grader
