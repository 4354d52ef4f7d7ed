#pragma once
// What a cohort run finds and what people decide about it: the values that the store keeps. Apprentices stand here by
// the pseudonymous ids of the roster; names never do.

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace grader {

// One apprentice's work on one exercise, in one cohort.
struct Submission {
  std::string cohort;
  std::string apprentice;
  std::string exercise;
  auto operator<=>(const Submission&) const = default;
};

// Only kGraded has a grading. The last three are nobody's marks: they are listed, and tried again by the next run.
enum class ItemState {
  kGraded,
  kNoSubmission,  // nothing on the branch by the due date
  kRepository,    // it cannot be fetched or read
  kExercise,      // the exercise, the rubric or a toolchain is at fault
  kPlatform,      // the machine, the network or grader itself is
};
const char* name_of(ItemState state);  // "graded", "no submission", "repository fault", ...
// Fails over to kPlatform for a name it does not know.
ItemState item_state_named(const std::string& name);

// What one run found of one submission. A grading of an earlier run stands where it found none: then the commit, the
// tree, the basis and the flags are that grading's, and the state and the fault say what was found instead.
struct Item {
  Submission submission;
  ItemState state = ItemState::kPlatform;
  std::string commit, tree;        // 40 hex digits; "" when none was found
  std::string basis;               // how the commit was chosen, in words
  std::vector<std::string> flags;  // for a person to look at; no level depends on one
  std::string grading;             // key of the kept grading; "" unless kGraded, or one of an earlier run stands
  std::string fault;               // for people; "" when kGraded
  int attempts = 1;
  std::string graded_in;  // the earlier run; "": its own
  bool operator==(const Item&) const = default;
};

// A grading without its levels, as JSON: they follow from the facts, a rubric and the standard.
struct KeptGrading {
  std::string key;    // SHA-256 over all that it depends on
  std::string facts;  // what levels follow from
  std::string page;   // what a report shows besides
  bool operator==(const KeptGrading&) const = default;
};

// The levels that a rubric gave a submission. A later one does not replace it; `number` counts from 1.
struct Assessed {
  Submission submission;
  int number = 0;       // given by the store
  std::string run;      // the run, or the remark, that made it
  std::string grading;  // key; "" when a policy or a fault keeps it from having one
  std::string rubric;   // hash
  std::string levels;   // JSON: skill -> level or reserve state, in words
  bool operator==(const Assessed&) const = default;
};

struct Run {
  std::string id;
  std::string cohort;
  std::string wanted;        // hash over the roster and the rules
  std::int64_t started = 0;  // seconds since 1970-01-01, UTC
  std::int64_t ended = 0;    // 0: it has not ended
  bool operator==(const Run&) const = default;
};

// What a server was seen to hold. `repository` is a hash of its address.
struct Seen {
  std::string repository;
  std::string branch;
  std::string commit;
  std::int64_t at = 0;  // seconds since 1970-01-01, UTC
  bool operator==(const Seen&) const = default;
};

// Something a person did, and why. Skill "" stands for the submission, exercise "" for all of the apprentice's.
struct Decision {
  std::int64_t at = 0;  // seconds since 1970-01-01, UTC
  std::string who;      // the tutor's id
  std::string what;     // "confirm", "change", "moderate", "release", "reveal", ...
  Submission submission;
  std::string commit;  // of the work it is about; "" when it is about none
  std::string skill;
  std::string before, after;
  std::string reason;   // free text, for the record alone; can be erased without breaking the chain
  std::string comment;  // free text, for the apprentice to read; can be erased as well; "" for none
  bool operator==(const Decision&) const = default;
};

// One link of the chain of decisions: `hash` is over `previous`, all of the decision's fields and the hashes of its
// reason and comment.
struct AuditEntry {
  std::int64_t number = 0;  // from 1, without gaps
  Decision decision;        // `reason` and `comment` are "" once erased
  std::string reason_hash;
  std::string comment_hash;  // "" of a decision that never had a comment
  std::string previous;      // hash of the entry before; "" of the first
  std::string hash;
  bool operator==(const AuditEntry&) const = default;
};

}  // namespace grader
