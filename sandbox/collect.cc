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
constexpr std::size_t kMostPath = 2'048;            // of one file: whoever takes it puts it below folders of theirs
constexpr std::size_t kMostPathBytes = 2ULL << 20;  // of all paths of a report, whose size its reader bounds

Fd open_beneath(int folder, const std::string& path, int flags) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
  return Fd(static_cast<int>(syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how)));
}

// Whether a copy is impossible under this very name where the copies go: the name is the contained program's choice.
bool is_of_the_name(int error) {
  return error == ENAMETOOLONG || error == EINVAL || error == EILSEQ || error == ENOTDIR || error == EISDIR;
}

// Why there is no copy; "" when there is one. What the host fails at is no fault of the file's, and thrown. Of the
// modes only "may be executed" is kept.
std::string copy(int from, const struct stat& status, const std::string& target) {
  auto size = static_cast<std::uint64_t>(status.st_size);
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(target).parent_path(), error);
  Fd to;
  errno = error.value();
  if (!error) {
    to = Fd(open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
                 (status.st_mode & 0100) != 0 ? 0755 : 0644));
  }
  if (!to && is_of_the_name(errno)) return std::string("cannot write the copy: ") + std::strerror(errno);
  require(static_cast<bool>(to), "result folder", "writing " + target);
  while (size > 0) {
    const ssize_t moved = sendfile(to.get(), from, nullptr, size);
    if (moved < 0 && errno == EINTR) continue;
    if (moved == 0) errno = EIO;
    require(moved > 0, "result folder", "writing " + target);
    size -= static_cast<std::uint64_t>(moved);
  }
  return {};
}

// RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(const std::string& text) {
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned first = byte(at++);
    const int more = first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : (first & 0xf0U) == 0xe0 ? 2 : 3;
    if (more == 3 && (first < 0xf0 || first > 0xf4)) return false;
    const unsigned lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const unsigned highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    for (int i = 0; i < more; ++i, ++at) {
      if (byte(at) < (i == 0 ? lowest : 0x80U) || byte(at) > (i == 0 ? highest : 0xbfU)) return false;
    }
  }
  return true;
}

// Why a path cannot be told or used outside the box; "" when it can.
std::string refusal_of_path(const std::string& path) {
  if (path.size() > kMostPath) return "a path longer than " + std::to_string(kMostPath) + " bytes";
  return is_utf8(path) ? "" : "a name that is not UTF-8";
}

Collected collect_file(int out, const std::string& path, std::uint64_t max_bytes, const std::string& result) {
  Collected row{.path = path, .status = "refused", .why = refusal_of_path(path), .bytes = 0};
  if (!row.why.empty()) return row;
  const Fd file = open_beneath(out, path, O_RDONLY);
  if (!file) {
    require(errno != ENOSYS && errno != ENOMEM && errno != ENFILE, "openat2", "opening /out/" + path);
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

struct Listing {
  std::vector<std::string> paths;
  std::size_t bytes = 0;  // of all paths
};

void list(int out, const std::string& folder, int depth, Listing& listing) {
  const Fd opened = open_beneath(out, folder, O_RDONLY | O_DIRECTORY);
  if (!opened || depth > kMostDepth || folder.size() > kMostPath) return;
  DIR* stream = fdopendir(dup(opened.get()));
  if (stream == nullptr) return;
  std::vector<std::string> folders;
  while (const dirent* entry = readdir(stream)) {
    const std::string name(static_cast<const char*>(entry->d_name));
    const std::string path = folder + "/" + name;
    if (name == "." || name == ".." || listing.paths.size() >= kMostFiles) continue;
    if (listing.bytes + path.size() > kMostPathBytes) continue;
    listing.bytes += path.size();
    (entry->d_type == DT_DIR ? folders : listing.paths).push_back(path);
  }
  closedir(stream);
  for (const std::string& path : folders) list(out, path, depth + 1, listing);
}

}  // namespace

std::vector<Collected> collect(int out, const std::vector<Wanted>& wanted, const std::string& result) {
  std::vector<Collected> rows;
  for (const Wanted& want : wanted) {
    if (!want.tree) {
      rows.push_back(collect_file(out, want.path, want.max_bytes, result));
      continue;
    }
    Listing listing;
    list(out, want.path, 0, listing);
    std::sort(listing.paths.begin(), listing.paths.end());
    for (const std::string& path : listing.paths) rows.push_back(collect_file(out, path, want.max_bytes, result));
  }
  return rows;
}

}  // namespace grader::sandbox
