// The same of S17 as a whole, of repositories that git really holds: see metamorphic_test.cc.
#include <regex>

#include "tests/metamorphic/work.h"

namespace grader {
namespace {

const std::vector<std::string> kOfS17 = {"history.", "messages.", "hygiene.", "ci.", "branches."};

// The work grows from commit to commit; some come by a branch and a request to merge it.
class HistoryRule : public WorkRule {
 protected:
  struct Step {
    std::string subject;
    std::size_t lines = 0;     // of the work that are there by then
    std::size_t left_out = 0;  // of those, the one that is not
    bool request = false;
    std::string stray;  // a file that comes with it; "": none
  };

  HistoryRule() {
    support::shell("git init -q --bare '" + (folder / "repository").string() + "'");
    exercise.asks_ci = exercise.asks_branches = true;
    for (const Identifier& row : read(texts).source.identifiers) {
      if (row.name != "self") names.push_back(row.name);
    }
  }

  std::vector<Step> some_steps(const std::string& text) {
    static const std::vector<std::string> kSubjects = {"wip", "Refuse amounts of zero", "update", "Print newest first",
                                                       "Test the overdraft limit"};
    static const std::vector<std::string> kStray = {"", "", ".env", "a.pyc", ".gitignore", ".gitlab-ci.yml"};
    const int lines = static_cast<int>(lines_of(text).size());
    std::vector<Step> steps;
    const int count = 2 + upto(5);
    for (int i = 0; i < count; ++i) {
      const int until = i + 1 == count ? lines : upto(lines);
      steps.push_back({.subject = kSubjects[static_cast<std::size_t>(upto(4))],
                       .lines = static_cast<std::size_t>(until),
                       .left_out = static_cast<std::size_t>(upto(lines)),
                       .request = upto(2) == 0,
                       .stray = kStray[static_cast<std::size_t>(upto(5))]});
    }
    return steps;
  }

  // The evidence for a history in which the work, at a path of its own, is `text` from the beginning.
  EvidenceTable of_history(const std::vector<Step>& steps, const std::string& text) {
    const std::string branch = "refs/heads/b" + std::to_string(++branches);
    std::string stream;
    std::map<std::string, std::string> files;
    for (const std::string& file : files_below(exercise.folder / exercise.starter))
      files[file] = *read_file(exercise.folder / exercise.starter / file);
    commit(stream, branch, "Starter", files);
    for (const Step& step : steps) {
      std::vector<std::string> lines = lines_of(text);
      lines.resize(step.lines);
      if (step.left_out < lines.size()) lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(step.left_out));
      files = {{python ? "tasklist/work.py" : "src/work.cc", join(lines, "\n") + "\n"}};
      if (!step.stray.empty()) files[step.stray] = "test:\n  script: pytest\n";
      if (!step.request) {
        commit(stream, branch, step.subject, files);
        continue;
      }
      const int before = marks;
      stream += "reset " + branch + "-side\nfrom :" + std::to_string(before) + "\n\n";
      commit(stream, branch + "-side", step.subject, files);
      stream += "reset " + branch + "\nfrom :" + std::to_string(before) + "\n\n";
      commit(stream, branch, "Merge pull request #1 from team/side", files, "merge :" + std::to_string(marks) + "\n");
    }
    support::spit(folder / "stream", stream);
    const std::string path = (folder / "repository").string();
    const support::Shell imported =
        support::shell("git -C '" + path + "' fast-import --quiet --force < '" + (folder / "stream").string() + "'");
    EXPECT_EQ(imported.code, 0) << imported.err;
    const support::Folder scratch;
    const auto repository = *acquire::Repository::open(path);
    pipeline::Material material = *pipeline::read_material(repository, *repository.resolve({.at = branch}),
                                                           {.exercise = exercise.folder.string()}, scratch.path());
    material.exercise = exercise;
    return pipeline::measure_own_work(material, tools, {}, {}).evidence;
  }

  void commit(std::string& stream, const std::string& branch, const std::string& subject,
              const std::map<std::string, std::string>& files, const std::string& merged = "") {
    const auto data = [](const std::string& bytes) {
      return "data " + std::to_string(bytes.size()) + "\n" + bytes + "\n";
    };
    stream += "commit " + branch + "\nmark :" + std::to_string(++marks) +
              "\ncommitter A <a@example.org> 1767571200 +0000\n" + data(subject) + merged;
    for (const auto& [path, bytes] : files) stream += "M 100644 inline " + path + "\n" + data(bytes);
    stream += "\n";
  }

  std::vector<std::string> names;
  int marks = 0;
  int branches = 0;
};

TEST_P(HistoryRule, RenamingAVariableNeverChangesS17) {
  each_seed([&] {
    const std::vector<Step> steps = some_steps(texts.source);
    const std::string name = names[static_cast<std::size_t>(upto(static_cast<int>(names.size()) - 1))];
    const std::string renamed =
        std::regex_replace(texts.source, std::regex("\\b" + name + "\\b"), name + "_" + std::to_string(upto(99)));
    ASSERT_NE(renamed, texts.source);
    const EvidenceTable before = of_history(steps, texts.source);
    const EvidenceTable after = of_history(steps, renamed);
    for (const char* metric : {"history.largest_share", "messages.generic", "hygiene.past", "branches.merges"})
      ASSERT_TRUE(before.at(metric).value) << metric;
    EXPECT_EQ(counted(kOfS17, after), counted(kOfS17, before)) << name;
    EXPECT_EQ(levels("S17", after), levels("S17", before)) << name;
  });
}

INSTANTIATE_TEST_SUITE_P(Each, HistoryRule, testing::Values("cpp", "python"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace grader
