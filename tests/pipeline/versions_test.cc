// The exercise's versions of the work as own tests get to see them, and plans beside the plan, without a box.
#include "grader/pipeline/versions.h"

#include <gmock/gmock.h>

#include <set>

#include "grader/base/files.h"
#include "grader/pipeline/subplan.h"
#include "tests/support/shell.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class VersionsOf : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    exercise = *read_exercise(data_folder() / "exercises" / GetParam());
    tools = *toolchain::read_toolchain(data_folder() / "toolchains" / exercise.language);
    own = {.name = "own", .folder = exercise.folder / exercise.reference, .files = {}};
    own.files = toolchain::files_of_role(tools, "testfiles", files_below(own.folder));
    wanted.groups = {own};
  }
  Versions plan(const std::vector<Step>& steps = {}) {
    beside = *Merged::with(steps);
    auto versions = plan_versions(tools, exercise, work, wanted, beside, folder / "versions");
    EXPECT_TRUE(versions) << message(versions.error());
    return *versions;
  }

  support::Folder folder;
  Exercise exercise;
  toolchain::Toolchain tools;
  toolchain::Group own;
  toolchain::Request wanted;
  Workspace work;
  Merged beside;
};

TEST_P(VersionsOf, AreTheReferenceTwoMoreOfItAndTheFaultyOnes) {
  const Versions versions = plan();
  ASSERT_THAT(versions, SizeIs(3 + exercise.faulty.size()));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_THAT(versions[i].breaks, IsEmpty());
  std::set<std::string> runs;
  for (const Version& version : versions) runs.insert(version.run);
  EXPECT_THAT(runs, SizeIs(versions.size())) << "each is run for itself";
}

// Not in the exercise's; the same each time.
TEST_P(VersionsOf, AreRunInADrawnOrder) {
  const auto places = [this] {
    const Versions versions = plan();
    std::map<std::string, std::size_t> place;
    for (const Step& step : beside.added()) place.emplace(step.name, place.size());
    std::vector<std::size_t> found;
    for (const Version& version : versions) found.push_back(place.at(version.run));
    return found;
  };
  const std::vector<std::size_t> once = places();
  EXPECT_FALSE(std::is_sorted(once.begin(), once.end()));
  EXPECT_EQ(places(), once);
  const auto last = std::max_element(once.begin(), once.end()) - once.begin();
  EXPECT_LT(last, 3) << "a correct one, on which a test fails too that goes by the time";
}

// Of the reference and its copies all sizes are the same. Of a faulty version those of an interpreted language's
// sources are, which a test can see; a compiled language's are not padded.
TEST_P(VersionsOf, HaveTheSameNamesSizesAndTimesAndOtherBytes) {
  const std::size_t count = plan().size();
  const fs::path first = folder / "versions/0";
  const std::vector<std::string> files = files_below(first);
  for (std::size_t i = 0; i < count; ++i)
    EXPECT_EQ(files_below(folder / "versions" / std::to_string(i)), files) << "version " << i;
  for (const std::string& file : files) {
    const bool work = !toolchain::files_of_role(tools, "component", {file}).empty();
    const bool salted = tools.salt->file.empty() ? work : file == tools.salt->file;
    std::set<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) {
      const fs::path path = folder / "versions" / std::to_string(i) / file;
      EXPECT_EQ(fs::last_write_time(path), fs::last_write_time(first / files.front())) << file << " " << i;
      if (i >= 3 && !salted) continue;
      texts.insert(support::slurp(path));
      EXPECT_EQ(fs::file_size(path), fs::file_size(first / file)) << file << " " << i;
    }
    EXPECT_THAT(texts, SizeIs(salted ? count : 1)) << file;
  }
}

TEST_P(VersionsOf, HoldNoTest) {
  plan();
  for (const std::string& file : files_below(folder / "versions")) EXPECT_EQ(file.find("/tests/"), std::string::npos);
}

// Of a version with the same headers, own tests are compiled as they are for the work.
TEST_P(VersionsOf, ShareWithThePlanWhatIsTheSame) {
  work.root = folder / "work";
  auto files = layers_of(exercise, {exercise.starter, exercise.reference});
  for (const auto& [path, bytes] : *files) {
    support::spit(folder / "work" / path, bytes);
    work.files.push_back(path);
  }
  plan(toolchain::plan(tools, work, wanted));
  for (const Step& step : beside.added()) {
    EXPECT_NE(step.kind, "compile tests");
    EXPECT_NE(step.kind, "runner");
  }
}

// Of the learner's data what the exercise has not; code and tests never, and nothing where it cannot stand.
TEST_P(VersionsOf, HoldWhatTheLearnersTestsMayRead) {
  const std::string code = GetParam() == "task-list" ? "tasklist/more.py" : "src/more.h";
  const std::string folder_of_file = GetParam() == "task-list" ? "tasklist/tasks.py/data" : "src/account.cc/data";
  work = {.root = folder / "work",
          .files = {"README.md", "data/rates.csv", "tests/data/rates.csv", code, folder_of_file}};
  for (const std::string& file : work.files) support::spit(folder / "work" / file, "the learner's");
  const std::size_t count = plan().size();
  for (std::size_t i = 0; i < count; ++i) {
    const fs::path version = folder / "versions" / std::to_string(i);
    EXPECT_EQ(support::slurp(version / "data/rates.csv"), "the learner's");
    EXPECT_NE(support::slurp(version / "README.md"), "the learner's");
    EXPECT_FALSE(fs::exists(version / code));
    EXPECT_FALSE(fs::exists(version / "tests"));
    EXPECT_FALSE(fs::is_directory((version / folder_of_file).parent_path()));
  }
}

TEST_P(VersionsOf, AreNoneWithoutAnOwnTest) {
  wanted.groups.clear();
  EXPECT_THAT(plan(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(All, VersionsOf, testing::Values("bank-statement", "task-list"),
                         [](const auto& param) { return param.param == "task-list" ? "python" : "cpp"; });

TEST(Subplan, HoldsWhatLeadsToAStep) {
  const std::vector<Step> steps = {
      {.name = "a"}, {.name = "b"}, {.name = "c", .needs = {{.step = "a"}}}, {.name = "d", .needs = {{.step = "c"}}}};
  std::vector<std::string> names;
  for (const Step& step : leading_to(steps, [](const Step& row) { return row.name == "d"; }))
    names.push_back(step.name);
  EXPECT_THAT(names, ElementsAre("a", "c", "d"));
}

TEST(Subplan, RunsAgainWhatFollowsFromOtherBytes) {
  const support::Folder folder;
  support::spit(folder / "one", "1");
  support::spit(folder / "same", "1");
  support::spit(folder / "two", "2");
  const auto plan = [&](const std::string& file) {
    return std::vector<Step>{{.name = "compile", .inputs = {{.at = "src/a", .host = folder / file}}},
                             {.name = "link", .needs = {{.step = "compile", .at = "in"}}}};
  };
  auto merged = Merged::with(plan("one"));
  ASSERT_TRUE(merged);
  EXPECT_EQ(*merged->add(plan("same"), "second: "), "link");
  EXPECT_THAT(merged->added(), IsEmpty());
  EXPECT_EQ(*merged->add(plan("two"), "third: "), "third: link");
  ASSERT_THAT(merged->added(), SizeIs(2));
  EXPECT_EQ(merged->added()[1].needs.front().step, "third: compile");
}

}  // namespace
}  // namespace grader::pipeline
