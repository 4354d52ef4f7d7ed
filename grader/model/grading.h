#pragma once
// From measured values to a verdict: evidence, indicators, skills, and the whole grading of one commit.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "grader/model/facts.h"
#include "grader/model/faults.h"
#include "grader/model/mutation.h"
#include "grader/model/source.h"
#include "grader/model/workspace.h"

namespace grader {

struct Ratio {
  std::int64_t n = 0;
  std::int64_t d = 1;  // 0: there was nothing to count
  bool operator==(const Ratio&) const = default;
};

// Why there is no level.
// kContradicted reads as kTutor does; it also keeps every skill that the value is for from having a level.
enum class Reserve { kNone, kNoEvidence, kTooLittle, kTutor, kContradicted, kCouldNotRun, kNotMeasured };
const char* name_of(Reserve reserve);  // "No evidence here", ...

// A measured value, or why there is none; never both.
struct Evidence {
  std::string metric;
  std::optional<Ratio> value;
  Reserve missing = Reserve::kNone;
  std::string why;                  // for a missing value
  std::string detail;               // what was counted, in words
  std::vector<std::string> places;  // "src/account.cc:41 what is there", "R5 not met"
  std::string advice;               // a step of its own, better than the rubric's for the level; "" for none
  bool operator==(const Evidence&) const = default;
};
using EvidenceTable = std::map<std::string, Evidence>;

enum class Level { kNone, kNotYet, kDeveloping, kSecure, kStrong };
const char* name_of(Level level);  // "Not yet", "Developing", "Secure", "Strong"; "" for kNone

struct IndicatorResult {
  std::string id;
  std::string title;
  std::string skill;
  Level level = Level::kNone;
  Reserve reserve = Reserve::kNone;
  bool executed = false;
  bool low_weight = false;  // no say in the skill's level
  bool presence = false;    // says only that something is there
  std::string observed;     // values in words, with counts
  std::string rule;         // the rule that gave the level, in words
  std::string feedback;     // what the level says of the work, in one sentence; "" without a level
  std::string matters;      // why anybody cares, in one sentence
  std::string next;         // one action towards the next level; "" at the top
  std::string after;        // the indicator whose next step is taken before this one's; "": none
  std::string next_rule;    // the rule of the next level up, in words; "" at the top
  std::vector<std::string> places;
  // Of `observed` and `places`, what keeps it from the next level up; empty at the top.
  std::string gap;
  std::vector<std::string> gap_places;
};

struct SkillResult {
  std::string id;
  std::string text;  // the standard's exact wording
  Level level = Level::kNone;
  Reserve reserve = Reserve::kNone;
  std::string confidence;  // "High", "Medium", "Low"; "" without a level
  std::string why;         // "lower median of 2 indicators"
  std::string by_machine;  // the rubric's class: "direct", "partial", "not by machine"
  std::vector<IndicatorResult> indicators;
};

enum class RequirementState { kMet, kNotMet, kNotBuilt, kNoTest, kCouldNotRun, kNeedsPerson };
const char* name_of(RequirementState state);

struct RequirementResult {
  std::string id;
  std::string level;  // "must", "should", "stretch"
  std::string text;
  RequirementState state = RequirementState::kNoTest;
  int passed = 0;
  int tests = 0;
};

struct GroupResult {
  std::string name;  // "own", "public", "hidden"
  bool built = false;
  std::string problem;              // why it could not be built or collected
  bool could_not_run = false;       // for a reason that lies with the host; then every case is kPlatform
  bool contradicts = false;         // its results cannot all be true; then every case is kIntegrity
  std::vector<TestCase> cases;      // sorted by id
  std::vector<TestCase> canaries;   // for `exercise verify`; never shown to anybody as tests
  std::vector<std::string> copied;  // for it too: tests of which a canary is a copy that failed as it must
};

// A statement of knowledge that the work shows in use. Use is certain, understanding is for a talk.
struct SeenInUse {
  std::string id;    // "K13"
  std::string text;  // the standard's exact wording
  std::string what;  // "fixtures, tests over tables of values"; "" when nothing of it was seen
  std::vector<std::string> places;
  bool operator==(const SeenInUse&) const = default;
};

// Something about the history that a person may want to ask about. Never a verdict, and no level depends on it.
struct Signal {
  std::string what;
  std::vector<std::string> places;  // commits
  bool operator==(const Signal&) const = default;
};

// What one side may see: the open edition holds nothing of hidden tests.
struct Edition {
  std::vector<GroupResult> groups;
  std::vector<RequirementResult> requirements;
  EvidenceTable evidence;
  std::vector<SkillResult> skills;
  std::vector<Finding> findings;       // on own lines, by file and line
  std::vector<SeenInUse> seen;         // one row for each statement of knowledge that the rubric looks for
  std::vector<std::string> questions;  // at most three, from real places of the own code; never an answer
};

// What changed since the attempt before, which graded another commit of the same exercise by the same rubric.
struct Moved {
  std::string id;  // of a skill or an indicator
  Level before = Level::kNone;
  Level now = Level::kNone;
  bool operator==(const Moved&) const = default;
};
struct Turned {
  std::string id;           // of a requirement or a test
  std::string before, now;  // states in words: "met", "failed"
  bool operator==(const Turned&) const = default;
};
template <typename Row>
struct BothWays {
  std::vector<Row> improved, slipped;
  bool operator==(const BothWays&) const = default;
};
// The levels that one attempt gave, by skill and in the report's order; kNone: it had none.
struct AttemptLevels {
  int number = 0;
  std::vector<std::pair<std::string, Level>> skills;
  bool operator==(const AttemptLevels&) const = default;
};
struct Progress {
  int since = 0;                         // the attempt compared with; 0: there is none
  std::vector<Moved> improved, slipped;  // skills
  std::vector<std::string> unchanged;    // skills
  std::vector<std::string> gone_tests;   // own tests that were there and are not any more
  BothWays<Moved> indicators;
  BothWays<Turned> requirements;  // met on one side only
  BothWays<Turned> tests;         // own and public ones that passed on one side only
  // What has a result on one side only: ids, or "own tests", "indicators" and such for all of a kind.
  std::vector<std::string> not_compared;
  std::vector<AttemptLevels> attempts;  // this one and those before it by the same rules, the oldest first
  bool operator==(const Progress&) const = default;
};

// A text file of the submission in which the learner wrote something.
struct SourceFile {
  std::string path;
  std::string text;
  std::set<int> own;        // lines that the learner wrote
  std::vector<Span> spans;  // in order, never one over another; empty: the language has no colours for it
};

// One kind of command that the toolchain runs in the box, with its placeholders.
struct Invocation {
  std::string name;
  std::string line;
};

struct Grading {
  std::string exercise, title, exercise_hash;  // "" without an exercise
  int exercise_version = 0;
  std::string language;
  std::string commit, tree;
  std::string committed;  // the day that the commit names, "2026-03-05", UTC; "" for files without a history
  std::string learner;    // "author 2", whose part of a team's work this is; "": all of it
  std::size_t commits = 0;
  std::size_t own_code_lines = 0;
  std::vector<std::string> asked;  // skills that the exercise is for; empty without an exercise
  std::vector<Use> uses;           // on own lines
  std::vector<Skipped> skipped;
  std::string rubric, rubric_hash, standard, engine;
  std::string assurance = "in-process";      // of the exercise's tests: "in-process", "split" or "io"
  std::map<std::string, std::string> tools;  // name -> version
  Edition open;                              // the `public` section
  std::optional<Edition> marking;            // only with hidden tests
  // circumstances
  std::string tier;
  std::vector<std::string> uncommitted;
  int attempt = 0;
  Progress progress;
  Mutation mutation;                 // of the own code, under own tests; the same in both editions
  Faults faults;                     // of the exercise, under own tests; of the marking edition alone
  std::vector<Signal> signals;       // for the tutor's eyes
  std::vector<SourceFile> sources;   // by path
  std::vector<Invocation> commands;  // of the toolchain, in its order
  std::uint64_t test_cpu_ms = 0;     // limits of one test case
  std::uint64_t test_memory_mib = 0;
  bool calibrated = false;
};

}  // namespace grader
