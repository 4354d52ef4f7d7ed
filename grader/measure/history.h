#pragma once
// Git practice, from History and the tracked paths: how work was committed, described, kept clean and shared. Nothing
// here knows a name, a mail or a time of day.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grader/model/grading.h"
#include "grader/model/workspace.h"

namespace grader::measure {

// history.largest_share, history.median_lines: of lines added to `code` (paths of source and tests) per commit that
// adds some; merges and the starter are none.
void measure_steadiness(const History& history, const std::set<std::string>& code, EvidenceTable& table);

// messages.generic: subjects that would fit other commits too, of all commits of own work: generic ones, and those that
// the same author used at least twice before (but for reverts and routine work such as updates of dependencies).
void measure_messages(const History& history, EvidenceTable& table);

// Whether a subject has fewer than 10 characters or names nothing of the work: all its words are such as "update",
// "code" or "second", numbers, one word over and over, or no words. What looks like one of those may be a name in some
// project; the benefit of the doubt goes to the subject. `names`: words of the work's paths, in lower case.
bool is_generic(const std::string& subject, const std::set<std::string, std::less<>>& names = {});

// hygiene.ignored (1 with a .gitignore at the root), hygiene.dependencies, hygiene.generated: paths that are tracked
// now; hygiene.past: such paths that were. `tracked` leaves the starter out; `ignored` says whether .gitignore is
// there.
struct Tracked {
  std::vector<std::string> paths;
  std::set<std::string> programs;  // of those, what a compiler or linker made, by its first bytes
};
bool is_compiled(std::string_view first_bytes);  // ELF, PE, Mach-O or Java's classes
void measure_hygiene(const History& history, const Tracked& tracked, bool ignored, EvidenceTable& table);

// ci.present, ci.tests (0 or 1), ci.green: whether a pipeline was green is known to the forge alone. `pipelines`: path
// and text of each pipeline file. `scripts`: the same of the repository's shell scripts and Makefiles; what a pipeline
// calls of them belongs to it, one step deep. Not asked for: no evidence.
struct Pipeline {
  std::string path;
  std::string text;
};
bool is_pipeline(const std::string& path);
bool is_script(const std::string& path);
void measure_ci(bool asked, const std::vector<Pipeline>& pipelines, const std::vector<Pipeline>& scripts,
                EvidenceTable& table);

// branches.merges (count), branches.requests (merges of requests, of all merges). A merge that only brings a branch up
// to date with the shared one is none. A commit of the shared branch whose subject ends as a forge's squash does, with
// "(#12)" or "(!12)", is the merge of a request. Not asked for: no evidence.
void measure_branches(bool asked, const History& history, EvidenceTable& table);

// The history as far as the learner is an author or co-author of it; the whole of it when none was named.
History work_of_learner(const History& history);

// In a team, each member's share of the lines changed in `code`, by pseudonym; empty otherwise. Who shares the
// repository is a member, with or without lines of code. For the tutor: an apprentice is shown nobody else's.
std::vector<Signal> team_of(const History& history, const std::set<std::string>& code);

// Who is known by several addresses because they have one name, by pseudonym: for the tutor, who may know of two people
// of that name.
std::vector<Signal> joined_addresses(const History& history);

// merges.resolved: of the merges whose sides did not go together (the learner's, when one was named), those that leave
// no conflict markers. None had a conflict: no evidence.
void measure_conflicts(const History& history, EvidenceTable& table);

// What looks unusual in the dates: days to come, a commit before the one it builds on, several at one instant, all
// moved by the same number of days. There are honest reasons for each (a rebase, a wrong clock, an import), so these
// are for a person to ask about; no metric depends on them. `today`: days since 1970-01-01, UTC; 0: not known, and
// nothing is said of days to come.
std::vector<Signal> signals_of(const History& history, int today);

// team.share: lines changed in `code` by the learner, against an equal share of the members' (0 for one who changed
// none); a commit's lines are split between its author and co-authors; a revert is nobody's work. A solo repository, no
// learner named, or no lines of code at all: no evidence.
void measure_share(const History& history, const std::set<std::string>& code, EvidenceTable& table);

}  // namespace grader::measure
