// When a test that noticed mutants is run once more with nothing changed.
//
// A test that counts its runs could pass until the decoys are behind it and fail from then on. So after its first kill,
// and each time it has four times as many, a further run is due in which nothing is changed. How many of its runs are
// before that one is drawn: the test cannot tell it from those before and after. The draw follows from the decoys'
// numbers, which no test knows, and is the same each time: what the judge does between two runs is found in the memory
// of the next, and a mutant that reads beyond its own may be noticed by what lies there.
#pragma once

#include <cstdint>

#include "runner_process.h"

namespace {

constexpr std::size_t kFourfold = 4;

// Of one test.
class Credits {
 public:
  // It noticed this mutant, in a run of its own. `secret` is drawn from.
  void credit(std::size_t mutant, std::uint64_t secret) {
    if (++kills_ < next_) return;
    next_ = kills_ * kFourfold;
    if (mutant_ != 0) return;
    mutant_ = mutant;
    runs_before_ = hashed(hashed(secret, mutant), kills_) % (2 * kills_ + 1);
  }

  // Whether its next run is one with nothing changed; asked before each of its runs.
  bool is_due() {
    if (mutant_ == 0) return false;
    return runs_before_-- == 0;
  }

  bool waits() const { return mutant_ != 0; }

  // The mutant that a due run is for.
  std::size_t take() {
    const std::size_t mutant = mutant_;
    mutant_ = 0;
    return mutant;
  }

  // FNV-1a (64 bits) of one number more.
  static std::uint64_t hashed(std::uint64_t before, std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte, number >>= 8U) before = (before ^ (number & 0xffU)) * 0x100000001b3U;
    return before;
  }

 private:
  std::size_t kills_ = 0;
  std::size_t next_ = 1;         // so many kills, and another run is due
  std::size_t mutant_ = 0;       // 0: none is due
  std::size_t runs_before_ = 0;  // that one
};

}  // namespace
