// Which subjects of commits would fit other commits too.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "grader/base/files.h"
#include "grader/measure/history.h"

namespace grader::measure {
namespace {

using testing::ElementsAre;

Commit with_subject(const std::string& subject, const std::string& author = "a1") {
  return {.id = std::string(40, 'c'),
          .parents = {"p"},
          .author = author,
          .subject = subject,
          .changes = {{.path = "src/money.cc", .added = 1}}};
}

// Oldest first.
Evidence of_subjects(const std::vector<std::string>& subjects) {
  History history;
  for (const std::string& subject : subjects) history.commits.insert(history.commits.begin(), with_subject(subject));
  EvidenceTable table;
  measure_messages(history, table);
  return table.at("messages.generic");
}

TEST(Messages, GenericSubjectsFitAnyCommit) {
  for (const char* subject : {"wip",
                              "Update",
                              "fixed",
                              "Fix.",
                              "changes",
                              "update README.md",
                              "Updated the README.md",
                              "Create money.cc",
                              "Add files via upload",
                              "some fixes",
                              "Final version!",
                              "Day 3",
                              "short one",
                              "......",
                              "............",
                              "1234567890",
                              "Update the code",
                              "update  code...",
                              "made some changes",
                              "Updated files",
                              "fixed the bug",
                              "Fixed a few bugs and errors",
                              "bug fixes",
                              "more changes",
                              "test test test",
                              "hello hello hello",
                              "asdfasdfasdf",
                              "asdkjhaskjdh",
                              "qwertyuiop",
                              "hahahahaha",
                              "second commit",
                              "Initial commit",
                              "3rd version",
                              "Version 10",
                              "work in progress",
                              "did some more work",
                              "Everything works now",
                              "Finally working!",
                              "Code clean up",
                              "Refactored the code",
                              "Refactoring",
                              "feat: new feature",
                              "chore: update stuff",
                              "WIP - still not working",
                              "Small improvements",
                              "Update source code files",
                              "Trying to fix it again",
                              "Almost finished the project"})
    EXPECT_TRUE(is_generic(subject)) << subject;
}

// Also those that come close: one word of the work is enough, and so is a name in code.
TEST(Messages, InformativeSubjectsNameSomethingOfTheWork) {
  for (const char* subject : {"Refuse withdrawals above the balance",
                              "Test that deposits add up",
                              "Fix rounding of half pennies",
                              "Update the statement's header for negative balances",
                              "Add unit tests",
                              "Fix typo in README",
                              "Update dependencies",
                              "Fix compiler warnings",
                              "Remove unused code",
                              "Add error codes",
                              "Test the errors",
                              "Save to a file",
                              "Save changes",
                              "Delete the file",
                              "Create a project",
                              "Write the changes to a file",
                              "Return the change",
                              "Change 10 to 20",
                              "Test first and last",
                              "Add next and previous",
                              "Complete all tasks",
                              "Test done tasks",
                              "Add functions",
                              "Fix issue 12",
                              "Closes #12",
                              "Update to 1.2.3",
                              "Fix <= in add",
                              "Fix test_add",
                              "Fix strncpy",
                              "HTTP -> HTTPS",
                              "Update CSV",
                              "Support the qwerty layout",
                              "Work on parser",
                              "feat: add parser",
                              "docs: update",
                              "chore: bump gtest",
                              "Fix failing test",
                              "Format the code",
                              "Initial project structure",
                              "Revert \"Update the code\"",
                              "Korrigiere Rundung",
                              "Überlauf geprüft"})
    EXPECT_FALSE(is_generic(subject)) << subject;
}

// In a tool for projects, a project is no word of any commit.
TEST(Messages, WordsOfThePathsOfTheWorkAreNames) {
  EXPECT_TRUE(is_generic("Add a new project"));
  EXPECT_FALSE(is_generic("Add a new project", {"src", "projects", "py"}));
  EXPECT_TRUE(is_generic("Fixed the issues", {"src", "main", "py"}));
  EXPECT_FALSE(is_generic("Fixed the issues", {"src", "issue", "py"}));
  EXPECT_TRUE(is_generic("Update the code", {"code"}));
}

TEST(Messages, SubjectsOfTheGoodSamplesAreInformative) {
  std::size_t seen = 0;
  const auto exercises = data_folder() / "exercises";
  for (const std::string& path : files_below(exercises)) {
    if (path.find("/submissions/good/") == std::string::npos || !path.ends_with("/recipe.json")) continue;
    std::vector<std::string> subjects;
    const auto recipe = nlohmann::json::parse(*read_file(exercises / path));
    for (const auto& commit : recipe.at("commits")) {
      const std::string message = commit.is_string() ? commit.get<std::string>() : commit.value("message", "");
      if (!message.empty()) subjects.push_back(message.substr(0, message.find('\n')));
    }
    EXPECT_EQ(of_subjects(subjects).value->n, 0) << path << ": " << of_subjects(subjects).detail;
    seen += subjects.size();
  }
  EXPECT_GT(seen, 80U);
}

TEST(Messages, MessagesOfMergesAndOfTheStarterDoNotCount) {
  Commit merge = with_subject("wip");
  merge.parents = {"p", "q"};
  const Commit starter{.id = std::string(40, 'd'), .subject = "Starter"};
  EvidenceTable table;
  measure_messages({.commits = {with_subject("wip"), with_subject("Refuse amounts of zero"), merge, starter}}, table);
  EXPECT_EQ(table["messages.generic"].value, (Ratio{1, 2}));
  EXPECT_THAT(table["messages.generic"].places, ElementsAre("ccccccc wip"));
}

TEST(Messages, TheDetailSaysWhy) {
  EXPECT_EQ(of_subjects({"Print newest first"}).detail, "0 of 1 subject would fit other commits too");
  EXPECT_EQ(
      of_subjects({"Update the code", "wip", "fix", "Work on parser", "Work on parser", "work on parser!"}).detail,
      "4 of 6 subjects would fit other commits too: 1 without a name of anything in the work, 2 of fewer than 10 "
      "characters, 1 used at least twice before");
}

TEST(Messages, ASubjectUsedTwiceBeforeSaysNothingNew) {
  const auto again = [](const std::vector<std::string>& subjects) { return of_subjects(subjects).value->n; };
  EXPECT_EQ(again(std::vector<std::string>(20, "Update the code")), 20);
  EXPECT_EQ(again(std::vector<std::string>(20, "Work on the parser")), 18);
  EXPECT_EQ(again({"Refuse zero amounts", "Revert \"Refuse zero amounts\"", "Refuse zero amounts"}), 0);
  EXPECT_EQ(again(std::vector<std::string>(9, "Update dependencies")), 0);
  EXPECT_EQ(again(std::vector<std::string>(9, "Revert \"Refuse zero amounts\"")), 0);
}

TEST(Messages, WhatOthersUsedOrARevertTakesBackIsNotHeldAgainstASubject) {
  EvidenceTable table;
  History history;
  for (const char* author : {"a1", "a2", "a3"}) history.commits.push_back(with_subject("Work on the parser", author));
  history.commits.insert(history.commits.begin(), 2, with_subject("Work on the parser", "a1"));
  history.commits.front().reverts = std::string(40, 'd');
  measure_messages(history, table);
  EXPECT_EQ(table["messages.generic"].value, (Ratio{0, 5}));
  history.commits.front().reverts = "";
  measure_messages(history, table);
  EXPECT_EQ(table["messages.generic"].value, (Ratio{1, 5}));
  EXPECT_THAT(table["messages.generic"].places, ElementsAre("ccccccc Work on the parser"));
}

}  // namespace
}  // namespace grader::measure
