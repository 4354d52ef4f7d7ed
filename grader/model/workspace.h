#pragma once
// One commit of a repository, out of git and checked, and the history behind it.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace grader {

struct Skipped {
  std::string path;  // printable
  std::string why;   // "symbolic link", "submodule", "larger than 1048576 bytes", ...
  bool operator==(const Skipped&) const = default;
};

struct Workspace {
  std::string root;                // folder with the exported files; only read from now on
  std::string commit;              // 40 hex digits
  std::string tree;                // 40 hex digits
  std::vector<std::string> files;  // relative paths, sorted by bytes
  std::vector<Skipped> skipped;    // in the tree, but not exported
  bool operator==(const Workspace&) const = default;
};

// What a commit did to one text file, against its first parent.
struct Change {
  std::string path;  // printable
  int added = 0;     // lines; those of the starter, and of files only moved, do not count
  int removed = 0;
  bool operator==(const Change&) const = default;
};

// What the dates of a commit say; a time of day is never kept.
struct Dates {
  int authored = 0;             // days since 1970-01-01, UTC
  int committed = 0;            // the same
  bool same_as_parent = false;  // authored at the very instant of its first parent
  bool before_parent = false;   // committed more than a day before its first parent
  bool operator==(const Dates&) const = default;
};

struct Commit {
  std::string id;
  std::vector<std::string> parents;
  std::string author;                   // a1, a2, ... by first commit in topological order, oldest first
  std::vector<std::string> co_authors;  // of its Co-authored-by lines, the author left out
  std::string subject;                  // printable, first line
  std::vector<Change> changes;          // by path; empty for a merge
  std::vector<std::string> present;     // paths that appear in it, printable; text or not
  std::string reverts;                  // the older commit whose changes it takes back to the byte; "" when none
  std::vector<std::string> conflicts;   // of a merge: paths that its sides changed in ways that do not go together
  std::vector<std::string> markers;     // of those: still with conflict markers in them
  bool conflicts_known = true;          // false: a merge of more than is read
  Dates dates;
  bool bounded = false;  // it changes more than is read; `changes` and `present` are not whole
  bool operator==(const Commit&) const = default;
};

// "author 2" of the pseudonym "a2", which would read as an apprentice's id.
inline std::string author_in_words(const std::string& pseudonym) {
  return pseudonym.empty() ? "" : "author " + pseudonym.substr(1);
}

struct History {
  std::vector<Commit> commits;  // newest first
  bool shallow = false;         // some parents are not there
  bool bounded = false;         // older commits are not listed
  std::string learner;          // the pseudonym of the learner asked for; "" when none was, or is not an author
  std::set<std::string> bots;   // pseudonyms of programs: authors whose name ends in "[bot]", as forges call them
  std::map<std::string, int> addresses;  // of people known by several addresses with one name: how many
  bool operator==(const History&) const = default;
};

// Who shares the repository, by pseudonym: authors and co-authors of work or of a merge, and the learner who was named.
// Neither a bot nor whoever only brought the starter, which changes nothing.
std::set<std::string> members_of(const History& history);

}  // namespace grader
