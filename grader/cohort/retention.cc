#include "grader/cohort/retention.h"

#include <algorithm>

#include "grader/acquire/mirror.h"
#include "grader/base/files.h"

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

}  // namespace grader::cohort
