#pragma once
// Who did what, until everybody has a pseudonym. Names and mails never leave this pair of files.

#include <git2.h>

#include <string>
#include <vector>

#include "grader/model/workspace.h"

namespace grader::acquire {

struct Person {
  std::string mail;                // after the mailmap, in small letters
  std::vector<std::string> names;  // all names and mails for this person, those after the mailmap first
};

// Of one commit.
struct People {
  Person author;
  std::vector<Person> co_authors;  // of its Co-authored-by lines, the author left out
};
People people_of(const git_commit* commit, const git_mailmap* mailmap);

// Gives every author and co-author a pseudonym (a1, a2, ...), oldest commit first, and finds the learner's: `learner`
// is a name or a mail of an author, else one that the mailmap replaces, else that of a co-author; "" for none. One row
// of `people` for each commit. Addresses with one name of two words or more, after the mailmap, are one person's, and
// so are those of authors with the very name of `learner`; but an address that `learner` gives stands for itself alone.
void name_people(const std::vector<People>& people, const std::string& learner, History& history);

}  // namespace grader::acquire
