// Whole projects: the fast way to judge mutants says what building each of them says, and the same each time. Larger
// samples: tests/full/mutants_test.cc.
#include "tests/mutants/rebuild.h"

namespace grader {
namespace {

struct Projects : testing::TestWithParam<Project> {};

TEST_P(Projects, AreJudgedAsByARebuildForEachMutant) {
  EXPECT_THAT(differences(GetParam(), 2), testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Accuracy, Projects, testing::ValuesIn(kProjects), label_of);

struct Repeats : testing::TestWithParam<Project> {};

TEST_P(Repeats, GiveTheSameVerdictsUnderLoad) {
  const auto runs = repeated(GetParam(), test_cache(), 2);
  EXPECT_FALSE(runs.front().empty());
  EXPECT_THAT(runs, testing::Each(runs.front()));
}

INSTANTIATE_TEST_SUITE_P(Accuracy, Repeats, testing::ValuesIn(kRepeated), label_of);

}  // namespace
}  // namespace grader
