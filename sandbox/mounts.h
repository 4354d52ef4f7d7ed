#pragma once
// The file system inside the box: read-only system, read-only job, one sized tmpfs for everything writable.

#include "sandbox/fd.h"
#include "sandbox/spec.h"

namespace grader::sandbox {

inline constexpr unsigned kBoxUser = 1000;

// Called in the new mount namespace by the box's init. Afterwards "/" is the box: /usr (and /bin, /lib ... as on the
// host), /job, /etc (minimal), /dev (null zero full random urandom, fd links, shm), /proc if the host allows a fresh
// one, /out and /tmp. Returns the folder behind /out, for the supervisor to keep. Throws Missing.
Fd build_root(const Spec& spec);

}  // namespace grader::sandbox
