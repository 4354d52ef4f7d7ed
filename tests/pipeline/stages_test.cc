// Each stage has a box of its own, and hidden tests are in no box but those of the hidden group: told by the plan
// alone.
#include <gmock/gmock.h>

#include <functional>
#include <set>

#include "grader/base/files.h"
#include "grader/toolchain/toolchain.h"

namespace grader::toolchain {
namespace {

namespace fs = std::filesystem;

struct Planned {
  std::string language;
  std::string framework;
  std::string include;  // the line that a test file names it by
  bool split = false;
};

class Stages : public testing::TestWithParam<Planned> {
 protected:
  bool cpp() const { return GetParam().language == "cpp"; }
  std::string test_file(const std::string& name) const { return cpp() ? name + "_test.cc" : "test_" + name + ".py"; }

  void SetUp() override {
    auto made = TempFolder::make(fs::temp_directory_path());
    ASSERT_TRUE(made);
    folder_.emplace(std::move(*made));
    const Workspace workspace{
        .root = (folder_->path() / "work").string(),
        .files =
            cpp() ? std::vector<std::string>{"Makefile", "src/add.cc", "src/add.h", "src/main.cc", "tests/own_test.cc"}
                  : std::vector<std::string>{"package/__init__.py", "package/__main__.py", "tests/test_own.py"}};
    for (const std::string& file : workspace.files) write(workspace.root, file);
    const Mode mode = GetParam().split ? Mode::kSplit : Mode::kInProcess;
    Request request{.interface = "{\"header\":\"src/add.h\"}", .build = {"/usr/bin/make"}, .example = {"./program"}};
    request.groups = {{.name = "own", .folder = workspace.root, .files = {"tests/" + test_file("own")}}};
    for (const std::string name : {"public", "hidden"}) {
      write(folder_->path() / name, test_file(name));
      request.groups.push_back(
          {.name = name, .folder = folder_->path() / name, .files = {test_file(name)}, .mode = mode});
    }
    if (!GetParam().split)
      request.canaries = {
          .word = "Later", .order = "7", .copies = {{"a", "aLater"}}, .probes = {"p"}, .plain = "plain"};
    request.mutants = {.count = 1};
    const auto tools = read_toolchain(fs::path(GRADER_SOURCE_DIR) / "toolchains" / GetParam().language);
    ASSERT_TRUE(tools) << message(tools.error());
    steps_ = plan(*tools, workspace, request);
  }
  void write(const fs::path& folder, const std::string& file) const {
    ASSERT_TRUE(write_file(folder / file, GetParam().include + "\n"));
  }

  bool is_hidden(const Input& input) const {
    return input.host.starts_with((folder_->path() / "hidden").string() + "/");
  }
  bool is_learners(const Input& input) const {
    return input.host.starts_with((folder_->path() / "work").string() + "/");
  }
  const Step& named(const std::string& name) const {
    const auto step = std::find_if(steps_.begin(), steps_.end(), [&](const Step& s) { return s.name == name; });
    if (step != steps_.end()) return *step;
    ADD_FAILURE() << "no step " << name;
    return steps_.front();
  }
  // Whether a file of a step, or of one whose outputs its box may see, is such a one.
  bool sees(const Step& step, const std::function<bool(const Input&)>& such) const {
    const auto all = behind(step);
    return std::any_of(all.begin(), all.end(),
                       [&](const Step* one) { return std::any_of(one->inputs.begin(), one->inputs.end(), such); });
  }
  // A step and all whose outputs its box may see, near or far.
  std::vector<const Step*> behind(const Step& step) const {
    std::vector<const Step*> all = {&step};
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (const Need& need : all[i]->needs) all.push_back(&named(need.step));
    }
    return all;
  }
  bool sees_hidden(const Step& step) const {
    return sees(step, [&](const Input& input) { return is_hidden(input); });
  }

  std::optional<TempFolder> folder_;
  std::vector<Step> steps_;
};

TEST_P(Stages, TheRunnerOfHiddenTestsIsToldTheirOrderAndNoOther) {
  for (const Step& step : steps_) {
    const bool told = !GetParam().split && step.name == "run hidden";
    EXPECT_EQ(step.channel_text, told ? "7 Later" : "") << step.name;
  }
}

TEST_P(Stages, EachHasABoxOfItsOwn) {
  std::set<std::string> names;
  std::map<std::string, std::set<std::string>> runs;
  for (const Step& step : steps_) {
    EXPECT_TRUE(names.insert(step.name).second) << step.name << " is planned twice";
    if (step.channel) runs[step.group].insert(step.name);
  }
  for (const char* group : {"own", "public", "hidden"}) EXPECT_FALSE(runs[group].empty()) << group;
  EXPECT_EQ(runs["public"].size(), 1U);
  EXPECT_EQ(runs["hidden"].size(), 1U);
  EXPECT_EQ(named("build").group, "");
  if (!cpp()) return;
  EXPECT_EQ(named("compile src/add.cc").group, "");
  for (const char* group : {"own", "public", "hidden"}) {
    const bool apart = GetParam().split && group != std::string("own");
    EXPECT_EQ(named((apart ? "compile split tests " : "compile tests ") + std::string(group) + " " +
                    (group == std::string("own") ? "tests/" : "") + test_file(group))
                  .group,
              group);
  }
}

TEST_P(Stages, NoBoxButThoseOfTheHiddenGroupSeesHiddenTests) {
  for (const Step& step : steps_) {
    EXPECT_TRUE(step.group == "hidden" || !sees_hidden(step)) << step.name << " of group \"" << step.group << "\"";
    for (const Step& worker : step.worker) EXPECT_FALSE(sees_hidden(worker)) << worker.name;
  }
  const Step& run = named(GetParam().split ? "run split hidden" : "run hidden");
  EXPECT_TRUE(sees_hidden(run)) << "the rule itself sees nothing";
}

// No step that reads files of the learner's alone waits for a hidden test or has one; what is compiled then goes on.
TEST_P(Stages, TheLearnersCodeIsCompiledBeforeAHiddenTestIsThere) {
  if (!cpp()) {  // nothing of it is compiled: the tree itself is read beside the tests
    for (const Input& input : named("build").inputs) EXPECT_FALSE(input.at.starts_with("tests/")) << input.at;
    return;
  }
  const Step& compile = named("compile src/add.cc");
  EXPECT_EQ(behind(compile).size(), 1U) << "it waits for another";
  for (const Input& input : compile.inputs) EXPECT_TRUE(is_learners(input)) << input.at;
  if (GetParam().split) return;  // it stays in the other box; see KeepTestsAndCodeApart
  const Step& run = named("run hidden");
  EXPECT_TRUE(run.inputs.empty()) << "neither sources of tests nor of the work are where they run";
  const auto all = behind(run);
  EXPECT_THAT(all, testing::Contains(&compile));
  EXPECT_THAT(all, testing::Contains(&named("compile tests hidden hidden_test.cc")));
  EXPECT_THAT(all, testing::Contains(&named("compile copies hidden hidden_test.cc")));
  EXPECT_THAT(all, testing::Not(testing::Contains(&named("compile tests public public_test.cc"))));
}

class SplitStages : public Stages {};

// Tests in one box, the learner's code in another: neither comes near the other, from the compiler to the run.
TEST_P(SplitStages, KeepTestsAndCodeApart) {
  for (const std::string group : {"public", "hidden"}) {
    const Step& run = named("run split " + group);
    const auto is_test = [&](const Input& input) {
      return input.host.starts_with((folder_->path() / group).string() + "/");
    };
    const auto is_work = [&](const Input& input) { return is_learners(input); };
    EXPECT_TRUE(sees(run, is_test));
    EXPECT_FALSE(sees(run, is_work));
    ASSERT_EQ(run.worker.size(), 1U);
    EXPECT_FALSE(sees(run.worker[0], is_test));
    EXPECT_TRUE(sees(run.worker[0], is_work));
    for (const Step* step : behind(run.worker[0]))
      EXPECT_TRUE(std::none_of(step->inputs.begin(), step->inputs.end(), [](const Input& input) {
        return input.at.starts_with("tests/");
      })) << step->name;
  }
}

// What joins the boxes is made of the exercise alone, once for all submissions.
TEST_P(SplitStages, MakeWhatJoinsThemWithoutTheWork) {
  if (!cpp()) return;
  const std::string framework = GetParam().framework.substr(std::string("split_").size());
  for (const std::string& name :
       {std::string("split generator"), std::string("split code"), "split runner " + framework})
    EXPECT_TRUE(named(name).trusted) << name;
  EXPECT_FALSE(named("compile worker").trusted) << "it reads the learner's headers";
  EXPECT_THAT(named("split code").argv, testing::Contains("{\"header\":\"src/add.h\"}"));
}

INSTANTIATE_TEST_SUITE_P(All, Stages,
                         testing::Values(Planned{"cpp", "gtest", "#include <gtest/gtest.h>"},
                                         Planned{"cpp", "catch2", "#include <catch2/catch.hpp>"},
                                         Planned{"cpp", "doctest", "#include <doctest/doctest.h>"},
                                         Planned{"python", "pytest", "import pytest"},
                                         Planned{"python", "unittest", "import unittest"},
                                         Planned{"python", "split", "import pytest", true},
                                         Planned{"cpp", "split_gtest", "#include <gtest/gtest.h>", true}),
                         [](const auto& info) { return info.param.framework; });
INSTANTIATE_TEST_SUITE_P(All, SplitStages,
                         testing::Values(Planned{"python", "split", "import pytest", true},
                                         Planned{"cpp", "split_gtest", "#include <gtest/gtest.h>", true},
                                         Planned{"cpp", "split_doctest", "#include <doctest/doctest.h>", true}),
                         [](const auto& info) { return info.param.framework; });

}  // namespace
}  // namespace grader::toolchain
