#include "grader/acquire/people.h"

#include <algorithm>
#include <map>

#include "grader/base/text.h"

namespace grader::acquire {
namespace {

Person person_of(const git_mailmap* mailmap, const std::string& name, const std::string& mail) {
  const char* real_name = name.c_str();
  const char* real_mail = mail.c_str();
  git_mailmap_resolve(&real_name, &real_mail, mailmap, name.c_str(), mail.c_str());
  return {.mail = real_mail, .names = {real_name, real_mail, name, mail}};
}

// Those of its Co-authored-by lines.
std::vector<Person> co_authors_of(const git_commit* commit, const git_mailmap* mailmap) {
  git_message_trailer_array trailers{};
  std::vector<Person> people;
  if (git_message_trailers(&trailers, git_commit_message(commit)) != 0) return people;
  for (std::size_t i = 0; i < trailers.count; ++i) {
    std::string key = trailers.trailers[i].key;
    std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return std::tolower(c); });
    const std::string value = trailers.trailers[i].value;
    const std::size_t from = value.rfind('<');
    const std::size_t to = value.rfind('>');
    if (key != "co-authored-by" || from == std::string::npos || to == std::string::npos || to < from) continue;
    people.push_back(person_of(mailmap, trim(value.substr(0, from)), value.substr(from + 1, to - from - 1)));
  }
  git_message_trailer_array_free(&trailers);
  return people;
}

}  // namespace

People people_of(const git_commit* commit, const git_mailmap* mailmap) {
  const git_signature* author = git_commit_author(commit);
  People people{.author = person_of(mailmap, author->name, author->email)};
  for (Person& person : co_authors_of(commit, mailmap)) {
    if (person.mail != people.author.mail) people.co_authors.push_back(std::move(person));
  }
  return people;
}

void name_people(const std::vector<People>& people, const std::string& learner, History& history) {
  std::map<std::string, std::string> pseudonyms;
  const auto pseudonym = [&](const Person& person) {
    return pseudonyms.try_emplace(person.mail, "a" + std::to_string(pseudonyms.size() + 1)).first->second;
  };
  enum Match { kAuthor, kAlias, kCoAuthor, kNone };
  Match best = kNone;
  const auto look = [&](const Person& person, Match match) {
    const auto at = std::find(person.names.begin(), person.names.end(), learner) - person.names.begin();
    if (learner.empty() || at == std::ssize(person.names)) return;
    if (match == kAuthor && at > 1) match = kAlias;
    if (match > best) return;
    best = match;
    history.learner = pseudonym(person);
  };
  for (std::size_t i = history.commits.size(); i-- > 0;) {
    history.commits[i].author = pseudonym(people[i].author);
    look(people[i].author, kAuthor);
    for (const Person& person : people[i].co_authors) {
      history.commits[i].co_authors.push_back(pseudonym(person));
      look(person, kCoAuthor);
    }
  }
}

}  // namespace grader::acquire
