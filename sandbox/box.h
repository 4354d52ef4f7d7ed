#pragma once
// The supervisor's end of a box: its init, and what init says.

#include <sys/resource.h>
#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "sandbox/fd.h"
#include "sandbox/init.h"
#include "sandbox/practice.h"
#include "sandbox/spec.h"

namespace grader::sandbox {

struct Box {
  pid_t init = -1;
  Fd pidfd;
  Fd socket;                    // Records from init
  Fd out;                       // the folder behind /out
  std::uint64_t set_up_us = 0;  // processor time of init until it was ready
  bool without_proc = false;    // the host allows the box no /proc of its own
  bool sweeps = false;          // no pid namespace ends what init leaves
  std::optional<Record> last;
};

// Start init; it builds the box. Throws Missing; then nothing is left.
Box start_in_namespaces(const Spec& spec, const BoxEnds& ends);
Box start_for_practice(const Practice& practice, const BoxEnds& ends);

// Waits until the box is built. Throws Missing with what init found missing; then nothing is left.
void await_ready(Box& box);

// The contained program starts. `exact` when a control group, which the box is now in, enforces memory and processes.
void let_run(Box& box, bool exact, const std::string& filter);

void kill_box(Box& box);

// Waits for the death of init, and with it of every process of the box; returns the resources of those reaped.
rusage bury(Box& box);

// Reads what init said last, after its death. Throws Missing.
void hear_last(Box& box);

}  // namespace grader::sandbox
