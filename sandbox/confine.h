#pragma once
// What the contained program loses before it starts: privileges, resources, descriptors.

#include "sandbox/spec.h"

namespace grader::sandbox {

// `exact` when a control group enforces memory and processes; otherwise rlimits stand in for it. `beside`: processes of
// the same user outside the box, which RLIMIT_NPROC counts as well.
void set_resource_limits(const Limits& limits, bool exact, std::uint64_t beside);

// Becomes the box's ordinary user for good: uid, gid, groups, all capabilities, no_new_privs. `switch_user` when the
// box's init is the box's root (the helper was started by root). Throws Missing.
void drop_privileges(bool switch_user);

// Part of it, for whoever has no privilege to drop.
void forbid_new_privileges();

}  // namespace grader::sandbox
