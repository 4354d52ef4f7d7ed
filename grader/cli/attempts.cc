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

std::string word_of(Level level) {
  return name_of(level);
}
std::string word_of(const std::string& state) {
  return state;
}

template <typename Value>
Json to_json(const Attempt::Rows<Value>& rows) {
  Json json = Json::object();
  for (const auto& [id, value] : rows) json[id] = word_of(value);
  return json;
}

Attempt::Rows<Level> levels_from(const Json& json) {
  Attempt::Rows<Level> rows;
  for (const auto& [id, level] : json.items()) rows.emplace_back(id, level_named(level.get<std::string>()));
  return rows;
}

Attempt::Rows<std::string> states_from(const Json& json) {
  Attempt::Rows<std::string> rows;
  for (const auto& [id, state] : json.items()) rows.emplace_back(id, state.get<std::string>());
  return rows;
}

std::string print(const Attempt& attempt) {
  Json json = {{"commit", attempt.commit},
               {"rules", attempt.rules},
               {"skills", to_json(attempt.skills)},
               {"indicators", to_json(attempt.indicators)},
               {"requirements", to_json(attempt.requirements)},
               {"tests", Json::object()}};
  for (const auto& [group, states] : attempt.tests) json["tests"][group] = states ? to_json(*states) : Json();
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Attempt parse(const std::string& line) {
  Attempt attempt;
  try {
    const Json json = Json::parse(line);
    attempt.commit = json.at("commit");
    attempt.rules = json.at("rules");
    attempt.skills = levels_from(json.at("skills"));
    attempt.whole = !json.contains("own_tests");
    if (!attempt.whole) {
      auto& own = attempt.tests["own"].emplace();
      for (const Json& id : json["own_tests"]) own.emplace_back(id.get<std::string>(), "");
      return attempt;
    }
    attempt.indicators = levels_from(json.at("indicators"));
    attempt.requirements = states_from(json.at("requirements"));
    for (const auto& [group, states] : json.at("tests").items())
      attempt.tests[group] = states.is_null() ? std::nullopt : std::optional(states_from(states));
  } catch (const Json::exception&) {
    return {};
  }
  return attempt;
}

template <typename Value>
const Value* find(const Attempt::Rows<Value>& rows, const std::string& id) {
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& known) { return known.first == id; });
  return row == rows.end() ? nullptr : &row->second;
}

// What had no level before is new; what has none any more cannot be compared.
void compare(const Attempt::Rows<Level>& before, const Attempt::Rows<Level>& now, BothWays<Moved>& ways,
             std::vector<std::string>& unchanged, std::vector<std::string>& not_compared) {
  for (const auto& [id, level] : now) {
    const Level* const then = find(before, id);
    if (then == nullptr || *then == Level::kNone) continue;
    if (level == Level::kNone)
      not_compared.push_back(id);
    else if (level == *then)
      unchanged.push_back(id);
    else
      (level > *then ? ways.improved : ways.slipped).push_back({id, *then, level});
  }
}

// The state that counts for the work, and those that say nothing of it.
struct StateWords {
  std::string good;
  std::vector<std::string> none;

  bool tells(const std::string& state) const { return std::find(none.begin(), none.end(), state) == none.end(); }
};
const StateWords kOfRequirements = {
    .good = name_of(RequirementState::kMet),
    .none = {name_of(RequirementState::kNoTest), name_of(RequirementState::kCouldNotRun),
             name_of(RequirementState::kNeedsPerson)}};
const StateWords kOfTests = {.good = name_of(TestState::kPassed),
                             .none = {name_of(TestState::kPlatform), name_of(TestState::kIntegrity)}};

void compare(const StateWords& words, const Attempt::Rows<std::string>& before, const Attempt::Rows<std::string>& now,
             BothWays<Turned>& ways, std::vector<std::string>& not_compared) {
  for (const auto& [id, state] : now) {
    const std::string* const then = find(before, id);
    if (then == nullptr) continue;
    if (words.tells(state) != words.tells(*then))
      not_compared.push_back(id);
    else if ((state == words.good) != (*then == words.good))
      (state == words.good ? ways.improved : ways.slipped).push_back({id, *then, state});
  }
}

void compare_tests(const Attempt& before, const Attempt& now, grader::Progress& progress) {
  for (const auto& [group, then] : before.tests) {
    const auto row = now.tests.find(group);
    const auto states = row == now.tests.end() ? Attempt::Rows<std::string>() : row->second;
    if (!then && !states) continue;
    if (!then || !states) {
      progress.not_compared.push_back(group + " tests");
      continue;
    }
    if (before.whole) compare(kOfTests, *then, *states, progress.tests, progress.not_compared);
    if (group != "own") continue;
    for (const auto& [id, state] : *then) {
      const std::string file = id.substr(0, id.find("::"));  // of which the runner may collect nothing now
      if (find(*states, id) == nullptr && find(*states, file) == nullptr) progress.gone_tests.push_back(id);
    }
  }
}

}  // namespace

Attempt attempt_of(const Grading& grading) {
  Attempt attempt{.commit = grading.commit, .rules = grading.exercise_hash + " " + grading.rubric_hash};
  if (!grading.learner.empty()) attempt.rules += " " + grading.learner;
  for (const SkillResult& skill : grading.open.skills) {
    attempt.skills.emplace_back(skill.id, skill.level);
    for (const IndicatorResult& row : skill.indicators) attempt.indicators.emplace_back(row.id, row.level);
  }
  for (const RequirementResult& row : grading.open.requirements)
    attempt.requirements.emplace_back(row.id, name_of(row.state));
  for (const GroupResult& group : grading.open.groups) {
    auto& states = attempt.tests[group.name];
    if (!group.built || group.could_not_run || group.contradicts) continue;
    states.emplace();
    for (const TestCase& test : group.cases) states->emplace_back(test.id, name_of(test.state));
  }
  return attempt;
}

grader::Progress progress_between(const Attempt& before, const Attempt& now, int since) {
  grader::Progress progress{.since = since};
  BothWays<Moved> skills;
  compare(before.skills, now.skills, skills, progress.unchanged, progress.not_compared);
  progress.improved = std::move(skills.improved);
  progress.slipped = std::move(skills.slipped);
  std::vector<std::string> same;
  compare(before.indicators, now.indicators, progress.indicators, same, progress.not_compared);
  compare(kOfRequirements, before.requirements, now.requirements, progress.requirements, progress.not_compared);
  compare_tests(before, now, progress);
  if (!before.whole)
    progress.not_compared.insert(progress.not_compared.end(), {"indicators", "requirements", "results of tests"});
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
  std::vector<AttemptLevels> comparable;
  for (auto before = attempts.begin(); before != same; ++before) {
    if (before->rules == now.rules)
      comparable.push_back({static_cast<int>(before - attempts.begin()) + 1, before->skills});
  }
  if (!comparable.empty()) {
    const int since = comparable.back().number;
    grading.progress = progress_between(attempts[static_cast<std::size_t>(since) - 1], now, since);
    comparable.push_back({grading.attempt, now.skills});
    grading.progress.attempts = std::move(comparable);
  }
  return same != attempts.end() ? Result<void>() : write_file(file, known + print(now) + "\n");
}

}  // namespace grader::cli
