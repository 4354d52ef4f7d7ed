// What tests leave where they may write is gone before the next one runs.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "runner_process.h"
#include "runner_work.h"

namespace {

namespace fs = std::filesystem;

// Gives rights to a folder and all below it, of which a test may have taken them away.
void give_rights(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(fs::symlink_status(folder, error))) return;
  fs::permissions(folder, fs::perms::owner_all, error);
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) give_rights(at->path());
}

// Another after any change: nobody can set the time of a change back.
struct Identity {
  ino_t number = 0;
  long seconds = 0;
  long nanoseconds = 0;
  bool operator==(const Identity&) const = default;
};

Identity identity(const fs::path& path) {
  struct stat facts{};
  if (lstat(path.c_str(), &facts) != 0) return {};
  return {facts.st_ino, facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec};
}

// What lies in the folders that a test may write in, beside what lay there before any.
class Leftovers {
 public:
  // `program` as for bring_work().
  explicit Leftovers(const char* program) : program_(program) {
    const char* temporary = std::getenv("TMPDIR");
    for (const char* folder : {".", temporary, "/dev/shm"}) {
      struct stat facts{};
      if (folder != nullptr && is_writable(folder) && stat(folder, &facts) == 0)
        rights_[folder] = facts.st_mode & 07777U;
    }
    keep();
  }

  // Brings back what is gone or changed. False when something stays.
  bool remove() {
    constexpr timespec kTimes[2] = {};
    for (const auto& [folder, mode] : rights_) chmod(folder.c_str(), mode);
    std::size_t whole = 0;
    for (const fs::path& path : found()) {
      if (is_kept(path))
        ++whole;
      else
        remove(path);
    }
    const std::size_t names = kept_.size();
    if (whole < names) {
      bring_work(program_);
      keep();
    }
    for (const auto& [folder, mode] : rights_) utimensat(AT_FDCWD, folder.c_str(), kTimes, 0);
    const std::vector<fs::path> left = found();
    return left.size() == names &&
           std::all_of(left.begin(), left.end(), [&](const auto& path) { return is_kept(path); });
  }

 private:
  // Asked by writing: what a box forbids is not among the rights of a folder.
  static bool is_writable(const fs::path& folder) {
    std::string name = folder / "XXXXXX";
    return mkdtemp(name.data()) != nullptr && rmdir(name.c_str()) == 0;
  }

  static void remove(const fs::path& path) {
    std::error_code error;
    fs::remove_all(path, error);
    if (!error) return;
    give_rights(path);
    fs::remove_all(path, error);
  }

  bool is_kept(const fs::path& path) const {
    const auto row = kept_.find(path);
    return row != kept_.end() && identities_[row->second] == identity(path);
  }

  void keep() {
    kept_.clear();
    if (identities_ != nullptr) munmap(identities_, size_);
    const std::vector<fs::path> paths = found();
    size_ = (paths.size() + 1) * sizeof(Identity);
    void* const place = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED) _exit(1);
    identities_ = static_cast<Identity*>(place);
    for (const fs::path& path : paths) {
      const std::size_t number = kept_.size();
      identities_[number] = identity(path);
      kept_[path] = number;
    }
  }

  std::vector<fs::path> found() const {
    std::vector<fs::path> paths;
    std::error_code error;
    for (const auto& [folder, mode] : rights_) {
      for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        paths.push_back(at->path());
    }
    return paths;
  }

  const char* program_;
  std::map<fs::path, mode_t> rights_;
  std::map<fs::path, std::size_t> kept_;  // with the place of its identity
  Identity* identities_ = nullptr;        // times apart from the heap, which a mutant may read by mistake
  std::size_t size_ = 0;                  // in bytes
};

}  // namespace
