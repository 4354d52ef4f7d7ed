#include "grader/cli/attempts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "grader/base/files.h"
#include "grader/base/text.h"

namespace grader::cli {
namespace {

using Json = nlohmann::json;

Level level_named(const std::string& name) {
  for (const Level level : {Level::kNotYet, Level::kDeveloping, Level::kSecure, Level::kStrong}) {
    if (name == name_of(level)) return level;
  }
  return Level::kNone;
}

std::string print(const Attempt& attempt) {
  Json json = {{"commit", attempt.commit}, {"rules", attempt.rules}, {"own_tests", attempt.own_tests}};
  json["skills"] = Json::object();
  for (const auto& [skill, level] : attempt.skills) json["skills"][skill] = name_of(level);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Attempt parse(const std::string& line) {
  Attempt attempt;
  try {
    const Json json = Json::parse(line);
    attempt.commit = json.at("commit");
    attempt.rules = json.at("rules");
    attempt.own_tests = json.at("own_tests").get<std::vector<std::string>>();
    for (const auto& [skill, level] : json.at("skills").items())
      attempt.skills[skill] = level_named(level.get<std::string>());
  } catch (const Json::exception&) {
    return {};
  }
  return attempt;
}

}  // namespace

Attempt attempt_of(const Grading& grading) {
  Attempt attempt{.commit = grading.commit, .rules = grading.exercise_hash + " " + grading.rubric_hash};
  for (const SkillResult& skill : grading.open.skills) attempt.skills[skill.id] = skill.level;
  for (const GroupResult& group : grading.open.groups) {
    if (group.name != "own") continue;
    for (const TestCase& test : group.cases) attempt.own_tests.push_back(test.id);
  }
  return attempt;
}

grader::Progress progress_between(const Attempt& before, const Attempt& now, int since) {
  grader::Progress progress{.since = since};
  for (const auto& [skill, level] : now.skills) {
    const auto row = before.skills.find(skill);
    if (row == before.skills.end() || row->second == Level::kNone || level == Level::kNone) continue;
    if (level > row->second) progress.improved.push_back({skill, row->second, level});
    if (level < row->second) progress.slipped.push_back({skill, row->second, level});
    if (level == row->second) progress.unchanged.push_back(skill);
  }
  std::copy_if(before.own_tests.begin(), before.own_tests.end(), std::back_inserter(progress.gone_tests),
               [&](const std::string& id) {
                 return std::find(now.own_tests.begin(), now.own_tests.end(), id) == now.own_tests.end();
               });
  return progress;
}

Result<void> record_attempt(const std::filesystem::path& folder, Grading& grading) {
  const std::filesystem::path file = folder / "attempts.jsonl";
  if (auto ignored = write_file(folder / ".gitignore", "*\n"); !ignored) return ignored;
  const std::string known = read_file(file).value_or("");
  std::vector<Attempt> attempts;
  for (const std::string& line : lines_of(known)) attempts.push_back(parse(line));
  const Attempt now = attempt_of(grading);
  const auto same = std::find_if(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
    return attempt.commit == now.commit && attempt.rules == now.rules;
  });
  grading.attempt = static_cast<int>(same - attempts.begin()) + 1;
  for (int earlier = grading.attempt - 1; earlier > 0; --earlier) {
    const Attempt& before = attempts[static_cast<std::size_t>(earlier) - 1];
    if (before.rules != now.rules) continue;
    grading.progress = progress_between(before, now, earlier);
    break;
  }
  return same != attempts.end() ? Result<void>() : write_file(file, known + print(now) + "\n");
}

}  // namespace grader::cli
