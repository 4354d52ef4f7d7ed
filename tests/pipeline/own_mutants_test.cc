// Mutants of the own work, from the files of a submission to what is told of them, without a box.
#include "grader/pipeline/own_mutants.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "grader/base/files.h"
#include "grader/pipeline/source.h"
#include "tests/support/shell.h"

namespace grader::pipeline {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

class OwnMutantsTest : public testing::Test {
 protected:
  void SetUp() override {
    support::spit(folder / "work/src/limit.cc",
                  "bool small(int n) { return n < 10; }\nint twice(int n) { return n + n; }\n");
    support::spit(folder / "work/tests/limit_test.cc",
                  "#include <gtest/gtest.h>\nTEST(T, A) { EXPECT_EQ(small(1), true); }\n");
    material.workspace = {.root = folder / "work", .files = {"src/limit.cc", "tests/limit_test.cc"}};
    material.own = {{"src/limit.cc", {1}}, {"tests/limit_test.cc", {1}}};
    groups = {{.name = "own", .folder = folder / "work", .files = {"tests/limit_test.cc"}}};
  }
  OwnMutants make() {
    auto made = make_own_mutants(tools, material, groups, folder / "schemata");
    EXPECT_TRUE(made) << message(made.error());
    return *made;
  }
  std::vector<Step> plan(const OwnMutants& made) {
    return toolchain::plan(tools, material.workspace, {.groups = groups, .mutants = made.request});
  }
  static const Step& step(const std::vector<Step>& steps, const std::string& kind) {
    return *std::find_if(steps.begin(), steps.end(), [&](const Step& row) { return row.kind == kind; });
  }

  support::Folder folder;
  toolchain::Toolchain tools = *toolchain::read_toolchain(data_folder() / "toolchains" / "cpp");
  Material material;
  std::vector<toolchain::Group> groups;
};

TEST_F(OwnMutantsTest, StandOnOwnLinesOfTheWork) {
  const OwnMutants made = make();
  ASSERT_FALSE(made.schemata.mutants.empty());
  for (const Mutant& mutant : made.schemata.mutants) {
    EXPECT_EQ(mutant.path, "src/limit.cc");
    EXPECT_EQ(mutant.line, 1);
  }
  EXPECT_THAT(support::slurp(made.request.files.at("src/limit.cc").text), HasSubstr("grader_mutant("));
}

TEST_F(OwnMutantsTest, AreNotMadeWithoutAnOwnTest) {
  groups.clear();
  EXPECT_EQ(make().request.count, 0U);
}

TEST_F(OwnMutantsTest, DoNotDependOnTheTests) {
  const Schemata before = make().schemata;
  support::spit(folder / "work/tests/limit_test.cc", "// another\n");
  EXPECT_EQ(make().schemata, before);
  support::spit(folder / "work/src/limit.cc", "bool small(int n) { return n < 11; }\n");
  EXPECT_NE(make().schemata, before);
}

TEST_F(OwnMutantsTest, AreCompiledBesideTheirOriginal) {
  const OwnMutants made = make();
  const std::vector<Step> steps = plan(made);
  std::map<std::string, std::string> inputs;
  for (const Input& input : step(steps, "compile mutants").inputs) inputs[input.at] = input.host;
  EXPECT_EQ(inputs["src/src/limit.cc"], made.request.files.at("src/limit.cc").text);
  EXPECT_EQ(inputs["original/src/limit.cc"], material.workspace.root + "/src/limit.cc");
  EXPECT_EQ(inputs["original/src/limit.cc.lines"], made.request.files.at("src/limit.cc").table);
  EXPECT_EQ(step(steps, "compile").inputs.front().host, material.workspace.root + "/src/limit.cc");
}

// Of an interpreted language: its tests can read whatever lies in their box.
TEST_F(OwnMutantsTest, AreNoFileOfTheBoxInWhichPythonTestsRun) {
  tools = *toolchain::read_toolchain(data_folder() / "toolchains" / "python");
  support::spit(folder / "work/till.py", "def small(n):\n    return n < 10\n");
  support::spit(folder / "work/tests/test_till.py", "import till\n");
  material.workspace.files = {"till.py", "tests/test_till.py"};
  material.own = {{"till.py", {1, 2}}};
  groups.front().files = {"tests/test_till.py"};
  const OwnMutants made = make();
  const std::vector<Step> steps = plan(made);
  ASSERT_THAT(steps, Contains(testing::Field(&Step::kind, "run mutants")));
  const Step& judging = step(steps, "run mutants");
  std::map<std::string, std::string> inputs;
  for (const Input& input : judging.inputs) inputs[input.at] = input.host;
  EXPECT_EQ(inputs["src/till.py"], material.workspace.root + "/till.py");
  EXPECT_FALSE(judging.channel_text.empty());
  const std::string text = Json::parse(judging.input).at("till.py");
  EXPECT_EQ(text, support::slurp(made.request.files.at("till.py").text));
}

TEST_F(OwnMutantsTest, CompileTheTestsOnceMoreWhenAHeaderHoldsSome) {
  const auto needs = [](const Step& row) {
    std::vector<std::string> names;
    for (const Need& need : row.needs) names.push_back(need.step);
    return names;
  };
  const std::string plain = "compile tests own tests/limit_test.cc";
  const std::string again = "compile tests for mutants own tests/limit_test.cc";
  EXPECT_THAT(needs(step(plan(make()), "link mutants")), AllOf(Contains(plain), Not(Contains(again))));
  support::spit(folder / "work/src/limit.h", "inline bool large(int n) { return n > 99; }\n");
  material.workspace.files = {"src/limit.cc", "src/limit.h", "tests/limit_test.cc"};
  material.own["src/limit.h"] = {1};
  const OwnMutants made = make();
  const std::vector<Step> steps = plan(made);
  EXPECT_THAT(needs(step(steps, "link mutants")), AllOf(Contains(again), Not(Contains(plain))));
  EXPECT_THAT(needs(step(steps, "link")), Contains("compile tests with coverage own tests/limit_test.cc"));
  EXPECT_THAT(needs(step(plan(OwnMutants{}), "link")), Contains(plain));
  std::map<std::string, std::string> inputs;
  for (const Input& input : step(steps, "compile tests for mutants").inputs) inputs[input.at] = input.host;
  EXPECT_EQ(inputs["src/src/limit.h"], made.request.files.at("src/limit.h").text);
  EXPECT_EQ(inputs["original/src/limit.h.lines"], made.request.files.at("src/limit.h").table);
  EXPECT_EQ(step(steps, "compile tests").inputs.back().host, material.workspace.root + "/src/limit.h");
}

TEST_F(OwnMutantsTest, AreJudgedByTheReportButThoseThatDoNotCompile) {
  const OwnMutants made = make();
  const std::vector<Step> steps = plan(made);
  std::vector<RunResult> results(steps.size(), RunResult{.outcome = Outcome::kExited});
  const int gone = made.schemata.mutants.front().number;
  support::spit(folder / "gone", std::to_string(gone) + "\n");
  int n = 0;
  std::string report;
  const auto say = [&](Json event) {
    event["n"] = "nonce";
    event["seq"] = n++;
    report += event.dump() + "\n";
  };
  say({{"event", "collected"}, {"id", "T.a"}});
  say({{"event", "baseline"}, {"id", "T.a"}, {"state", "passed"}, {"again", "passed"}, {"steps", 1}});
  for (std::size_t number = 1; number <= made.request.count; ++number)
    say({{"event", "mutant"}, {"mutant", number}, {"state", "survived"}});
  say({{"event", "done"}});
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].kind == "compile mutants") results[i].files["obj/src/limit.cc.dropped"] = folder / "gone";
    if (steps[i].kind == "run mutants") results[i].report = report, results[i].nonce = "nonce";
  }
  KeptTries none;
  auto mutation = judge_own_mutants(tools, made, steps, results, none);
  ASSERT_TRUE(mutation) << message(mutation.error());
  EXPECT_EQ(mutation->problem, "");
  EXPECT_EQ(mutation->dropped, 1U);
  EXPECT_THAT(mutation->tests, ElementsAre("T.a"));
  EXPECT_FALSE(mutation->mutants.empty());
  for (const JudgedMutant& row : mutation->mutants) EXPECT_NE(row.mutant.number, gone);
}

// Of what a run depends on, only bodies of functions and texts of other tests may have changed.
TEST_F(OwnMutantsTest, AreKnownOnlyWhereAllElseIsTheSame) {
  material.workspace.files.push_back("data.txt");
  support::spit(folder / "work/data.txt", "1\n");
  support::spit(folder / "helper", "1\n");
  toolchain::Request wanted{.groups = groups};
  run::Options options{.helper = folder / "helper", .cache = folder / "cache", .versions = "1"};
  const auto tries = [&] {
    const OwnMutants made = make();
    std::vector<Step> steps = plan(made);
    const auto source = read_source(material, tools);
    EXPECT_TRUE(source) << message(source.error());
    auto read = kept_tries(tools, material, *source, wanted, made, options, steps);
    EXPECT_TRUE(read) << message(read.error());
    EXPECT_EQ(step(steps, "run mutants").hint, read->hint());
    return *read;
  };
  const std::vector<std::string> places = make().schemata.unchanged.mutants;
  const auto judged = std::ranges::find_if(places, [](const std::string& place) { return !place.empty(); });
  const auto number = static_cast<std::size_t>(judged - places.begin()) + 1;
  ASSERT_TRUE(tries().keep({.tried = {{.mutant = number, .id = "T.A"}}, .complete = true}));
  ASSERT_EQ(tries().known().size(), 1U);
  for (const char* file : {"work/data.txt", "work/tests/limit_test.cc", "helper"}) {
    const std::string before = support::slurp(folder / file);
    support::spit(folder / file, before + "int more;\n");
    EXPECT_TRUE(tries().known().empty()) << file;
    support::spit(folder / file, before);
  }
  support::spit(folder / "work/tests/limit_test.cc",
                support::slurp(folder / "work/tests/limit_test.cc") + "// More.\nTEST(T, B) { EXPECT_EQ(1, 2); }\n");
  EXPECT_EQ(tries().known().size(), 1U);
  wanted.test_cpu_ms += 1;
  EXPECT_TRUE(tries().known().empty()) << "time";
  wanted.test_cpu_ms -= 1;
  wanted.memory_mib += 1;
  EXPECT_TRUE(tries().known().empty()) << "memory";
  wanted.memory_mib -= 1;
  options.versions = "2";
  EXPECT_TRUE(tries().known().empty()) << "versions";
  options.versions = "1";
  EXPECT_EQ(tries().known().size(), 1U);
}

TEST_F(OwnMutantsTest, SayWhyThereIsNoVerdict) {
  const OwnMutants made = make();
  const std::vector<Step> steps = plan(made);
  const auto judged = [&](Outcome outcome) {
    std::vector<RunResult> results(steps.size(), RunResult{.outcome = outcome, .why = "link mutants own"});
    KeptTries none;
    return *judge_own_mutants(tools, made, steps, results, none);
  };
  EXPECT_EQ(judged(Outcome::kBlocked).problem, "not built: link mutants own");
  EXPECT_FALSE(judged(Outcome::kBlocked).could_not_run);
  EXPECT_TRUE(judged(Outcome::kOutOfTime).could_not_run);
  EXPECT_NE(judged(Outcome::kMemoryLimit).problem, "");
}

}  // namespace
}  // namespace grader::pipeline
