#pragma once
// The file system inside the box: read-only system, read-only job, one sized tmpfs for everything writable.

#include "sandbox/fd.h"
#include "sandbox/landlock.h"
#include "sandbox/spec.h"

namespace grader::sandbox {

inline constexpr unsigned kBoxUser = 1000;

// Called in the new mount namespace by the box's init. Afterwards "/" is the box: /usr (and /bin, /lib ... as on the
// host), /job, /etc (minimal), /dev (null zero full random urandom, fd links, shm), /proc if the host allows a fresh
// one, /out and /tmp. Throws Missing.
struct Root {
  Fd out;  // the folder behind /out, for the supervisor to keep
  bool has_proc = false;
};
Root build_root(const Spec& spec);

// What Landlock leaves open of that root: reading all, writing what is writable.
LandlockRules rules_of_box();

}  // namespace grader::sandbox
