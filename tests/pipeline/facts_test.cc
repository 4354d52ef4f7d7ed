#include "grader/pipeline/facts.h"

#include <gmock/gmock.h>

#include <filesystem>

namespace grader::pipeline {
namespace {

struct Collect : testing::Test {
  toolchain::Toolchain tools = *toolchain::read_toolchain(std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains/cpp");

  Facts collect(const std::string& kind, RunResult result) {
    results = {std::move(result)};
    return collect_facts(tools, {{.name = kind, .kind = kind, .group = "own"}}, results);
  }
  std::vector<RunResult> results;
};

// A report that cannot be read is named; it is never nothing found, and never nothing covered.
TEST_F(Collect, SaysWhyAReportIsNotThere) {
  EXPECT_EQ(collect("compile", {.outcome = Outcome::kExited, .err = "[{\"kind\":"}).findings_problem,
            "compile: the compiler's report is not well-formed");
  const Facts broken = collect("coverage", {.outcome = Outcome::kExited, .out = "{\"files\": 7}"});
  EXPECT_FALSE(broken.coverage);
  EXPECT_THAT(broken.coverage_problem, testing::HasSubstr("not well-formed"));
  EXPECT_EQ(collect("coverage", {.outcome = Outcome::kExited, .value = 3}).coverage_problem,
            "the coverage tool exited with code 3");
  EXPECT_EQ(collect("coverage", {.outcome = Outcome::kBlocked}).coverage_problem, "") << "no own test ran";
  const Facts whole = collect("coverage", {.outcome = Outcome::kExited, .out = "{\"files\": []}"});
  EXPECT_TRUE(whole.coverage) << whole.coverage_problem;
}

// Nothing found and nothing said are two things.
TEST_F(Collect, SaysWhyAToolFoundNothing) {
  for (const char* kind : {"lint", "format"}) {
    const Facts failed = collect(kind, {.outcome = Outcome::kExited, .value = 1, .err = "Traceback"});
    EXPECT_THAT(failed.lint_problem + failed.format_problem, testing::EndsWith("exited with code 1")) << kind;
    const Facts whole = collect(kind, {.outcome = Outcome::kExited});
    EXPECT_EQ(whole.lint_problem + whole.format_problem, "") << kind;
  }
}

TEST_F(Collect, SaysHowARunEnded) {
  EXPECT_EQ(collect("run own", {.outcome = Outcome::kMemoryLimit}).ended.at("own"), Outcome::kMemoryLimit);
  EXPECT_EQ(collect("run own", {.outcome = Outcome::kBlocked, .why = "link own"}).not_built.at("own"), "link own");
  EXPECT_TRUE(collect("run mutants", {.outcome = Outcome::kBlocked, .why = "link mutants own"}).not_built.empty());
}

TEST_F(Collect, SaysWhatThereWasNoTimeFor) {
  const std::string why = "not run: the time for this grading was used up";
  const RunResult late{.outcome = Outcome::kOutOfTime};
  EXPECT_EQ(collect("compile", late).findings_problem, why);
  EXPECT_EQ(collect("lint", late).lint_problem, why);
  EXPECT_EQ(collect("format", late).format_problem, why);
  EXPECT_EQ(collect("coverage", late).coverage_problem, why);
  EXPECT_EQ(collect("run own again", late).own_again_ended, Outcome::kOutOfTime);
  const Facts facts = collect("run own", late);
  EXPECT_EQ(facts.not_run.at("own"), why);
  EXPECT_TRUE(facts.reports.empty() && facts.not_built.empty() && facts.ended.empty());
}

TEST_F(Collect, SaysWhatThereWasNoBoxFor) {
  const Facts facts = collect("run split", {.outcome = Outcome::kOneBox});
  EXPECT_EQ(facts.not_run.at("own"), name_of(Outcome::kOneBox));
  EXPECT_TRUE(facts.reports.empty() && facts.not_built.empty() && facts.ended.empty());
}

}  // namespace
}  // namespace grader::pipeline
