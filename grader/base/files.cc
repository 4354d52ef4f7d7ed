#include "grader/base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>

#include "grader/base/unfinished.h"

namespace grader {
namespace fs = std::filesystem;

Result<std::string> read_file(const fs::path& path, std::uintmax_t cap_bytes) {
  std::error_code code;
  if (!fs::exists(path, code)) {
    return fail(Fault::kUsage, "reading a file", path.string(), "it does not exist", "check the path");
  }
  const auto size = fs::file_size(path, code);
  if (code) return fail(Fault::kPlatform, "reading a file", path.string(), code.message(), "name a regular file");
  if (size > cap_bytes) {
    return fail(Fault::kPlatform, "reading a file", path.string(),
                "it is larger than " + std::to_string(cap_bytes) + " bytes", "make it smaller");
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file) {
    return fail(Fault::kPlatform, "reading a file", path.string(), std::strerror(errno), "check its permissions");
  }
  return bytes;
}

namespace {

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<void> write_file(const fs::path& path, std::string_view bytes) {
  const auto failed = [&](int reason) {
    return fail(Fault::kPlatform, "writing a file", path.string(), std::strerror(reason),
                "free some space or choose another folder");
  };
  std::error_code code;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), code);
  if (code) return failed(code.value());
  std::string beside = path.string() + ".XXXXXX" + std::string(kUnfinished);
  const int descriptor = ::mkostemps(beside.data(), static_cast<int>(kUnfinished.size()), O_CLOEXEC);
  if (descriptor < 0) return failed(errno);
  const bool written = write_all(descriptor, bytes) && ::fchmod(descriptor, 0644) == 0;
  const int reason = errno;
  const bool closed = ::close(descriptor) == 0;
  if (written && closed && ::rename(beside.c_str(), path.c_str()) == 0) return {};
  const int last = written ? errno : reason;
  ::unlink(beside.c_str());
  return failed(last);
}

std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> paths;
  std::error_code code;
  for (fs::recursive_directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
    if (it->symlink_status().type() == fs::file_type::regular)
      paths.push_back(it->path().lexically_relative(folder).generic_string());
  }
  std::ranges::sort(paths);
  return paths;
}

void remove_unfinished(const fs::path& folder) {
  for (const std::string& file : files_below(folder)) {
    constexpr std::size_t kDrawn = 6;
    const std::size_t rest = kDrawn + kUnfinished.size();
    if (!file.ends_with(kUnfinished) || file.size() <= rest || file[file.size() - rest - 1] != '.') continue;
    if (!std::ranges::all_of(file.substr(file.size() - rest, kDrawn), [](unsigned char c) { return std::isalnum(c); }))
      continue;
    std::error_code ignored;
    fs::remove(folder / file, ignored);
  }
}

std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code code;
  for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
    if (it->symlink_status().type() == fs::file_type::regular) names.push_back(it->path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

Result<TempFolder> TempFolder::make(const fs::path& parent) {
  std::error_code code;
  fs::create_directories(parent, code);
  std::string name = (parent / "tmp.XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    return fail(Fault::kPlatform, "making a temporary folder", parent.string(), std::strerror(errno),
                "make the folder writable, or set GRADER_CACHE to another one");
  }
  ::chmod(name.c_str(), 0755);  // the sandbox enters it under another user id
  return TempFolder(name);
}

TempFolder::TempFolder(fs::path path) : path_(std::move(path)) {}
TempFolder::TempFolder(TempFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
TempFolder& TempFolder::operator=(TempFolder&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

TempFolder::~TempFolder() {
  if (path_.empty()) return;
  std::error_code code;
  fs::remove_all(path_, code);
  if (!code) return;
  for (fs::recursive_directory_iterator it(path_, code), end; !code && it != end; it.increment(code)) {
    if (it->is_directory(code)) fs::permissions(it->path(), fs::perms::owner_all, fs::perm_options::add, code);
  }
  fs::remove_all(path_, code);
}

fs::path cache_folder() {
  std::error_code code;
  const auto whole = [&](const char* path) { return fs::absolute(path, code); };
  if (const char* own = std::getenv("GRADER_CACHE")) return whole(own);
  if (const char* xdg = std::getenv("XDG_CACHE_HOME")) return whole(xdg) / "grader";
  if (const char* home = std::getenv("HOME")) return whole(home) / ".cache" / "grader";
  return fs::temp_directory_path() / ("grader-" + std::to_string(::getuid()));
}

fs::path data_folder() {
  if (const char* own = std::getenv("GRADER_DATA")) return own;
  std::error_code code;
  const fs::path program = fs::read_symlink("/proc/self/exe", code);
  const fs::path bin = program.parent_path();
  for (const fs::path& candidate : {bin / "../share/grader", bin / "../../..", bin / "../../../.."}) {
    if (fs::is_directory(candidate / "rubrics", code)) return fs::canonical(candidate, code);
  }
  return {};
}

}  // namespace grader
