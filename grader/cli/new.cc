#include <filesystem>
#include <iostream>
#include <map>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/cli/commands.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMakingExercise = "making a new exercise";

bool is_slug(const std::string& name) {
  const std::string allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         name.find_first_not_of(allowed) == std::string::npos;
}

}  // namespace

Result<int> exercise_new(const std::string& name, const std::string& language, const std::string& out) {
  const fs::path skeleton = data_folder() / "toolchains" / language / "skeleton";
  if (!is_slug(name)) {
    return fail(Fault::kUsage, kMakingExercise, printable(name), "not a name of small letters, digits and hyphens",
                "choose a name such as bank-statement");
  }
  if (language.find('/') != std::string::npos || !fs::exists(skeleton)) {
    std::vector<std::string> known;
    for (const auto& entry : fs::directory_iterator(data_folder() / "toolchains")) {
      known.push_back(entry.path().filename());
    }
    return fail(Fault::kUsage, kMakingExercise, printable(language), "no toolchain of that name",
                "use --language with one of: " + join(known, ", "));
  }
  const fs::path folder = fs::path(out.empty() ? "exercises" : out) / name;
  if (fs::exists(folder)) {
    return fail(Fault::kUsage, kMakingExercise, folder.string(), "it is there already",
                "choose another name or remove it");
  }
  for (const std::string& file : files_below(skeleton)) {
    auto bytes = read_file(skeleton / file);
    if (!bytes) return pass(bytes);
    if (auto written = write_file(folder / file, replace_all(*bytes, "@NAME@", name)); !written) return pass(written);
  }
  std::cout << "Made " << folder.string() << ". Next: grader exercise verify " << folder.string() << "\n";
  return 0;
}

}  // namespace grader::cli
