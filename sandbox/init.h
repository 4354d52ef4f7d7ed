#pragma once
// Process 1 of the box: builds its root, starts the contained program, reaps everything, says how the program ended.

#include <array>
#include <cstddef>
#include <cstdint>

#include "sandbox/spec.h"

namespace grader::sandbox {

enum class Said : std::uint32_t { kMissing, kReady, kNotExecuted, kEnded };

// What init tells the supervisor over their socket; only our own code ever holds the other end.
struct Record {
  Said said = Said::kMissing;
  std::int32_t value = 0;  // errno, the wait status of the contained program, or for kReady microseconds of set-up
  std::array<char, 64> mechanism{};  // the missing one; with kReady "proc" when the box goes without it
  std::array<char, 512> text{};
};

inline constexpr std::size_t kLongestOrder = 65'536;

struct BoxEnds {
  int socket = -1;  // to the supervisor: Records out, two messages in
  int input = -1;
  int out = -1;
  int err = -1;
  int report = -1;  // -1: no channel
  int nonce = -1;
  int peer = -1;  // -1: no peer
};

class Practice;

struct InitTask {
  const Spec& spec;
  BoxEnds ends;
  bool switch_user = false;            // init is the box's root: the helper was started by root
  const Practice* practice = nullptr;  // the tier "landlock": no namespaces
};

// Waits for a message, builds the box, says kReady with the processor time it took in microseconds, waits for a second
// message ('x': a control group enforces memory and processes, 'a': rlimits stand in; then the system call filter) and
// starts the program. Never returns.
[[noreturn]] void run_init(const InitTask& task);

}  // namespace grader::sandbox
