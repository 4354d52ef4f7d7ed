#pragma once
// Watches a started box until it is dead and says how it ended.

#include <array>
#include <optional>

#include "sandbox/box.h"
#include "sandbox/cgroup.h"
#include "sandbox/practice.h"
#include "sandbox/spec.h"
#include "sandbox/streams.h"

namespace grader::sandbox {

struct Watched {
  const Limits& limits;
  const std::optional<Cgroup>& group;
  const Practice* practice;  // null but for the tier "landlock"
  std::array<Capture*, 3> captures;
  int signals;  // becomes readable when the helper is told to stop
  int peer;     // when its other side closes it, the box is ended; -1: none
};

// Fills the measurements of `report` and, by verdict.h, its outcome. Throws Missing when init could not start the
// program, the host ended the box or the helper was told to stop; then, too, every process of the box is dead.
void watch_to_the_end(const Watched& watched, Box& box, Report& report);

}  // namespace grader::sandbox
