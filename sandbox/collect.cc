#include "sandbox/collect.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "sandbox/fd.h"
#include "sandbox/mechanism.h"

namespace grader::sandbox {
namespace {

constexpr std::size_t kMostFiles = 20'000;
constexpr int kMostDepth = 32;

Fd open_beneath(int folder, const std::string& path, int flags) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
  return Fd(static_cast<int>(syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how)));
}

// Of the modes only "may be executed" is kept.
std::string copy(int from, const struct stat& status, const std::string& target) {
  auto size = static_cast<std::uint64_t>(status.st_size);
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(target).parent_path(), error);
  const Fd to(open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
                   (status.st_mode & 0100) != 0 ? 0755 : 0644));
  if (!to) return std::string("cannot write the copy: ") + std::strerror(errno);
  while (size > 0) {
    const ssize_t moved = sendfile(to.get(), from, nullptr, size);
    if (moved <= 0) return std::string("cannot write the copy: ") + std::strerror(moved == 0 ? EIO : errno);
    size -= static_cast<std::uint64_t>(moved);
  }
  return {};
}

Collected collect_file(int out, const std::string& path, std::uint64_t max_bytes, const std::string& result) {
  Collected row{.path = path, .status = "refused", .why = {}, .bytes = 0};
  const Fd file = open_beneath(out, path, O_RDONLY);
  if (!file) {
    if (errno == ENOENT || errno == ENOTDIR) row.status = "absent";
    if (errno != ENOENT && errno != ENOTDIR) row.why = errno == ELOOP ? "a symbolic link" : std::strerror(errno);
    return row;
  }
  struct stat status{};
  fstat(file.get(), &status);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (!S_ISREG(status.st_mode)) {
    row.why = "not a regular file";
  } else if (status.st_nlink != 1) {
    row.why = "has several names";
  } else if (size > max_bytes) {
    row.why = "larger than " + std::to_string(max_bytes) + " bytes";
  } else {
    row.why = copy(file.get(), status, result + "/out/" + path);
    row.status = row.why.empty() ? "collected" : "refused";
    row.bytes = size;
  }
  return row;
}

void list(int out, const std::string& folder, int depth, std::vector<std::string>& paths) {
  const Fd opened = open_beneath(out, folder, O_RDONLY | O_DIRECTORY);
  if (!opened || depth > kMostDepth) return;
  DIR* stream = fdopendir(dup(opened.get()));
  if (stream == nullptr) return;
  std::vector<std::string> folders;
  while (const dirent* entry = readdir(stream)) {
    const std::string name(static_cast<const char*>(entry->d_name));
    if (name == "." || name == ".." || paths.size() >= kMostFiles) continue;
    const std::string path = folder + "/" + name;
    (entry->d_type == DT_DIR ? folders : paths).push_back(path);
  }
  closedir(stream);
  for (const std::string& path : folders) list(out, path, depth + 1, paths);
}

}  // namespace

std::vector<Collected> collect(int out, const std::vector<Wanted>& wanted, const std::string& result) {
  std::vector<Collected> rows;
  for (const Wanted& want : wanted) {
    if (!want.tree) {
      rows.push_back(collect_file(out, want.path, want.max_bytes, result));
      continue;
    }
    std::vector<std::string> paths;
    list(out, want.path, 0, paths);
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) rows.push_back(collect_file(out, path, want.max_bytes, result));
  }
  return rows;
}

}  // namespace grader::sandbox
