// After an edit of the work, what is known from before takes nothing from the truth: verdicts are those of a run that
// knows nothing.
#include <random>

#include "grader/base/text.h"
#include "grader/measure/measure.h"
#include "grader/model/mutation.h"
#include "grader/pipeline/source.h"
#include "tests/mutants/project.h"
#include "tests/support/mutant.h"

namespace grader {
namespace {

struct Pair {
  Said knowing;
  Said fresh;
};

Result<pipeline::KeptTries> tries_known(const Work& work, const std::filesystem::path& cache,
                                        std::vector<Step>& steps) {
  auto source = pipeline::read_source(work.material, work.tools);
  if (!source) return pass(source);
  return pipeline::kept_tries(work.tools, work.material, *source, work.request, work.made,
                              {.helper = sandbox_helper(), .cache = cache}, steps);
}

class Edits : public testing::TestWithParam<Project> {
 protected:
  // One run that uses and keeps what is known, and one that does not.
  Pair judge_both() {
    work.remake();
    std::vector<Step> steps = work.steps_to_report("mutant-events");
    auto tries = tries_known(work, folder.path(), steps);
    EXPECT_TRUE(tries) << message(tries.error());
    ++runs_;
    Pair pair{.knowing = judge(work, folder.path(), "knowing" + std::to_string(runs_), *tries),
              .fresh = judge(work, folder.path(), "fresh" + std::to_string(runs_),
                             {folder / ("none" + std::to_string(runs_)), work.made.schemata.unchanged, {}})};
    EXPECT_TRUE(pair.knowing.run.complete) << pair.knowing.run.problem;
    EXPECT_EQ(words(pair.knowing.run), words(pair.fresh.run));
    EXPECT_EQ(pair.knowing.run.baseline, pair.fresh.run.baseline);
    return pair;
  }

  std::filesystem::path at(const std::string& path) const { return work.material.workspace.root + "/" + path; }

  // The work with one of its mutants for good: a function that does something else.
  void edit(const Mutant& mutant) const {
    const std::string text = support::slurp(at(mutant.path));
    support::spit(at(mutant.path), support::with_mutant(text, mutant, work.tools.id == "cpp" ? ";" : "pass"));
  }

  // A test with one statement more at its beginning, which does nothing.
  std::string with_more(const std::string& test) const {
    if (work.tools.id == "cpp") return std::string(test).insert(test.find('{') + 1, " (void)0;");
    const std::size_t line = test.find('\n') + 1;
    return std::string(test).insert(line, test.substr(line, test.find_first_not_of(' ', line) - line) + "0\n");
  }

  support::Folder folder;
  Work work{GetParam()};

 private:
  int runs_ = 0;
};

// But mutants that are in no function, and tests that come earlier than before: decoys, drawn anew, count as steps.
TEST_P(Edits, OfCommentsTryHardlyAnythingAgain) {
  const Pair first = judge_both();
  EXPECT_EQ(first.knowing.run.tried, first.fresh.run.tried);
  EXPECT_FALSE(first.fresh.run.tried.empty());
  const std::string path = work.made.schemata.files.front().path;
  support::spit(at(path), support::slurp(at(path)) + (work.tools.id == "cpp" ? "// a comment\n" : "# a comment\n"));
  const Pair after = judge_both();
  EXPECT_LT(after.knowing.run.tried.size() * 5, after.fresh.run.tried.size());
}

TEST_P(Edits, TryAgainWhatTheyMayHaveChanged) {
  judge_both();
  std::size_t tried = 0;
  std::size_t all = 0;
  std::mt19937 random(7);
  for (int n = 0; n < 4; ++n) {
    std::vector<Mutant> mutants;
    std::ranges::copy_if(work.made.schemata.mutants, std::back_inserter(mutants),
                         [](const Mutant& mutant) { return !mutant.decoy; });
    const Mutant chosen = mutants[random() % mutants.size()];
    SCOPED_TRACE(change_of(chosen));
    const std::string before = support::slurp(at(chosen.path));
    edit(chosen);
    const Pair pair = judge_both();
    tried += pair.knowing.run.tried.size();
    all += pair.fresh.run.tried.size();
    support::spit(at(chosen.path), before);
  }
  std::printf("%zu tries after four edits, %zu without what was known\n", tried, all);
  EXPECT_LT(tried, all);
}

// A test is edited, and then taken out of its file: it alone is tried again.
TEST_P(Edits, OfTestsTryThemAloneAgain) {
  const Pair first = judge_both();
  const auto source = pipeline::read_source(work.material, work.tools);
  ASSERT_TRUE(source) << message(source.error());
  std::vector<TestFunction> tests;  // that judge, and have no comment in them
  std::ranges::copy_if(source->tests, std::back_inserter(tests), [&](const TestFunction& test) {
    const bool judges = std::ranges::any_of(first.knowing.run.tried,
                                            [&](const MutantTry& row) { return measure::is_result_of(row.id, test); });
    return judges && !test.text.empty() && support::slurp(at(test.file)).find(test.text) != std::string::npos;
  });
  ASSERT_FALSE(tests.empty());
  std::mt19937 random(7);
  for (int n = 0; n < 2; ++n) {
    const TestFunction& test = tests[random() % tests.size()];
    SCOPED_TRACE(test.name);
    const std::string before = support::slurp(at(test.file));
    support::spit(at(test.file), replace_all(before, test.text, with_more(test.text)));
    const Pair edited = judge_both();
    EXPECT_FALSE(edited.knowing.run.tried.empty());
    for (const MutantTry& row : edited.knowing.run.tried)
      EXPECT_TRUE(measure::is_result_of(row.id, test) || work.made.schemata.unchanged.mutants[row.mutant - 1].empty())
          << row.id;
    support::spit(at(test.file), replace_all(before, test.text, ""));
    const Pair without = judge_both();
    EXPECT_LT(without.knowing.run.tried.size() * 2, without.fresh.run.tried.size());
    support::spit(at(test.file), before);
    judge_both();
  }
}

// The mutant of one function is noticed only once another one, which every test passes before and after, has changed.
TEST(EditsOfOthers, AreNotMissed) {
  const support::Folder folder;
  Work work(kProjects[10]);
  const std::filesystem::path root = work.material.workspace.root;
  std::filesystem::remove_all(root);
  const std::string before = "def g(x):\n    return 0\n\n\ndef f(a):\n    return g(a + 1)\n";
  support::spit(root / "work.py", before);
  support::spit(root / "tests/test_work.py", "from work import f\n\n\ndef test_f():\n    assert f(1) == 0\n");
  work.material.workspace.files = files_below(root);
  work.material.own = {{"work.py", {1, 2, 3, 4, 5, 6}}, {"tests/test_work.py", {1, 2, 3, 4, 5}}};
  const auto verdict = [&](const std::string& repeat) {
    work.remake();
    std::vector<Step> steps = work.steps_to_report("mutant-events");
    auto tries = tries_known(work, folder.path(), steps);
    EXPECT_TRUE(tries) << message(tries.error());
    std::map<std::string, std::string> said;
    for (const JudgedMutant& row : judge(work, folder.path(), repeat, *tries).mutation.mutants)
      said[row.mutant.replacement] = name_of(row.verdict.state);
    return said["a - 1"];
  };
  EXPECT_EQ(verdict("1"), "survived");
  support::spit(root / "work.py", replace_all(before, "return 0", "return 0 if x > 1 else 5"));
  EXPECT_EQ(verdict("2"), "killed");
}

INSTANTIATE_TEST_SUITE_P(All, Edits, testing::Values(kProjects[2], kProjects[7], kProjects[10]), label_of);

}  // namespace
}  // namespace grader
