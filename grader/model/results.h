#pragma once
// What a cohort's pages and tables are made from: one row for each submission, by the pseudonymous ids of the roster.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "grader/model/cohort.h"

namespace grader {

// An indicator's level or reserve state, and the rule that gave it; in words.
struct JudgedIndicator {
  std::string level, rule;
  bool operator==(const JudgedIndicator&) const = default;
};

// What a person confirms by name and with a reason before a level stands: it decides the level whatever else is good,
// or leaves open whose work it is and when it was done.
struct Gate {
  std::string skill;  // "": every skill of the submission
  std::string why;
  bool operator==(const Gate&) const = default;
};

// What is kept of an assessment.
struct Levels {
  std::map<std::string, std::string> skills;  // skill -> level or reserve state, in words
  std::map<std::string, JudgedIndicator> indicators;
  std::string next;  // indicator of the first next step; "": there is none
  std::string step;  // its title
  std::vector<Gate> gates;
  bool operator==(const Levels&) const = default;
};

// How far people are with a submission, from the machine's result to what leaves the college.
enum class Stage { kProvisional, kConfirmed, kModerated, kReleased };
const char* name_of(Stage stage);  // "Provisional", ...

struct ResultRow {
  Item item;
  Levels levels;  // empty when there is no grading
  std::string tutor, employer;
  std::string due;                               // "5 March 2026"; "": no date
  bool adjusted = false;                         // a date of their own
  bool unchanged = false;                        // graded by an earlier run
  std::string page;                              // path below the results' folder, without ".html"; "": none
  Stage stage = Stage::kProvisional;             // the least of its skills
  std::map<std::string, std::string> confirmed;  // skill -> level that a person gave
  std::vector<Gate> gates;                       // that nobody has confirmed yet
};

struct GradedExercise {
  std::string id, title;
  int version = 0;
};

struct Results {
  std::string cohort, run;
  std::string day;  // on which the run began, "2026-03-05"
  std::vector<GradedExercise> exercises;
  std::vector<std::string> skills;           // that any exercise is for, in the standard's order
  std::map<std::string, std::string> texts;  // skill -> the standard's wording
  std::vector<ResultRow> rows;               // by apprentice, then exercise
  std::string rubric, rubric_hash, standard, engine;
  bool calibrated = false;
  std::size_t reviews = 0;                      // that apprentices asked for and nobody has answered
  bool shown = false;                           // the machine's levels
  std::map<std::string, std::int64_t> step_ms;  // what each step of the run took; empty of a run that is only read
  std::int64_t seconds = 0;                     // that the run took
};

// A level's or reserve state's code for narrow tables: "NY", "D", "S", "ST", "-", "?", "T", "!"; "" for other words.
std::string code_of(const std::string& words);

std::size_t count_of(const Results& results, ItemState state);

}  // namespace grader
