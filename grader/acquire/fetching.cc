#include "grader/acquire/fetching.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "grader/base/files.h"

namespace grader::acquire {
namespace {

namespace fs = std::filesystem;

void remove_leftovers(const fs::path& mirror) {
  for (const std::string& file : files_below(mirror)) {
    const bool half_written = file.starts_with("objects/") && fs::path(file).filename().string().starts_with("tmp_");
    if (!half_written && !file.ends_with(".lock")) continue;
    std::error_code ignored;
    fs::remove(mirror / file, ignored);
  }
}

}  // namespace

Fetching::Fetching(const fs::path& mirror)
    : descriptor_(open((mirror / "fetching").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) return;
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) remove_leftovers(mirror);
  while (flock(descriptor_, LOCK_SH) != 0 && errno == EINTR) {
  }
}

Fetching::~Fetching() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace grader::acquire
