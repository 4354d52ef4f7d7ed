#pragma once
// The system call filter (libseccomp, deny list): the last thing before the contained program starts.

#include <string>
#include <string_view>
#include <vector>

namespace grader::sandbox {

// Fails with EPERM inside the box. In namespaces of their own most of these are harmless; each is also kernel code that
// no exercise needs and that has had flaws. clone3 answers ENOSYS so that C libraries fall back to clone, whose
// namespace flags are refused; so does every call newer than this list. Sockets other than AF_UNIX, AF_INET and
// AF_INET6 are refused; a foreign ABI kills.
const std::vector<std::string_view>& denied_calls();

// Whom the box shares the host's namespaces with.
enum class Neighbours {
  kNone,      // it has its own
  kShielded,  // processes of the same user, whom Landlock keeps out of its reach
  kInReach,   // the same, and Landlock does not: no signal but an abort of its own kind
  kCut,       // the same, and Landlock keeps no file of theirs from being cut short: no truncate by name
};

// The filter as the kernel's instructions, for load_filter or for whoever wants to load it elsewhere (`bwrap
// --seccomp`). `exact` when a control group enforces the limits: without one the box keeps to one processor. The
// supervisor makes it while init builds the box. Throws Missing.
std::string make_filter(Neighbours neighbours, bool exact);

// The last thing before the contained program starts; needs no_new_privs. Throws Missing.
void load_filter(std::string& instructions);

}  // namespace grader::sandbox
