#pragma once
// How a run ended, from what was seen of it.

#include <optional>
#include <string>

#include "sandbox/init.h"
#include "sandbox/spec.h"

namespace grader::sandbox {

struct Seen {
  bool grouped = false;   // a control group counts processor time and out-of-memory kills
  bool practice = false;  // the tier "landlock"
  bool over_memory = false;
  bool over_cpu = false;
  bool over_wall = false;
  std::string over_output;     // "" or which
  bool peer_closed = false;    // by either side: the contained program may close it too
  std::optional<Record> last;  // what init said last
};

// Fills how the run ended into a report that holds its measurements. What the contained program did decides it in this
// order, whatever came first in time: memory, output, CPU time, wall time, filter, signal, exit code. Throws Missing
// for an end that only the host can have made: the program is not to be judged by it.
void decide(const Limits& limits, const Seen& seen, Report& report);

}  // namespace grader::sandbox
