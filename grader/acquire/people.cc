#include "grader/acquire/people.h"

#include <algorithm>
#include <map>

#include "grader/base/text.h"

namespace grader::acquire {
namespace {

// The mails of its Co-authored-by lines.
std::vector<std::string> co_authors_of(const git_commit* commit, const git_mailmap* mailmap) {
  git_message_trailer_array trailers{};
  std::vector<std::string> mails;
  if (git_message_trailers(&trailers, git_commit_message(commit)) != 0) return mails;
  for (std::size_t i = 0; i < trailers.count; ++i) {
    std::string key = trailers.trailers[i].key;
    std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return std::tolower(c); });
    const std::string value = trailers.trailers[i].value;
    const std::size_t from = value.rfind('<');
    const std::size_t to = value.rfind('>');
    if (key != "co-authored-by" || from == std::string::npos || to == std::string::npos || to < from) continue;
    const std::string name = trim(value.substr(0, from));
    const std::string mail = value.substr(from + 1, to - from - 1);
    const char* real_name = nullptr;
    const char* real_mail = nullptr;
    if (git_mailmap_resolve(&real_name, &real_mail, mailmap, name.c_str(), mail.c_str()) == 0)
      mails.emplace_back(real_mail);
  }
  git_message_trailer_array_free(&trailers);
  return mails;
}

}  // namespace

People people_of(const git_commit* commit, const git_mailmap* mailmap) {
  People people{.name = "unknown", .mail = "unknown"};
  git_signature* author = nullptr;
  if (git_commit_author_with_mailmap(&author, commit, mailmap) == 0) {
    people.name = author->name;
    people.mail = author->email;
  }
  git_signature_free(author);
  for (std::string& mail : co_authors_of(commit, mailmap)) {
    if (mail != people.mail) people.co_authors.push_back(std::move(mail));
  }
  return people;
}

void name_people(const std::vector<People>& people, const std::string& learner, History& history) {
  std::map<std::string, std::string> pseudonyms;
  const auto pseudonym = [&](const std::string& mail) {
    return pseudonyms.try_emplace(mail, "a" + std::to_string(pseudonyms.size() + 1)).first->second;
  };
  for (std::size_t i = history.commits.size(); i-- > 0;) {
    history.commits[i].author = pseudonym(people[i].mail);
    for (const std::string& mail : people[i].co_authors) history.commits[i].co_authors.push_back(pseudonym(mail));
    if (!learner.empty() && (people[i].name == learner || people[i].mail == learner))
      history.learner = history.commits[i].author;
  }
}

}  // namespace grader::acquire
