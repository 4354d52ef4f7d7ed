// When a test that noticed mutants is run once more with nothing changed.
//
// A test that counts its runs could pass until the decoys are behind it and fail from then on. So after its first kill,
// and each time it has four times as many, a further run is due in which nothing is changed. How many of its runs are
// before that one is drawn: neither the test nor somebody who knows this text can tell it from those before and after.
#pragma once

#include <sys/random.h>

#include <cstdint>

#include "runner_process.h"

namespace {

constexpr std::size_t kFourfold = 4;

// Of one test.
class Credits {
 public:
  // It noticed this mutant, in a run of its own.
  void credit(std::size_t mutant) {
    if (++kills_ < next_) return;
    next_ = kills_ * kFourfold;
    if (mutant_ != 0) return;
    mutant_ = mutant;
    runs_before_ = drawn(2 * kills_ + 1);
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

  // Below `count`.
  static std::size_t drawn(std::size_t count) {
    std::uint64_t number = 0;
    if (getrandom(&number, sizeof number, 0) != sizeof number) _exit(1);
    return number % count;
  }

 private:
  std::size_t kills_ = 0;
  std::size_t next_ = 1;         // so many kills, and another run is due
  std::size_t mutant_ = 0;       // 0: none is due
  std::size_t runs_before_ = 0;  // that one
};

}  // namespace
