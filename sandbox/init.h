#pragma once
// Process 1 of the box: builds its root, starts the contained program, reaps everything, says how the program ended.

#include <array>
#include <cstdint>

#include "sandbox/spec.h"

namespace grader::sandbox {

enum class Said : std::uint32_t { kMissing, kReady, kNotExecuted, kEnded };

// What init tells the supervisor over their socket; only our own code ever holds the other end.
struct Record {
  Said said = Said::kMissing;
  std::int32_t value = 0;  // errno, or the wait status of the contained program
  std::array<char, 64> mechanism{};
  std::array<char, 512> text{};
};

struct BoxEnds {
  int socket = -1;  // to the supervisor: Records out, one byte "go" in
  int input = -1;
  int out = -1;
  int err = -1;
  int report = -1;  // -1: no channel
  int nonce = -1;
  int peer = -1;  // -1: no peer
};

// Never returns.
[[noreturn]] void run_init(const Spec& spec, const BoxEnds& ends, bool exact, bool switch_user);

}  // namespace grader::sandbox
