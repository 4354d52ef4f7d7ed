#pragma once
// Landlock (Linux 5.13 on): a process gives up rights on files, TCP and other processes for good, without privilege.

#include <string>
#include <vector>

namespace grader::sandbox {

struct LandlockRules {
  std::vector<std::string> readable;  // may be read and executed; a path that is not there is left out
  std::vector<std::string> writable;  // everything but device nodes may be made and changed below
  std::vector<std::string> devices;   // may be read and written, never made
};

// The version the kernel answers when asked; 0 when it has none, or was started without it.
int landlock_version();

// From here on this process and its children reach no file but those named; no TCP port (version 4), no signal to
// (version 6) and no abstract socket of (version 6) a process outside. Needs no_new_privs. Throws Missing.
void restrict_by_landlock(const LandlockRules& rules, int version);

// Below it a file cannot be renamed into another folder, which programs rely on.
inline constexpr int kLandlockThatRenames = 2;
inline constexpr int kLandlockThatTruncates = 3;  // below it a file that cannot be written can be cut short
inline constexpr int kLandlockThatScopes = 6;

}  // namespace grader::sandbox
