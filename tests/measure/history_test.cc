#include "grader/measure/history.h"

#include <gmock/gmock.h>

namespace grader::measure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Commit work(const std::string& subject, int added, const std::string& author = "a1") {
  return {.id = std::string(40, 'c'),
          .parents = {"p"},
          .author = author,
          .subject = subject,
          .changes = {{.path = "a.cc", .added = added}, {.path = "notes.md", .added = 500}}};
}

struct Practice : testing::Test {
  EvidenceTable table;
  const std::set<std::string> code = {"a.cc"};
  std::optional<Ratio> value(const std::string& metric) { return table[metric].value; }
};

TEST_F(Practice, SteadinessCountsLinesOfCodeOfEachCommit) {
  Commit merge = work("merge", 900);
  merge.parents = {"p", "q"};
  measure_steadiness({.commits = {work("a", 30), work("b", 50), work("c", 0), work("d", 20), merge}}, code, table);
  EXPECT_EQ(value("history.largest_share"), (Ratio{50, 100}));
  EXPECT_EQ(value("history.median_lines"), (Ratio{60, 2}));
}

TEST_F(Practice, WhatALevelAsksToBeAtMostIsRoundedUp) {
  measure_steadiness({.commits = {work("a", 50), work("b", 12)}}, code, table);
  EXPECT_EQ(table["history.largest_share"].detail, "2 commits with code; the largest holds 81 % (50 of 62 lines)");
  EXPECT_EQ(table["history.median_lines"].detail, "median of 31 lines of code a commit");
}

TEST_F(Practice, WithoutAWholeHistoryNothingIsCounted) {
  Commit large = work("a", 10);
  large.bounded = true;
  for (const History& history :
       {History{.commits = {work("a", 10)}, .shallow = true}, History{.commits = {large}}, History{}}) {
    measure_steadiness(history, code, table);
    EXPECT_FALSE(value("history.largest_share"));
    EXPECT_EQ(table["history.largest_share"].missing, Reserve::kNoEvidence);
  }
}

TEST_F(Practice, HygieneTellsNowFromThePast) {
  Commit past = work("a", 1);
  past.present = {"build/main.o", "src/main.cc"};
  const Tracked tracked{.paths = {"src/main.cc", "node_modules/x/index.js", ".env", "a.pyc"}};
  measure_hygiene({.commits = {past}}, tracked, true, table);
  EXPECT_EQ(value("hygiene.dependencies"), (Ratio{2, 1}));
  EXPECT_EQ(value("hygiene.generated"), (Ratio{1, 1}));
  EXPECT_EQ(value("hygiene.past"), (Ratio{1, 1}));
  EXPECT_EQ(value("hygiene.ignored"), (Ratio{1, 1}));
}

TEST_F(Practice, WhatIsGeneratedIsKnownByItsPlaceOrItsFirstBytes) {
  const auto generated = [&](const std::vector<std::string>& paths, const std::set<std::string>& programs = {}) {
    measure_hygiene({.commits = {work("a", 1)}}, {.paths = paths, .programs = programs}, true, table);
    return table["hygiene.generated"].value->n;
  };
  EXPECT_EQ(generated({"a.out", "cmake-build-debug/build.ninja", "dist/shop.whl", ".vs/slnx.sqlite", "x.egg-info/P"}),
            5);
  EXPECT_EQ(generated({"server.log", "logs/today.log"}), 2);
  EXPECT_EQ(generated({"data/sample.log", "tests/fixtures/night.log"}), 0) << "what the work reads";
  EXPECT_EQ(generated({"build/Dockerfile", "src/distance.py"}), 0);
  EXPECT_EQ(generated({"meter", "src/meter.cc"}, {"meter"}), 1);
  EXPECT_TRUE(is_compiled("\x7f"
                          "ELF") &&
              is_compiled("MZ\x90") && is_compiled("\xcf\xfa\xed\xfe"));
  EXPECT_FALSE(is_compiled("") || is_compiled("#!/b") || is_compiled("ELF"));
}

TEST_F(Practice, APipelineIsLookedAtOnlyWhenItWasAskedFor) {
  const std::vector<Pipeline> with_tests = {{.path = ".github/workflows/ci.yml", .text = "run: pytest"}};
  EXPECT_TRUE(is_pipeline(with_tests[0].path));
  EXPECT_FALSE(is_pipeline("docs/ci.yml"));
  measure_ci(false, with_tests, {}, table);
  EXPECT_EQ(table["ci.present"].missing, Reserve::kNoEvidence);
  measure_ci(true, {}, {}, table);
  EXPECT_EQ(value("ci.present"), (Ratio{0, 1}));
  EXPECT_EQ(value("ci.green"), (Ratio{0, 1}));
  measure_ci(true, {{.path = ".gitlab-ci.yml", .text = "script: echo"}}, {}, table);
  EXPECT_EQ(value("ci.tests"), (Ratio{0, 1}));
  EXPECT_EQ(value("ci.green"), (Ratio{0, 1}));
  measure_ci(true, with_tests, {}, table);
  EXPECT_EQ(value("ci.tests"), (Ratio{1, 1}));
  EXPECT_EQ(table["ci.green"].missing, Reserve::kTutor);
}

// Whether a pipeline of that text runs tests.
bool runs_tests(const std::string& text, const std::string& path = ".gitlab-ci.yml") {
  EvidenceTable table;
  measure_ci(true, {{.path = path, .text = text}}, {}, table);
  return table["ci.tests"].value == Ratio{1, 1};
}

TEST_F(Practice, WhatAPipelineCallsBelongsToIt) {
  const std::vector<Pipeline> scripts = {
      {.path = "scripts/ci.sh", .text = "#!/bin/sh\npython3 -m pytest -q\n"},
      {.path = "scripts/pack.sh", .text = "tar cf a.tar .\n"},
      {.path = "Makefile", .text = "all: program\n\nci: program\n\t@./program\n\t@ctest\n\nclean:\n\trm -f program\n"}};
  const auto runs = [&](const std::string& command) {
    measure_ci(true, {{.path = ".gitlab-ci.yml", .text = "script:\n  - " + command + "\n"}}, scripts, table);
    return table["ci.tests"].value == Ratio{1, 1};
  };
  for (const char* command : {"sh scripts/ci.sh", "./scripts/ci.sh", "cd scripts && bash ci.sh", "make ci"})
    EXPECT_TRUE(runs(command)) << command;
  for (const char* command : {"sh scripts/pack.sh", "make", "make clean", "make all"})
    EXPECT_FALSE(runs(command)) << command;
  EXPECT_TRUE(is_script("ci.bash") && is_script("sub/Makefile") && !is_script("ci.py"));
  EXPECT_TRUE(is_pipeline(".woodpecker/test.yml") && is_pipeline(".travis.yml"));
}

TEST_F(Practice, ManyCommandsRunTests) {
  for (const char* command : {"pytest",
                              "python3 -m pytest -q",
                              ".venv/bin/pytest tests",
                              "python -m unittest discover",
                              "tox",
                              "tox -e py311",
                              "nox -s tests",
                              "poetry run pytest",
                              "coverage run -m pytest",
                              "pipx run tox",
                              "make test",
                              "make -j4 test",
                              "make -C build check",
                              "ninja -C build test",
                              "cmake --build . --target test",
                              "cmake --build build -t check",
                              "/usr/bin/ctest --output-on-failure",
                              "ctest --test-dir build",
                              "npm test",
                              "npm run test:unit",
                              "npm --prefix web test",
                              "yarn test",
                              "npx jest",
                              "dotnet test",
                              "dotnet test --no-build",
                              "cargo test --all",
                              "go test ./...",
                              "mvn -B verify",
                              "./mvnw test",
                              "gradle test",
                              "./gradlew check",
                              "./run_tests.sh",
                              "bash scripts/test.sh",
                              "build/unit_tests",
                              "cd build && ctest",
                              "pip install -r requirements.txt; pytest",
                              "pip install pytest && pytest"}) {
    EXPECT_TRUE(runs_tests("test:\n  script:\n    - " + std::string(command) + "\n")) << command;
    EXPECT_TRUE(runs_tests("steps:\n  - run: " + std::string(command) + "  # all\n")) << command;
    EXPECT_TRUE(runs_tests("sh '" + std::string(command) + "'", "Jenkinsfile")) << command;
  }
  EXPECT_TRUE(runs_tests("run: |\n  set -e\n  pip install pytest\n  pytest\n"));
  EXPECT_TRUE(runs_tests("test:\n  script: [\"pytest\", \"-q\"]\n"));
}

TEST_F(Practice, WhatOnlyNamesARunnerRunsNothing) {
  for (const char* command : {"pip install pytest",
                              "python -m pip install --upgrade pip tox",
                              "apt-get install -y make check",
                              "poetry add pytest",
                              "npm install jest",
                              "npm install --save-dev jest",
                              "echo pytest",
                              "echo 'run make test'",
                              "pip install \\\n      pytest",
                              "cargo build",
                              "go build ./...",
                              "dotnet build",
                              "make",
                              "make latest",
                              "cmake --build .",
                              "mvn -B verify -DskipTests",
                              "gradle build -x test",
                              "cd build/tests",
                              "ls tests",
                              "test -f README.md",
                              "which pytest",
                              "pytest-cov",
                              "pytest.ini",
                              "uv sync --extra test",
                              "cat tests/list.txt"}) {
    EXPECT_FALSE(runs_tests("test:\n  script:\n    - " + std::string(command) + "\n")) << command;
    EXPECT_FALSE(runs_tests("steps:\n  - run: " + std::string(command) + "\n")) << command;
  }
  for (const char* text :
       {"# pytest\n", "  # - pytest\n", "script: make  # then pytest\n", "- name: Run pytest\n  run: make\n",
        "pytest:\n  script: make\n", "image: ci/pytest\n", "pip-packages: pytest\n", "- pytest>=8\n"})
    EXPECT_FALSE(runs_tests(text)) << text;
  EXPECT_FALSE(runs_tests("// sh 'pytest'\n/* sh 'pytest'\n sh 'make test' */\nsh 'make'", "Jenkinsfile"));
}

TEST_F(Practice, APipelineIsReadToItsLimitInLittleTime) {
  std::string text;
  while (text.size() < 1U << 20U) text += "make cmake npm ";
  EXPECT_FALSE(runs_tests(text + "\npytest\n"));
  text.clear();
  while (text.size() < 1U << 20U) text += "make -t --target cmake mvn gradlew npm -a -b -c; ";
  EXPECT_FALSE(runs_tests(text));
}

TEST_F(Practice, BranchesCountMergesAndThoseOfRequests) {
  Commit request = work("Merge pull request #4 from a/b", 0);
  request.parents = {"p", "q"};
  Commit plain = work("Merge branch 'x'", 0);
  plain.parents = {"p", "q"};
  measure_branches(true, {.commits = {request, plain, work("a", 1)}}, table);
  EXPECT_EQ(value("branches.merges"), (Ratio{2, 1}));
  EXPECT_EQ(value("branches.requests"), (Ratio{1, 2}));
  EXPECT_THAT(table["branches.requests"].detail, "1 of 2 by request");
  measure_branches(false, {.commits = {request}}, table);
  EXPECT_EQ(table["branches.merges"].missing, Reserve::kNoEvidence);
}

TEST_F(Practice, AMergeThatBringsABranchUpToDateIsNoMergeIntoTheSharedOne) {
  const auto merge = [](const std::string& id, const std::string& subject, const std::vector<std::string>& parents) {
    return Commit{.id = id, .parents = parents, .author = "a1", .subject = subject};
  };
  const Commit request = merge("5", "Merge pull request #4 from a/b", {"1", "4"});
  const Commit up_to_date = merge("4", "Merge branch 'main' into b", {"3", "1"});
  const Commit plain = merge("1", "Merge branch 'x'", {"0", "2"});
  measure_branches(true, {.commits = {request, up_to_date, plain}}, table);
  EXPECT_EQ(value("branches.requests"), (Ratio{1, 2}));
  EXPECT_THAT(table["branches.requests"].places, ElementsAre("1 Merge branch 'x'"));
  // Whoever pulls into a local main swaps the parents; a request stays one.
  measure_branches(true, {.commits = {merge("6", "Merge branch 'main' of x", {"4", "5"}), request}}, table);
  EXPECT_EQ(value("branches.requests"), (Ratio{1, 2}));
}

Commit on_main(const std::string& id, const std::string& subject, const std::vector<std::string>& parents) {
  return {.id = id, .parents = parents, .author = "a1", .subject = subject};
}

TEST_F(Practice, ASquashedRequestIsAMergeByRequest) {
  measure_branches(
      true,
      {.commits = {on_main("3", "Revert \"Add search (#12)\" (#14)", {"2"}), on_main("2", "Add search (#12)", {"1"}),
                   on_main("1", "Add fees (!7)", {"0"}), on_main("0", "Start", {})}},
      table);
  EXPECT_EQ(value("branches.merges"), (Ratio{3, 1}));
  EXPECT_EQ(value("branches.requests"), (Ratio{3, 3}));
  EXPECT_EQ(table["branches.merges"].detail, "3 merges into the shared branch, 3 of them squashed to one commit");
  measure_branches(true, {.commits = {on_main("1", "Merged PR 12: Add search", {"0"}), on_main("0", "Start", {})}},
                   table);
  EXPECT_EQ(value("branches.requests"), (Ratio{1, 1})) << "another forge's squash";
}

// A commit of the branch that was merged, one that names the request once more, and words that only look alike.
TEST_F(Practice, ARequestIsCountedOnce) {
  measure_branches(true,
                   {.commits = {on_main("5", "Mend search (#12)", {"4"}),
                                on_main("4", "Merge pull request #12 from team/search", {"0", "3"}),
                                on_main("3", "Find every word (#11)", {"0"}), on_main("0", "Start", {})}},
                   table);
  EXPECT_EQ(value("branches.requests"), (Ratio{1, 1}));
  measure_branches(true,
                   {.commits = {on_main("3", "Mend search, again (#12)", {"2"}), on_main("2", "Search (#12)", {"0"}),
                                on_main("0", "Start", {})}},
                   table);
  EXPECT_EQ(value("branches.requests"), (Ratio{1, 1}));
  for (const char* subject :
       {"Fix #12", "Add search (12)", "Close (#12) at last", "Revert \"Add search (#12)\"", "(#)"}) {
    measure_branches(true, {.commits = {on_main("1", subject, {"0"}), on_main("0", "Start", {})}}, table);
    EXPECT_EQ(value("branches.merges"), (Ratio{0, 1})) << subject;
  }
}

TEST_F(Practice, ShareIsHeldAgainstAnEqualOneAndSplitWithCoAuthors) {
  Commit together = work("c", 20, "a2");
  together.co_authors = {"a1"};
  Commit revert = work("Take a back", 60, "a2");
  revert.reverts = std::string(40, 'c');
  History team{.commits = {revert, work("a", 60, "a1"), work("b", 20, "a2"), together}, .learner = "a2"};
  measure_share(team, code, table);
  EXPECT_EQ(value("team.share"), (Ratio{12 * 30 * 2, 12 * 100}));
  team.learner = "";
  measure_share(team, code, table);
  EXPECT_THAT(table["team.share"].why, HasSubstr("none of its authors was named"));
  measure_share({.commits = {work("a", 60)}, .learner = "a1"}, code, table);
  EXPECT_THAT(table["team.share"].why, HasSubstr("one author"));
}

}  // namespace
}  // namespace grader::measure
