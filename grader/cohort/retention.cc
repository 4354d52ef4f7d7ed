#include "grader/cohort/retention.h"

#include <algorithm>

#include "grader/acquire/mirror.h"
#include "grader/base/files.h"
#include "grader/cohort/released_folder.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;

// A folder's own time is that of the last file put into it or taken out.
bool is_older(const fs::path& folder, std::chrono::sys_days day) {
  std::error_code error;
  const auto written = fs::last_write_time(folder, error);
  return !error && std::chrono::file_clock::to_sys(written) < day;
}

}  // namespace

std::vector<fs::path> raw_older_than(const Cohort& cohort, std::chrono::sys_days day) {
  std::vector<fs::path> older;
  std::error_code error;
  for (const auto& shelf : fs::directory_iterator(cache_folder() / "runs", error)) {
    for (const auto& run : fs::directory_iterator(shelf.path(), error)) {
      if (is_older(run.path(), day)) older.push_back(run.path());
    }
  }
  for (const Row& row : cohort.rows) {
    const fs::path mirror = acquire::mirror_of(row.repository);
    if (fs::exists(mirror, error) && is_older(mirror, day)) older.push_back(mirror);
  }
  std::sort(older.begin(), older.end());
  older.erase(std::unique(older.begin(), older.end()), older.end());
  return older;
}

std::vector<fs::path> files_about(const Rules& rules, const std::string& apprentice) {
  const fs::path own = rules.out / apprentice;
  std::vector<fs::path> files;
  for (const std::string& file : files_below(own)) files.push_back(own / file);
  const std::vector<fs::path> released = released_files_of(rules.out / "released", apprentice);
  files.insert(files.end(), released.begin(), released.end());
  return files;
}

Result<void> remove_files_about(const Rules& rules, const std::string& apprentice) {
  std::vector<fs::path> all = files_about(rules, apprentice);
  all.push_back(rules.out / apprentice);
  for (const fs::path& path : all) {
    std::error_code error;
    fs::remove_all(path, error);
    if (error)
      return fail(Fault::kPlatform, "erasing an apprentice", path.string(), error.message(),
                  "make its folder writable, then erase again");
  }
  return {};
}

}  // namespace grader::cohort
