// As tests/mutants/accuracy_test.cc: a hundred mutants of each language, and twenty repeats that are run each time.
#include "tests/mutants/rebuild.h"

namespace grader {
namespace {

constexpr std::size_t kSample = 100;

struct Projects : testing::TestWithParam<Project> {};

TEST_P(Projects, AreJudgedAsByARebuildForEachMutant) {
  const auto others = std::count_if(kProjects.begin(), kProjects.end(),
                                    [](const Project& row) { return row.language == GetParam().language; });
  EXPECT_THAT(differences(GetParam(), (kSample - 1) / static_cast<std::size_t>(others) + 1), testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Accuracy, Projects, testing::ValuesIn(kProjects), label_of);

struct Repeats : testing::TestWithParam<Project> {};

TEST_P(Repeats, GiveTheSameVerdictsUnderLoad) {
  const support::Folder cache;
  const auto runs = repeated(GetParam(), cache.path(), 20);
  EXPECT_FALSE(runs.front().empty());
  EXPECT_THAT(runs, testing::Each(runs.front()));
}

INSTANTIATE_TEST_SUITE_P(Accuracy, Repeats, testing::ValuesIn(kRepeated), label_of);

}  // namespace
}  // namespace grader
