#pragma once
// Runs one Spec to its Report: makes the box, feeds and watches it, ends it, collects, cleans up.

#include "sandbox/spec.h"

namespace grader::sandbox {

// One thread, no state left behind: when it returns, every process of the box is dead and its control group is gone.
// What the contained program does never makes this fail; a host that lacks a mechanism gives a Report with `refused`.
// A SIGTERM or SIGINT to the helper ends the box, cleans up and exits with 128 + the signal.
Report supervise(const Spec& spec);

// For tests: no box of this process gets a better tier, whatever the host offers.
void set_ceiling(Tier tier);

}  // namespace grader::sandbox
