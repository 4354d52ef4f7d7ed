#pragma once
// Who fetches into a mirror at the moment, and what a fetch that was killed left there.

#include <filesystem>

namespace grader::acquire {

// Held while a mirror is fetched into; several processes and threads may hold it at once. Whoever comes while nobody
// does removes first what no fetch will come back for: packs and objects that were half written, and git's own locks.
// On a file system without locks nothing is removed.
class Fetching {
 public:
  explicit Fetching(const std::filesystem::path& mirror);
  ~Fetching();
  Fetching(const Fetching&) = delete;
  Fetching& operator=(const Fetching&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace grader::acquire
