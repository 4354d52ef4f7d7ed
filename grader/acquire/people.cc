#include "grader/acquire/people.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "grader/base/text.h"

namespace grader::acquire {
namespace {

constexpr std::size_t kName = 0;  // in Person::names: after the mailmap

std::string small(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

Person person_of(const git_mailmap* mailmap, const std::string& name, const std::string& mail) {
  const char* real_name = name.c_str();
  const char* real_mail = mail.c_str();
  git_mailmap_resolve(&real_name, &real_mail, mailmap, name.c_str(), mail.c_str());
  return {.mail = small(real_mail), .names = {real_name, small(real_mail), name, small(mail)}};
}

// In small letters, with one blank between its words.
std::string folded(const std::string& name) {
  std::istringstream words(small(name));
  std::string text;
  for (std::string word; words >> word;) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool is_address(const std::string& learner) {
  return learner.find('@') != std::string::npos;
}

bool is_called(const Person& person, const std::string& name) {
  return std::find(person.names.begin(), person.names.end(), name) != person.names.end();
}

// Which addresses are one person's: those with one name.
class Identities {
 public:
  Identities(const std::vector<People>& people, const std::string& learner) : learner_(learner) {
    for (auto row = people.rbegin(); row != people.rend(); ++row) {  // oldest first
      note(row->author, true);
      for (const Person& person : row->co_authors) note(person, false);
    }
    for (const auto& [mail, name] : names_) ++addresses_[name];
  }

  // A name where several addresses have it, else the address.
  std::string of(const Person& person) const {
    const auto name = names_.find(person.mail);
    return name != names_.end() && addresses_.at(name->second) > 1 ? name->second : person.mail;
  }
  int addresses(const std::string& identity) const {
    const auto row = addresses_.find(identity);
    return row == addresses_.end() ? 1 : row->second;
  }

 private:
  // The first name of an address is its own: later ones do not join it to others.
  void note(const Person& person, bool author) {
    const std::string name = folded(person.names[kName]);
    const bool asked_for = author && !name.empty() && person.names[kName] == learner_;
    const bool apart = is_address(learner_) && is_called(person, learner_);
    if (!apart && (asked_for || name.find(' ') != std::string::npos)) names_.try_emplace(person.mail, name);
  }

  const std::string& learner_;
  std::map<std::string, std::string> names_;  // by address
  std::map<std::string, int> addresses_;      // of a name
};

// Those of its Co-authored-by lines.
std::vector<Person> co_authors_of(const git_commit* commit, const git_mailmap* mailmap) {
  git_message_trailer_array trailers{};
  std::vector<Person> people;
  if (git_message_trailers(&trailers, git_commit_message(commit)) != 0) return people;
  for (std::size_t i = 0; i < trailers.count; ++i) {
    const std::string key = small(trailers.trailers[i].key);
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

void name_people(const std::vector<People>& people, const std::string& asked_for, History& history) {
  const std::string learner = is_address(asked_for) ? small(asked_for) : asked_for;
  const Identities identities(people, learner);
  std::map<std::string, std::string> pseudonyms;
  const auto pseudonym = [&](const Person& person) {
    const std::string identity = identities.of(person);
    const auto [row, added] = pseudonyms.try_emplace(identity, "a" + std::to_string(pseudonyms.size() + 1));
    if (added && person.names[kName].ends_with("[bot]")) history.bots.insert(row->second);
    if (added && identities.addresses(identity) > 1) history.addresses[row->second] = identities.addresses(identity);
    return row->second;
  };
  const auto add_once = [](const std::string& person, Commit& commit) {
    std::vector<std::string>& others = commit.co_authors;
    if (person != commit.author && std::find(others.begin(), others.end(), person) == others.end())
      others.push_back(person);
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
      look(person, kCoAuthor);
      add_once(pseudonym(person), history.commits[i]);
    }
  }
}

}  // namespace grader::acquire
