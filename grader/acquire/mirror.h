#pragma once
// The network side: git's own client, hardened, fetches into a bare mirror in the cache; a later call fetches only what
// is new. Reading is repository.h's.

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "grader/acquire/access.h"
#include "grader/base/process.h"
#include "grader/base/result.h"

namespace grader::acquire {

enum class Kind { kFolder, kBundle, kUrl };

struct FetchLimits {
  std::chrono::milliseconds wall{120'000};
  std::uint64_t pack_bytes = 256U << 20U;  // largest file git may write
};

// What a SOURCE on the command line is: a folder, a bundle file, or a URL (https, ssh, file, user@host:path). Fails
// with kUsage for anything else.
Result<Kind> kind_of(const std::string& source);

// Where the mirror of a source stands, or would stand.
std::filesystem::path mirror_of(const std::string& source);

// Fetches HEAD and the named revisions (branches, tags, full commit ids; "": HEAD) of a URL or bundle, and returns the
// mirror's folder. In it the revision HEAD is the source's HEAD, or its only branch when it has none; with several
// branches it is not there, and may only be left out when `revisions` name others. A commit id that neither HEAD's
// history nor the source gives is left to the reader to miss. Fails with kUsage when the source refuses or lacks a
// revision, kPlatform when git is missing or the time or size limit is reached; a mirror then gives what it gave
// before, and what a git that was killed left in it goes with the next fetch. Safe from several threads for different
// sources.
Result<std::filesystem::path> fetch(ProcessRunner& runner, const std::string& source, Kind kind,
                                    const std::vector<std::string>& revisions, const Access& access = {},
                                    const FetchLimits& limits = {});

// What a source was asked for without fetching anything.
struct Reached {
  std::vector<std::string> missing;   // of the branches and tags that were asked for, those that it does not have
  bool head = false;                  // whether it has a HEAD that leads to a commit
  std::vector<std::string> branches;  // all that it has, when it has no HEAD; in order
};

// What is found begins so when a host refuses.
constexpr const char* kNotLetIn = "the host does not let this machine in";

// Asks the source for its HEAD and these branches and tags ("" and commit ids are left out). Fails as fetch does; a
// refusal to let in is named as one.
Result<Reached> reach(ProcessRunner& runner, const std::string& source, const std::vector<std::string>& revisions,
                      const Access& access, const FetchLimits& limits = {});

}  // namespace grader::acquire
