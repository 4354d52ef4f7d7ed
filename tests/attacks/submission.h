#pragma once
// A learner's repository: a sample of an exercise with changes, and what grading it says.

#include <map>
#include <nlohmann/json.hpp>

#include "tests/attacks/trial.h"

namespace grader::attacks {

using nlohmann::json;

class Submission {
 public:
  // Clones the good sample of an exercise into a folder of the trial's, in place of what stood there.
  Submission(Trial& trial, const std::string& exercise, const std::string& folder = "work")
      : trial_(trial), root_(trial.scratch() / folder) {
    const std::string source = GRADER_SOURCE_DIR;
    const std::string bundle = trial.scratch() / "sample.bundle";
    run("'" + source + "/scripts/make-bundle' '" + source + "/exercises/" + exercise + "' good '" + bundle +
        "' && rm -rf '" + root_.string() + "' && git clone -q '" + bundle + "' '" + root_.string() + "'");
  }
  const fs::path& root() const { return root_; }
  void write(const std::string& path, const std::string& bytes) const { support::spit(root_ / path, bytes); }
  void put_before(const std::string& path, const std::string& bytes) const {
    write(path, bytes + support::slurp(root_ / path));
  }
  void append(const std::string& path, const std::string& bytes) const {
    write(path, support::slurp(root_ / path) + bytes);
  }
  std::string git(const std::string& arguments) const {
    return run("cd '" + root_.string() +
               "' && GIT_CONFIG_GLOBAL=/dev/null git -c user.name=Learner -c user.email=l@example.org " + arguments);
  }
  void commit() const { git("add -A -f"), git("commit -q -m change --no-verify"); }

  // Commits and grades; what the tutor is told. Null when it could not be graded, which is a problem of the trial's.
  json grade(const std::vector<std::string>& more = {}) const {
    commit();
    return graded(root_.string(), more);
  }
  json graded(const std::string& source, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"grade", source, "--json", "--reveal"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Watched watched = trial_.program(arguments, {0});
    return json::parse(watched.out, nullptr, false);
  }

 private:
  std::string run(const std::string& command) const {
    const support::Shell ran = support::shell(command);
    trial_.expect(ran.code == 0, command + ": " + ran.err);
    return ran.out.substr(0, ran.out.find('\n'));
  }
  Trial& trial_;
  fs::path root_;
};

// Requirement -> its state, and "group/test" -> its state.
inline std::map<std::string, std::string> states(const json& result) {
  std::map<std::string, std::string> found;
  if (!result.is_object()) return found;
  for (const json& row : result["marking"]["requirements"]) found[row["id"]] = row["state"];
  for (const json& group : result["marking"]["groups"])
    for (const json& test : group["cases"])
      found[group["name"].get<std::string>() + "/" + test["id"].get<std::string>()] = test["state"];
  return found;
}

inline std::size_t count(const std::map<std::string, std::string>& states, const std::string& state) {
  return static_cast<std::size_t>(
      std::count_if(states.begin(), states.end(), [&](const auto& row) { return row.second == state; }));
}

// Requirements and tests of the exercise, without the learner's own.
inline std::map<std::string, std::string> judged(const json& result) {
  auto found = states(result);
  std::erase_if(found, [](const auto& row) { return row.first.starts_with("own/"); });
  return found;
}

// The verdict of the unchanged sample, which an attack must not change. Its own folder: the attack's stays as it is.
inline const std::map<std::string, std::string>& untouched(Trial& trial, const std::string& exercise) {
  static std::map<std::string, std::map<std::string, std::string>> kept;
  if (!kept.contains(exercise)) {
    const Submission sample(trial, exercise, "sample");
    kept[exercise] = judged(sample.graded(sample.root()));
  }
  trial.expect(count(kept[exercise], "met") == 7, "the sample itself does not meet its requirements");
  return kept[exercise];
}

inline void expect_untouched(Trial& trial, const std::string& exercise, const json& result) {
  const auto& before = untouched(trial, exercise);
  for (const auto& [what, state] : judged(result))
    trial.expect(before.contains(what) && before.at(what) == state, what + " became " + state);
  trial.expect(judged(result).size() == before.size(), "other requirements or tests than the sample's");
}

inline void expect_nothing_passes(Trial& trial, const json& result) {
  const auto found = judged(result);
  trial.expect(!found.empty() && count(found, "met") == 0 && count(found, "passed") == 0,
               std::to_string(count(found, "passed")) + " tests passed, " + std::to_string(count(found, "met")) +
                   " requirements are met");
}

// The twin of an attack through files: a sample with an ordinary file more.
inline std::function<void(Trial&)> ordinary(const std::string& exercise, const std::string& path,
                                            const std::string& bytes) {
  return [=](Trial& trial) {
    const Submission submission(trial, exercise);
    submission.write(path, bytes);
    expect_untouched(trial, exercise, submission.grade());
  };
}

}  // namespace grader::attacks
