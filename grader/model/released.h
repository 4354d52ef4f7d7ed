#pragma once
// A submission as its tutor has released it: what may leave for other systems, and nothing else.

#include <map>
#include <string>
#include <vector>

namespace grader {

// One thing that was observed, for one skill.
struct EvidenceLine {
  std::string skill;                // "S5"
  std::string title;                // of the indicator: "Length of functions"
  std::string observed;             // its value in words
  std::vector<std::string> places;  // "src/account.cc:41 name"; what follows the line is optional
  bool operator==(const EvidenceLine&) const = default;
};

struct Released {
  std::string apprentice;  // the roster's pseudonymous id
  std::string person;      // their name, in a report that goes to them; "" everywhere else
  std::string mis_id;      // in the provider's management information system; "" for none
  std::string exercise, exercise_title;
  std::string commit;                             // 40 hex digits; "" when nothing was submitted
  std::map<std::string, std::string> levels;      // skill -> "Secure" or a reserve state in words
  std::map<std::string, std::string> statements;  // skill -> the standard's exact wording
  std::map<std::string, std::string> comments;    // skill -> the tutor's words; "" stands for the whole submission
  std::string released_by;                        // id of who released it last
  std::string released_on;                        // YYYY-MM-DD
  std::vector<EvidenceLine> evidence;
  // Where the work can be read: "https://host/work/commit/{commit}", "https://host/work/blob/{commit}/{path}#L{line}".
  // "" when it is nowhere; only http and https are linked to.
  std::string commit_link, line_link;
  bool operator==(const Released&) const = default;
};

// The skills that have a level, in the standard's order: S1, S2, S10.
std::vector<std::string> skills_of(const Released& released);

// 0 for "Not yet" to 3 for "Strong"; -1 for every other word.
int rating_of(const std::string& level);

// The words of the scale, from "Not yet" to "Strong".
const std::vector<std::string>& scale_words();

}  // namespace grader
