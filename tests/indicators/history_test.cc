// Each indicator that is read out of a history, from histories that must get each of its levels and a reserve state.
#include "tests/indicators/work.h"

namespace grader {
namespace {

const std::set<std::string> kCode = {"a.cc"};

Commit work(int added, const std::string& subject = "Refuse amounts of zero", const std::string& author = "a1") {
  return {.id = std::string(40, 'c'),
          .parents = {"p"},
          .author = author,
          .subject = subject,
          .changes = {{.path = "a.cc", .added = added}}};
}

Commit merge(const std::string& subject) {
  Commit commit = work(0, subject);
  commit.parents = {"p", "q"};
  commit.changes.clear();
  return commit;
}

History steady(const std::vector<int>& lines) {
  History history;
  for (const int added : lines) history.commits.push_back(work(added));
  return history;
}

TEST(FromHistory, S17_1SteadyCommits) {
  const auto level = [](const History& history) {
    EvidenceTable table;
    measure::measure_steadiness(history, kCode, table);
    return verdict("S17.1", table);
  };
  EXPECT_EQ(level(steady({10, 20, 30, 20, 20})), "Strong");
  EXPECT_EQ(level(steady({50, 50, 40})), "Secure");
  EXPECT_EQ(level(steady({80, 10, 10})), "Developing");
  EXPECT_EQ(level(steady({90, 10})), "Not yet");
  EXPECT_EQ(level({}), "No evidence here");
}

TEST(FromHistory, S17_2InformativeMessages) {
  const auto level = [](int generic, int informative) {
    History history;
    for (int i = 0; i < generic; ++i) history.commits.push_back(work(1, "update"));
    for (int i = 0; i < informative; ++i)
      history.commits.push_back(work(1, "Refuse amounts above " + std::to_string(i)));
    EvidenceTable table;
    measure::measure_messages(history, table);
    return verdict("S17.2", table);
  };
  EXPECT_EQ(level(0, 10), "Strong");
  EXPECT_EQ(level(1, 9), "Secure");
  EXPECT_EQ(level(4, 6), "Developing");
  EXPECT_EQ(level(6, 4), "Not yet");
  EXPECT_EQ(level(0, 0), "No evidence here");
  EvidenceTable table;
  measure::measure_messages(steady(std::vector<int>(20, 1)), table);  // twenty times the same
  EXPECT_EQ(verdict("S17.2", table), "Not yet");
}

TEST(FromHistory, S17_3Hygiene) {
  const auto level = [](const History& history, const std::vector<std::string>& tracked, bool ignored) {
    EvidenceTable table;
    measure::measure_hygiene(history, {.paths = tracked}, ignored, table);
    return verdict("S17.3", table);
  };
  History past = steady({10});
  past.commits[0].present = {"app.pyc"};
  EXPECT_EQ(level(steady({10}), {"app.py"}, true), "Strong");
  EXPECT_EQ(level(past, {"app.py"}, true), "Secure");
  EXPECT_EQ(level(steady({10}), {"app.pyc"}, true), "Developing");
  EXPECT_EQ(level(steady({10}), {"app.py"}, false), "Developing");
  EXPECT_EQ(level(steady({10}), {"node_modules/a.js"}, true), "Not yet");
  EXPECT_EQ(level({.shallow = true}, {"app.py"}, true), "No evidence here");
}

// Green, and so Secure and above, is known to a forge alone.
TEST(FromHistory, S17_4Pipeline) {
  const auto level = [](bool asked, const std::vector<measure::Pipeline>& pipelines) {
    EvidenceTable table;
    measure::measure_ci(asked, pipelines, {}, table);
    return verdict("S17.4", table);
  };
  EXPECT_EQ(level(true, {}), "Not yet");
  EXPECT_EQ(level(true, {{.path = ".gitlab-ci.yml", .text = "build:\n  script: make\n"}}), "Developing");
  EXPECT_EQ(level(true, {{.path = ".gitlab-ci.yml", .text = "test:\n  script: pytest\n"}}), "Tutor to judge");
  EXPECT_EQ(level(false, {}), "No evidence here");
}

TEST(FromHistory, S17_5Branches) {
  const auto level = [](bool asked, const History& history) {
    EvidenceTable table;
    measure::measure_branches(asked, history, table);
    return verdict("S17.5", table);
  };
  EXPECT_EQ(level(true, {.commits = {merge("Merge pull request #1 from team/r1"), work(5)}}), "Secure");
  EXPECT_EQ(level(true, {.commits = {merge("Merge branch 'r1'"), work(5)}}), "Developing");
  EXPECT_EQ(level(true, {.commits = {work(5, "Print newest first (#2)")}}), "Secure") << "squashed";
  EXPECT_EQ(level(true, steady({5, 5})), "Not yet");
  EXPECT_EQ(level(false, steady({5, 5})), "No evidence here");
}

// Strong needs reviews, which only a forge holds.
TEST(FromHistory, S25_1Share) {
  const auto level = [](int own, int other, const std::string& learner = "a1") {
    const History history{.commits = {work(own), work(other, "Print newest first", "a2")}, .learner = learner};
    EvidenceTable table;
    measure::measure_share(history, kCode, table);
    return verdict("S25.1", table);
  };
  EXPECT_EQ(level(50, 50), "Secure");
  EXPECT_EQ(level(80, 20), "Developing");
  EXPECT_EQ(level(20, 80), "Developing");
  EXPECT_EQ(level(5, 95), "Not yet");
  EXPECT_EQ(level(50, 50, ""), "No evidence here");
}

TEST(FromHistory, S30_2Conflicts) {
  const auto level = [](int clean, int marked) {
    History history;
    for (int i = 0; i < clean + marked; ++i) {
      history.commits.push_back(merge("Merge branch 'r1'"));
      history.commits.back().conflicts = {"a.cc"};
      if (i < marked) history.commits.back().markers = {"a.cc"};
    }
    EvidenceTable table;
    measure::measure_conflicts(history, table);
    return verdict("S30.2", table);
  };
  EXPECT_EQ(level(1, 0), "Strong");
  EXPECT_EQ(level(9, 1), "Secure");
  EXPECT_EQ(level(3, 1), "Developing");
  EXPECT_EQ(level(1, 1), "Not yet");
  EXPECT_EQ(level(0, 0), "No evidence here");
}

}  // namespace
}  // namespace grader
