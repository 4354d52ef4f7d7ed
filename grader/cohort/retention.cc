#include "grader/cohort/retention.h"

#include <algorithm>
#include <iterator>

#include "grader/base/files.h"
#include "grader/cohort/released_folder.h"
#include "grader/cohort/roster.h"
#include "grader/cohort/work.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;

// A folder's own time is that of the last file put into it or taken out.
bool is_older(const fs::path& folder, std::chrono::sys_days day) {
  std::error_code error;
  const auto written = fs::last_write_time(folder, error);
  return !error && std::chrono::file_clock::to_sys(written) < day;
}

void add_older(const fs::path& shelf, std::chrono::sys_days day, std::vector<fs::path>& older) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(shelf, error)) {
    if (is_older(entry.path(), day)) older.push_back(entry.path());
  }
}

// Of apprentices, in the output folder.
std::vector<fs::path> folders_of_pages(const Rules& rules) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(rules.out, error)) {
    if (entry.is_directory(error) && is_id(entry.path().filename().string())) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

void add_files(const fs::path& folder, std::vector<fs::path>& files) {
  for (const std::string& file : files_below(folder)) files.push_back(folder / file);
}

Result<void> remove_all(const std::vector<fs::path>& paths, const std::string& doing) {
  for (const fs::path& path : paths) {
    std::error_code error;
    fs::remove_all(path, error);
    if (error)
      return fail(Fault::kPlatform, doing, path.string(), error.message(),
                  "make its folder writable, then do the same again");
  }
  return {};
}

}  // namespace

std::vector<fs::path> raw_older_than(std::chrono::sys_days day, const fs::path& work) {
  std::vector<fs::path> older;
  std::error_code error;
  for (const char* kind : {"runs", "tries"}) {
    for (const auto& shelf : fs::directory_iterator(cache_folder() / kind, error)) add_older(shelf.path(), day, older);
  }
  for (const char* shelf : {"mirrors", "scratch"}) add_older(cache_folder() / shelf, day, older);
  std::ranges::copy_if(work_files(work), std::back_inserter(older),
                       [&](const fs::path& file) { return is_older(file, day); });
  std::sort(older.begin(), older.end());
  return older;
}

Result<void> remove_raw(const std::vector<fs::path>& folders) {
  return remove_all(folders, "purging the cache");
}

std::vector<fs::path> pages_of(const Rules& rules) {
  std::vector<fs::path> pages;
  for (const fs::path& folder : folders_of_pages(rules)) add_files(folder, pages);
  return pages;
}

Result<void> remove_pages(const Rules& rules) {
  return remove_all(folders_of_pages(rules), "purging the results");
}

std::vector<fs::path> files_about(const Rules& rules, const std::string& apprentice) {
  std::vector<fs::path> files;
  add_files(rules.out / apprentice, files);
  const std::vector<fs::path> released = released_files_of(rules.out / "released", apprentice);
  files.insert(files.end(), released.begin(), released.end());
  return files;
}

Result<void> remove_files_about(const Rules& rules, const std::string& apprentice) {
  std::vector<fs::path> all = files_about(rules, apprentice);
  all.push_back(rules.out / apprentice);
  return remove_all(all, "erasing an apprentice");
}

}  // namespace grader::cohort
