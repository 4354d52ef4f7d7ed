#pragma once
// What people decided of each skill of each submission, read off the chain of decisions; and which decision may follow
// which. Nothing here is ever taken back: a later decision stands beside the earlier one.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/cohort.h"
#include "grader/model/results.h"

namespace grader::cohort {

// Decision::what.
inline constexpr const char* kConfirm = "confirm";         // a tutor gives a level
inline constexpr const char* kSecond = "second mark";      // another tutor gives one without knowing the first
inline constexpr const char* kModerate = "moderate";       // a moderator gives the level that counts
inline constexpr const char* kRelease = "release";         // it may leave the college
inline constexpr const char* kAsk = "ask for a review";    // by the apprentice
inline constexpr const char* kAnswer = "answer a review";  // by another tutor
inline constexpr const char* kSample = "draw for a second mark";
inline constexpr const char* kReveal = "show machine levels";

struct Standing {
  std::string commit;  // that the levels are for; a decision about another one begins anew
  Stage stage = Stage::kProvisional;
  std::string level;              // that counts now; "" while provisional
  std::string by;                 // who gave it
  std::string first, first_by;    // the tutor's own, before any moderation
  std::string second, second_by;  // "": none
  bool sampled = false;           // a second mark is wanted
  bool review = false;            // the apprentice asked, and nobody has answered, whatever commit it was about
  std::string questioned;         // the level that the apprentice asked about; "" without a review
  std::vector<std::string> questioned_by;  // who gave it: the one that counted first; others answer
  std::string comment;                     // to the apprentice, with the level that counts; "" for none
  std::int64_t released = 0;               // when last; seconds since 1970-01-01, UTC
  std::string released_by;                 // who did that; "" before
};
using Standings = std::map<std::pair<Submission, std::string>, Standing>;  // submission and skill

// `chain`: in its order. Entries that are about no skill change nothing.
Standings standing_of(const std::vector<AuditEntry>& chain);

// Of a skill of one commit: nothing has been decided yet when what stands is of another. A review that was asked for is
// open all the same.
Standing standing_at(const Standings& standings, const Submission& submission, const std::string& skill,
                     const std::string& commit);

// Words that a person may give: the four levels, and "No evidence here".
const std::vector<std::string>& level_words_of_people();

// Sets `commit` and `before` (of a release, `after` too), or says with kUsage why the decision may not follow on what
// stands: a level that is no word of the rubric, a moderator or second marker who gave the first level, a first level
// by the second marker, a release of what nobody confirmed or of marks that differ, an answer by the tutor whose level
// is questioned; without a reason, a change, a "Not yet" and a level at a gate. `gate`: why it is one; "": it is none.
Result<Decision> checked(Decision decision, const Standing& standing, const std::string& gate = "");

}  // namespace grader::cohort
