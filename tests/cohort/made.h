#pragma once
// Cohorts made by hand: one exercise for S1 and S5, and gradings with chosen evidence.

#include <gtest/gtest.h>

#include "grader/cohort/cohort.h"
#include "grader/cohort/marked.h"
#include "grader/model/grading_json.h"
#include "grader/store/store.h"
#include "tests/support/shell.h"

namespace grader::cohort {

constexpr std::chrono::sys_seconds kNow{std::chrono::seconds(172'800)};

inline Submission submission_of(const std::string& apprentice) {
  return {.cohort = "SDT", .apprentice = apprentice, .exercise = "bank"};
}

// Rows of a1, a2 and so on; odd ones are of tutor t1, the others of t2.
inline Cohort cohort_of(int people) {
  auto yardstick = read_yardstick();
  EXPECT_TRUE(yardstick) << message(yardstick.error());
  Cohort cohort{.rules = {.name = "SDT"},
                .exercises = {{.id = "bank", .title = "Bank statement", .skills = {"S1", "S5"}}},
                .bases = {"basis"},
                .yardstick = std::move(*yardstick)};
  for (int i = 1; i <= people; ++i) {
    cohort.rows.push_back({.line = i + 1,
                           .submission = submission_of("a" + std::to_string(i)),
                           .repository = "https://ada:word@github.com/c/a" + std::to_string(i) + ".git",
                           .tutor = i % 2 == 1 ? "t1" : "t2",
                           .mis_id = "00" + std::to_string(i)});
  }
  return cohort;
}

inline std::string key_of(const std::string& apprentice) {
  return std::string(64 - apprentice.size(), '0') + apprentice;
}
// As a review table names it.
inline std::string grading_of_row(const std::string& apprentice) {
  return key_of(apprentice).substr(0, 12);
}

// Of work that builds as documented and whose example gives the expected output: S1.1 is Strong.
inline Grading made_grading() {
  Grading grading{.exercise = "bank",
                  .title = "Bank statement",
                  .exercise_version = 1,
                  .commit = std::string(40, 'c'),
                  .own_code_lines = 80,
                  .asked = {"S1", "S5"}};
  for (const auto& [metric, value, words] : std::vector<std::tuple<std::string, int, std::string>>{
           {"build.ok", 1, "builds as documented"},
           {"example.ok", 1, "=the example gives the expected output"},
           {"warnings.own", 0, "0 warnings on own lines"}})
    grading.open.evidence[metric] = {.metric = metric, .value = Ratio{value, 1}, .detail = words};
  return grading;
}

// A store of its own in a folder, and the cohort's last run as a command would find it.
class Kept {
 public:
  explicit Kept(int people) : cohort(cohort_of(people)) {
    auto opened = store::open("sqlite:" + (folder / "store").string());
    EXPECT_TRUE(opened) << message(opened.error());
    store = std::move(*opened);
    EXPECT_TRUE(store->begin({.id = "SDT.1", .cohort = "SDT", .started = 1}));
    store::Batch batch;
    const GradingText text = text_of(made_grading());
    for (const Row& row : cohort.rows) {
      const std::string key = key_of(row.submission.apprentice);
      batch.gradings.push_back({.key = key, .facts = text.facts, .page = text.page});
      batch.items.push_back({.submission = row.submission,
                             .state = ItemState::kGraded,
                             .commit = std::string(40, 'c'),
                             .tree = std::string(40, 'd'),
                             .basis = "commit dates",
                             .grading = key});
    }
    EXPECT_TRUE(store->record("SDT.1", batch));
    EXPECT_TRUE(store->end("SDT.1", 2));
  }
  Marked marked() const {
    auto read = read_marked(cohort, *store);
    EXPECT_TRUE(read) << message(read.error());
    return read.value_or(Marked{});
  }
  void decide(const std::string& apprentice, const std::string& skill, const std::string& what, const std::string& who,
              const std::string& level = "", const std::string& reason = "",
              const std::string& commit = std::string(40, 'c'), const std::string& comment = "") const {
    EXPECT_TRUE(store->decide({{.at = 86'400,
                                .who = who,
                                .what = what,
                                .submission = submission_of(apprentice),
                                .commit = commit,
                                .skill = skill,
                                .after = level,
                                .reason = reason,
                                .comment = comment}}));
  }

  // A run after the last one that found these items and graded nobody else.
  void run_again(const std::string& id, const std::vector<Item>& items) const {
    EXPECT_TRUE(store->begin({.id = id, .cohort = "SDT", .started = 3 * 86'400}));
    EXPECT_TRUE(store->record(id, {.items = items}));
    EXPECT_TRUE(store->end(id, 3 * 86'400 + 1));
  }

  support::Folder folder;
  Cohort cohort;
  std::unique_ptr<store::Store> store;
};

}  // namespace grader::cohort
