#pragma once
// Renders a Grading into bytes, one format a file. The apprentice's edition is made by allow-list from Grading::open.

#include <string>

#include "grader/model/grading.h"

namespace grader::report {

enum class Reader { kApprentice, kTutor };

struct Style {
  Reader reader = Reader::kApprentice;
  bool plain = false;  // no colour, no symbols, one fact a line
  bool colour = false;
  bool levels = true;       // false: machine levels stay covered, and all that follows from them (the tutor's without
                            // --reveal)
  std::string report_path;  // shown in the last line; "" when no file was written
};

// 80 columns, at most 24 lines, for a terminal; any number of lines when plain.
std::string terminal(const Grading& grading, const Style& style);

// Canonical: sorted keys, no white space, integers only. The apprentice's edition has no `marking` section.
std::string json(const Grading& grading, Reader reader, bool levels);

// One self-contained page, without script. It shows the submission's own-line files, up to 5 MiB of them.
std::string html(const Grading& grading, const Style& style);

// For people and their documents: header, next steps, skills with their indicators, requirements.
std::string markdown(const Grading& grading, const Style& style);

// JUnit XML as its consumers read it (testsuites, testsuite, testcase with failure, error or skipped): a test case that
// did not pass for another reason than a failed check is an error whose type is the state.
std::string junit(const Grading& grading, const Style& style);

// Mutants of the own code in the form that viewers of mutation testing read: mutation-testing-elements, schema 2.
std::string mutants(const Grading& grading, const Style& style);

// SARIF 2.1.0: findings on own lines.
std::string sarif(const Grading& grading, const Style& style);

// An evidence sheet for a portfolio: the standard's wording, what was observed at which commit, and prompts in the
// first person, for the apprentice to fill in. As Markdown to write in, and as a page to print.
std::string portfolio(const Grading& grading, const Style& style);
std::string portfolio_html(const Grading& grading, const Style& style);

// The edition a reader may see.
const Edition& edition_for(const Grading& grading, const Style& style);

// What the code ran in: "full", "namespaces", "landlock"; "none" when nothing was run. And the same for people, with
// how far limits held: "namespaces, limits approximate".
std::string tier_of(const Grading& grading);
std::string isolation_words(const Grading& grading);

// The assurance of one group's results: own tests always share a process with the code that they are about.
std::string assurance_of(const Grading& grading, const GroupResult& group);

// A skill's or indicator's level in words: its reserve state, or the level, or "covered".
std::string level_words(Level level, Reserve reserve, const Style& style);

// "5 March 2026"; "" when the grading has no day.
std::string committed_in_words(const Grading& grading);

// What went one way or the other since the attempt before, levels as words: skills, requirements, indicators, tests.
// Without `levels`, nothing that follows from a level.
BothWays<Turned> changes(const Progress& progress, bool levels);

// The same for people, and what is gone, could not be compared or stayed as it was; none of the lines is without items.
// Printable; empty without an attempt before. What is unchanged comes last.
struct ChangeLine {
  std::string head;
  std::vector<std::string> items;  // "S5 (Strong to Secure)", "R6 (met to not met)"
};
constexpr const char* kUnchanged = "Unchanged";
std::vector<ChangeLine> progress_lines(const Progress& progress, bool levels);

// At most `most` next steps, the weakest level first, then the rubric's order.
struct NextStep {
  std::string skill;
  std::string what;
  std::string where;
  std::string action;
  std::string matters;                    // both are "" when the item has more than 60 words with it
  std::string next_rule;                  // what the next level asks for
  const IndicatorResult* from = nullptr;  // in the edition
};
std::vector<NextStep> next_steps(const Edition& edition, std::size_t most, std::size_t* all = nullptr);

}  // namespace grader::report
