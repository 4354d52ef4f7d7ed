#include "grader/model/exercise.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/model/io_case.h"
#include "grader/model/own_input.h"
#include "grader/model/signature.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr const char* kReadingExercise = "reading the exercise";

Priority priority_of(const std::string& name) {
  if (name == "must") return Priority::kMust;
  return name == "should" ? Priority::kShould : Priority::kStretch;
}

// The same file, its keys in the order in which they stand there: that of the fields of records counts.
Result<OrderedJson> read_in_order(const fs::path& path) {
  if (auto checked = read_own_input(path, "exercise", kReadingExercise); !checked) return pass(checked);
  auto text = read_file(path);
  if (!text) return pass(text);
  return OrderedJson::parse(*text, nullptr, true, true);
}

TestSet test_set(const Json& json) {
  return {.dir = json["dir"], .at = json["at"], .cases = json["cases"]};
}

Exercise from_json(const Json& json, const fs::path& folder) {
  Exercise exercise{.folder = folder,
                    .id = json["id"],
                    .version = json["version"],
                    .title = json["title"],
                    .language = json["language"],
                    .skills = json["skills"]};
  for (const Json& item : json["requirements"]) {
    exercise.requirements.push_back({.id = item["id"],
                                     .level = priority_of(item["level"]),
                                     .text = item["text"],
                                     .given = item.value("given", false),
                                     .bug = item.value("bug", false)});
  }
  const Json& interface = json["interface"];
  exercise.interface_files = interface["files"];
  exercise.build = interface["build"]["argv"];
  if (interface.contains("example")) {
    const Json& example = interface["example"];
    exercise.example =
        Example{.argv = example["argv"], .input = example.value("stdin", ""), .output = example["stdout"]};
  }
  exercise.mode = mode_of(json["mode"]);
  if (interface.contains("program")) exercise.program = interface["program"]["argv"];
  const Json checks = json.value("checks", Json::object());
  for (const auto& [check, rule] : checks.items()) exercise.checks[check] = check_of(rule);
  const Json& files = json["files"];
  exercise.brief = files["brief"];
  exercise.starter = files["starter"];
  exercise.reference = files.value("reference", "");
  exercise.submissions = files.value("submissions", "");
  exercise.style = files.value("style", "");
  exercise.public_tests = test_set(json["tests"]["public"]);
  if (json["tests"].contains("hidden")) exercise.hidden_tests = test_set(json["tests"]["hidden"]);
  for (const Json& item : json.value("faulty", Json::array())) {
    exercise.faulty.push_back({.dir = item["dir"], .breaks = item["breaks"], .what = item["what"]});
  }
  exercise.test_cpu_ms = json["limits"]["test_cpu_ms"];
  exercise.memory_mib = json["limits"]["memory_mib"];
  exercise.grading = std::chrono::seconds(json["limits"].value("grading_s", exercise.grading.count()));
  const Json& instructed = json["instructed"];
  exercise.asks_ci = instructed.value("ci", false);
  exercise.asks_branches = instructed.value("branches", false);
  exercise.asks_docs = instructed.value("docs", false);
  exercise.debug_log = instructed.value("debug_log", "");
  exercise.full_tier = json["minimum"]["tier"] == "full";
  exercise.least_mutation = json["minimum"].value("mutation", 0);
  exercise.least_assurance = mode_of(json["minimum"]["assurance"]);
  return exercise;
}

// What the mode needs, and no less assurance than the exercise asks for.
Result<void> check_mode(const Exercise& exercise, const std::string& name) {
  const std::string mode = std::string("mode \"") + name_of(exercise.mode) + "\"";
  if (exercise.mode < exercise.least_assurance) {
    const std::string least = name_of(exercise.least_assurance);
    return fail(Fault::kSetup, kReadingExercise, name,
                mode + " does not reach minimum.assurance, which is \"" + least + "\"",
                "judge it by mode \"" + least + "\", or ask for less");
  }
  if (exercise.mode == Mode::kIo && exercise.program.empty())
    return fail(Fault::kSetup, kReadingExercise, name, mode + " without interface.program",
                "name the command a case runs");
  if (exercise.mode != Mode::kIo && !(exercise.program.empty() && exercise.checks.empty()))
    return fail(Fault::kSetup, kReadingExercise, name,
                mode + " with what only mode \"io\" has: interface.program or checks", "remove it, or use mode \"io\"");
  for (const auto& [check, rule] : exercise.checks) {
    if (rule.kind == Check::Kind::kCustom && (rule.dir.empty() || rule.argv.empty()))
      return fail(Fault::kSetup, kReadingExercise, name,
                  "the custom check \"" + check + "\" names no \"dir\" or no \"argv\"",
                  "name the checker's folder and its command");
    if (!rule.dir.empty() && !fs::exists(exercise.folder / rule.dir))
      return fail(Fault::kSetup, kReadingExercise, name, "\"" + rule.dir + "\" is not there",
                  "add it or correct the path");
  }
  return {};
}

// A reference inside the file that leads nowhere.
Result<void> check_references(const Exercise& exercise, const std::string& name) {
  const auto known = [&](const std::string& id) {
    return std::any_of(exercise.requirements.begin(), exercise.requirements.end(),
                       [&](const auto& r) { return r.id == id; });
  };
  std::vector<std::string> ids;
  for (const Requirement& requirement : exercise.requirements) ids.push_back(requirement.id);
  const auto unknown = [&](const std::string& where, const std::string& id) {
    return fail(Fault::kSetup, kReadingExercise, name,
                where + " names requirement \"" + id + "\", which does not exist", "use one of: " + join(ids, ", "));
  };
  for (const Requirement& requirement : exercise.requirements) {
    if (requirement.given && requirement.bug)
      return fail(Fault::kSetup, kReadingExercise, name, "requirement \"" + requirement.id + "\" is given and a bug",
                  "keep \"bug\" when the starter breaks it, \"given\" when the starter meets it");
  }
  for (const TestSet* set : {&exercise.public_tests, exercise.hidden_tests ? &*exercise.hidden_tests : nullptr}) {
    if (set == nullptr) continue;
    for (const auto& [test, requirements] : set->cases) {
      for (const std::string& id : requirements) {
        if (!known(id)) return unknown("test \"" + test + "\"", id);
      }
    }
  }
  for (const Faulty& faulty : exercise.faulty) {
    for (const std::string& id : faulty.breaks) {
      if (!known(id)) return unknown("faulty version \"" + faulty.dir + "\"", id);
    }
  }
  for (const std::string& part : {exercise.brief, exercise.starter, exercise.public_tests.dir, exercise.style}) {
    if (!part.empty() && !fs::exists(exercise.folder / part)) {
      return fail(Fault::kSetup, kReadingExercise, name, "\"" + part + "\" is not there", "add it or correct the path");
    }
  }
  return {};
}

std::vector<std::string> slugs_in(const fs::path& folder) {
  std::vector<std::string> slugs;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (fs::exists(entry.path() / "exercise.json")) slugs.push_back(entry.path().filename());
  }
  std::sort(slugs.begin(), slugs.end());
  return slugs;
}

fs::path user_exercises() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/')
    return fs::path(data) / "grader" / "exercises";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')
    return fs::path(home) / ".local/share/grader/exercises";
  return {};
}

}  // namespace

Result<Exercise> read_exercise(const fs::path& folder) {
  const fs::path path = folder / "exercise.json";
  auto json = read_own_input(path, "exercise", kReadingExercise);
  if (!json) return pass(json);
  Exercise exercise = from_json(*json, folder);
  if (exercise.mode == Mode::kSplit) {
    auto in_order = read_in_order(path);
    if (!in_order) return pass(in_order);
    auto interface = split_interface((*in_order)["interface"], path.string());
    if (!interface) return pass(interface);
    exercise.interface = std::move(*interface);
  }
  if (auto checked = check_mode(exercise, path.string()); !checked) return pass(checked);
  if (auto checked = check_references(exercise, path.string()); !checked) return pass(checked);
  return exercise;
}

Result<std::map<std::string, std::string>> public_pack(const Exercise& exercise) {
  auto json = read_in_order(exercise.folder / "exercise.json");
  if (!json) return pass(json);
  OrderedJson open = std::move(*json);
  open["tests"].erase("hidden");
  open.erase("faulty");
  open["files"].erase("reference");
  open["files"].erase("submissions");
  std::map<std::string, std::string> pack;
  pack["exercise.json"] = open.dump(1) + "\n";
  std::vector<std::string> wanted = {exercise.brief};
  std::set<std::string> parts = {exercise.starter, exercise.public_tests.dir, exercise.style};
  for (const auto& [name, check] : exercise.checks) parts.insert(check.dir);
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    for (const std::string& file : files_below(exercise.folder / part)) wanted.push_back(part + "/" + file);
  }
  for (const std::string& file : wanted) {
    auto bytes = read_file(exercise.folder / file);
    if (!bytes) return pass(bytes);
    pack[file] = std::move(*bytes);
  }
  return pack;
}

Result<std::map<std::string, std::string>> layers_of(const Exercise& exercise,
                                                     const std::vector<std::string>& folders) {
  std::map<std::string, std::string> files;
  for (const std::string& folder : folders) {
    for (const std::string& file : files_below(exercise.folder / folder)) {
      auto bytes = read_file(exercise.folder / folder / file);
      if (!bytes) return pass(bytes);
      files[file] = std::move(*bytes);
    }
  }
  return files;
}

Result<std::string> public_hash(const Exercise& exercise) {
  auto pack = public_pack(exercise);
  if (!pack) return pass(pack);
  Hasher hasher;
  for (const auto& [path, bytes] : *pack) hasher.add(path).add(bytes);
  return hasher.hex();
}

Result<fs::path> find_exercise(const std::string& name) {
  if (fs::exists(fs::path(name) / "exercise.json")) return fs::path(name);
  std::vector<std::string> known;
  for (const fs::path& parent : {data_folder() / "exercises", user_exercises()}) {
    if (parent.empty()) continue;
    const bool slug = name.find('/') == std::string::npos && !name.empty() && name != "." && name != "..";
    if (slug && fs::exists(parent / name / "exercise.json")) return parent / name;
    for (const std::string& found : slugs_in(parent)) known.push_back(found);
  }
  const std::string near = nearest(name, known);
  const std::string remedy = known.empty() ? "name the folder of its pack with --exercise, or put the pack into " +
                                                 printable(user_exercises().string())
                             : near.empty() ? "use one of: " + join(known, ", ")
                                            : "use --exercise " + near;
  return fail(Fault::kUsage, "looking for the exercise", printable(name),
              "no exercise of that name and no folder with an exercise.json", remedy);
}

}  // namespace grader
