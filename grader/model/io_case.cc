#include "grader/model/io_case.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/model/own_input.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kReadingCase = "reading a case of the exercise";

// An id is a folder's name and part of a step's name.
bool is_safe(const std::string& id) {
  return !id.empty() && id.front() != '.' && std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return (std::isalnum(c) != 0 && c < 0x80) || c == '-' || c == '_' || c == '.';
  });
}

Result<std::map<std::string, std::string>> bytes_below(const fs::path& folder) {
  std::map<std::string, std::string> all;
  for (const std::string& file : files_below(folder)) {
    auto bytes = read_file(folder / file);
    if (!bytes) return pass(bytes);
    all[file] = std::move(*bytes);
  }
  return all;
}

Result<IoCase> read_case(const Exercise& exercise, const fs::path& folder, const std::string& id) {
  const auto refuse = [&](const std::string& found, const std::string& remedy) {
    return fail(Fault::kSetup, kReadingCase, folder.string(), found, remedy);
  };
  if (!is_safe(id)) return refuse("the id of a case is a folder's name", "use letters, digits, '-', '_' and '.'");
  if (!fs::is_directory(folder)) return refuse("case \"" + id + "\" has no folder", "make it, or remove the case");
  IoCase one{.id = id, .folder = folder};
  std::string check = "default";
  if (fs::exists(folder / "case.json")) {
    auto json = read_own_input(folder / "case.json", "case", kReadingCase);
    if (!json) return pass(json);
    one.arguments = json->value("arguments", std::vector<std::string>{});
    if (json->contains("exit")) one.exit = (*json)["exit"].get<int>();
    check = json->value("check", check);
  }
  if (const auto row = exercise.checks.find(check); row != exercise.checks.end()) {
    one.check = row->second;
  } else if (check != "default") {
    std::vector<std::string> known;
    for (const auto& [name, rule] : exercise.checks) known.push_back(name);
    return refuse("check \"" + check + "\" does not exist",
                  known.empty() ? "name it in the exercise's \"checks\"" : "use one of: " + join(known, ", "));
  }
  one.input = read_file(folder / "stdin").value_or("");
  if (fs::exists(folder / "stdout")) one.output = read_file(folder / "stdout").value_or("");
  for (const std::string& file : files_below(folder / "files")) one.files[file] = (folder / "files" / file).string();
  auto expected = bytes_below(folder / "expected");
  if (!expected) return pass(expected);
  one.expected = std::move(*expected);
  if (!one.output && one.expected.empty() && !one.exit && one.check.kind != Check::Kind::kCustom)
    return refuse("case \"" + id + "\" asks for nothing", "add stdout, expected/ or an exit code in case.json");
  return one;
}

}  // namespace

const char* name_of(Mode mode) {
  return mode == Mode::kInProcess ? "in-process" : mode == Mode::kSplit ? "split" : "io";
}

Mode mode_of(const std::string& name) {
  return name == "io" ? Mode::kIo : name == "split" ? Mode::kSplit : Mode::kInProcess;
}

Check check_of(const Json& json) {
  const std::string kind = json["kind"];
  return {.kind = kind == "custom"     ? Check::Kind::kCustom
                  : kind == "tolerant" ? Check::Kind::kTolerant
                                       : Check::Kind::kExact,
          .absolute = json.value("absolute", 0.0),
          .relative = json.value("relative", 0.0),
          .dir = json.value("dir", ""),
          .argv = json.value("argv", std::vector<std::string>{})};
}

Result<std::vector<IoCase>> read_cases(const Exercise& exercise, const TestSet& set) {
  std::vector<IoCase> cases;
  for (const auto& [id, requirements] : set.cases) {
    auto one = read_case(exercise, exercise.folder / set.dir / id, id);
    if (!one) return pass(one);
    cases.push_back(std::move(*one));
  }
  return cases;
}

std::vector<std::string> unmapped_cases(const Exercise& exercise, const TestSet& set) {
  std::vector<std::string> ids;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(exercise.folder / set.dir, error)) {
    const std::string id = entry.path().filename().string();
    if (entry.is_directory() && !set.cases.contains(id)) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace grader
