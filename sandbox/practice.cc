#include "sandbox/practice.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "sandbox/mechanism.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kBoxFolders = {"/job", "/out", "/tmp"};
constexpr std::uint64_t kLargestScript = 1U << 20U;

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Removes everything below a folder that untrusted programs wrote, all of them dead: no link is followed.
void empty(int folder) {
  fchmod(folder, 0700);
  DIR* stream = fdopendir(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (stream == nullptr) return;
  while (const dirent* entry = readdir(stream)) {
    const std::string name(static_cast<const char*>(entry->d_name));
    if (name == "." || name == ".." || unlinkat(folder, name.c_str(), 0) == 0) continue;
    struct stat status{};
    if (fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode))
      fchmodat(folder, name.c_str(), 0700, 0);
    const Fd inner(openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (inner) empty(inner.get());
    unlinkat(folder, name.c_str(), AT_REMOVEDIR);
  }
  closedir(stream);
}

struct Room {
  std::uint64_t bytes;
  std::uint64_t entries;
};

// Takes what a folder holds from the room. Programs may change the folder meanwhile: no link is followed. One that is
// deeper than there are descriptors does not fit.
bool fits(int folder, Room& room) {
  DIR* stream = fdopendir(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (stream == nullptr) return errno != EMFILE;
  bool good = true;
  for (const dirent* entry = readdir(stream); good && entry != nullptr; entry = readdir(stream)) {
    const std::string name(static_cast<const char*>(entry->d_name));
    struct stat status{};
    if (name == "." || name == ".." || fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    const std::uint64_t bytes = static_cast<std::uint64_t>(status.st_blocks) * 512;
    good = room.entries > 0 && bytes <= room.bytes;
    if (!good) break;
    --room.entries;
    room.bytes -= bytes;
    if (!S_ISDIR(status.st_mode)) continue;
    const Fd inner(openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    good = inner ? fits(inner.get(), room) : errno != EMFILE;
  }
  closedir(stream);
  return good;
}

bool part_of_path(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-' || c == '+';
}

// Whether the slash at `at` begins a path: nothing before it, or only the letters of an option ("-I").
bool begins_path(const std::string& text, std::size_t at) {
  std::size_t start = at;
  while (start > 0 && part_of_path(text[start - 1])) --start;
  if (start > 0 && text[start - 1] == '/') return false;
  return start == at || text[start] == '-';
}

bool is_text(const std::string& bytes) {
  return bytes.size() <= kLargestScript && bytes.find('\0') == std::string::npos;
}

// Copies, never links: the contained program may change the mode of a file by each of its names. The scripts among them
// are written anew with the folder's paths.
void copy_job(const Spec& spec, const std::string& base) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(spec.job, error), end; entry != end && !error; entry.increment(error)) {
    const std::string path = fs::relative(entry->path(), spec.job).string();
    const fs::path to = fs::path(base) / "job" / path;
    if (entry->is_directory()) {
      fs::create_directories(to, error);
      continue;
    }
    const auto in_folder = [&](const std::string& folder) { return path.starts_with(folder + "/"); };
    if (std::any_of(spec.scripts.begin(), spec.scripts.end(), in_folder)) {
      const std::string bytes = slurp(entry->path());
      if (is_text(bytes)) {
        std::ofstream(to, std::ios::binary) << with_paths_below(base, bytes);
        fs::permissions(to, entry->status().permissions(), error);
        continue;
      }
    }
    fs::copy(entry->path(), to, fs::copy_options::copy_symlinks, error);
  }
  errno = error.value();
  require(!error, "result folder", "copying the job to " + base);
}

}  // namespace

std::string with_paths_below(const std::string& base, const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '/' && begins_path(text, i)) {
      for (const std::string_view folder : kBoxFolders) {
        const std::size_t after = i + folder.size();
        if (text.compare(i, folder.size(), folder) == 0 && (after == text.size() || !part_of_path(text[after])))
          result += base;
      }
    }
    result += text[i];
  }
  return result;
}

Practice::Practice(const Spec& spec) : base_("/tmp/grader-box-" + std::to_string(geteuid())), spec_(spec) {
  errno = EPERM;
  require(geteuid() != 0, "landlock", "making a box for practice as root");
  require(mkdir(base_.c_str(), 0700) == 0 || errno == EEXIST, "landlock", "making " + base_);
  lock_ = Fd(open(base_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status{};
  require(lock_ && fstat(lock_.get(), &status) == 0, "landlock", "opening " + base_);
  errno = EPERM;
  require(status.st_uid == geteuid() && (status.st_mode & 077) == 0, "landlock", "trusting " + base_);
  while (flock(lock_.get(), LOCK_EX) != 0) require(errno == EINTR, "landlock", "locking " + base_);
  empty(lock_.get());
  for (const std::string_view folder : kBoxFolders) fs::create_directory(base_ + std::string(folder));
  copy_job(spec, base_);
  std::error_code error;
  for (const std::string& folder : folders_above(spec.collect)) fs::create_directory(fs::path(out()) / folder, error);
  const auto turn = [&](std::string& text) { text = with_paths_below(base_, text); };
  for (std::string& word : spec_.argv) turn(word);
  for (auto& [name, value] : spec_.env) turn(value);
  spec_.env.try_emplace("TMPDIR", base_ + "/tmp");
  turn(spec_.folder);
}

Practice::~Practice() {
  empty(lock_.get());
}

LandlockRules Practice::rules() const {
  return {.readable = {"/usr", "/bin", "/lib", "/lib64", "/sbin", "/etc/ld.so.cache", "/etc/alternatives",
                       "/etc/nsswitch.conf", base_ + "/job"},
          .writable = {base_ + "/out", base_ + "/tmp"},
          .devices = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"}};
}

bool Practice::holds_more_than(std::uint64_t bytes, std::uint64_t inodes) const {
  Room room{.bytes = bytes, .entries = inodes + folders_above(spec_.collect).size()};
  for (const char* folder : {"out", "tmp"}) {
    const Fd top(openat(lock_.get(), folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (top && !fits(top.get(), room)) return true;
  }
  return false;
}

std::uint64_t Practice::restore_names(const std::string& file) const {
  std::string text = slurp(file);
  bool changed = false;
  for (const std::string_view folder : kBoxFolders) {
    const std::string ours = base_ + std::string(folder);
    for (std::size_t at = text.find(ours); at != std::string::npos; at = text.find(ours, at + folder.size())) {
      text.erase(at, base_.size());
      changed = true;
    }
  }
  if (changed) std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
  return text.size();
}

std::uint64_t tasks_of_this_user() {
  std::uint64_t count = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    struct stat status{};
    const std::string tasks = entry.path().string() + "/task";
    if (stat(tasks.c_str(), &status) == 0 && status.st_uid == geteuid()) count += status.st_nlink - 2;
  }
  return count;
}

void sweep_descendants() {
  for (int round = 0; round < 2'000; ++round) {
    while (waitpid(-1, nullptr, WNOHANG | __WALL) > 0) {
    }
    if (waitpid(-1, nullptr, WNOHANG | __WALL) < 0 && errno == ECHILD) return;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/proc", error)) {
      const pid_t pid = static_cast<pid_t>(std::strtol(entry.path().filename().c_str(), nullptr, 10));
      if (pid <= 0) continue;
      const std::string line = slurp(entry.path().string() + "/stat");  // "pid (name) state parent ..."
      const std::size_t name = line.rfind(") ");
      if (name == std::string::npos || name + 4 > line.size()) continue;
      if (std::strtol(line.c_str() + name + 4, nullptr, 10) == getpid()) kill(pid, SIGKILL);
    }
    usleep(1'000);
  }
  errno = EBUSY;
  require(false, "landlock", "ending every process of the box");
}

}  // namespace grader::sandbox
