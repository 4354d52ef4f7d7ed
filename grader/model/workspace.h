#pragma once
// One commit of a repository, out of git and checked, and the history behind it.

#include <cstdint>
#include <map>
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

struct Commit {
  std::string id;
  std::vector<std::string> parents;
  std::string author;                   // a1, a2, ... by first commit in topological order, oldest first
  std::vector<std::string> co_authors;  // of its Co-authored-by lines, the author left out
  std::string subject;                  // printable, first line
  std::vector<Change> changes;          // by path; empty for a merge
  std::vector<std::string> present;     // paths that appear in it, printable; text or not
  bool bounded = false;                 // it changes more than is read; `changes` and `present` are not whole
  bool operator==(const Commit&) const = default;
};

struct History {
  std::vector<Commit> commits;  // newest first
  bool shallow = false;         // some parents are not there
  bool bounded = false;         // older commits are not listed
  std::string learner;          // the pseudonym of the learner asked for; "" when none was, or is not an author
  bool operator==(const History&) const = default;
};

}  // namespace grader
