// Whose end it was: the program's or the host's.
#include "sandbox/verdict.h"

#include <gmock/gmock.h>
#include <signal.h>

#include <random>

#include "sandbox/mechanism.h"
#include "tests/fuzz/measurements.h"

namespace grader::sandbox {
namespace {

constexpr std::uint64_t kLimit = 64U << 20U;

Record ended(int status) {
  return {.said = Said::kEnded, .value = status};
}

// What is said of the run: the end, or what of the host is refused.
std::string said_of(const Seen& seen, Report report) {
  try {
    decide({.memory_bytes = kLimit}, seen, report);
  } catch (const Missing& missing) {
    return missing.mechanism;
  }
  return std::to_string(static_cast<int>(report.end));
}

std::string end(End end) {
  return std::to_string(static_cast<int>(end));
}

TEST(Verdict, OutOfMemoryFarBelowTheLimitIsTheHosts) {
  const Seen killed{.grouped = true, .last = ended(SIGKILL)};
  EXPECT_EQ(said_of(killed, {.peak_bytes = kLimit / 4, .oom_kills = 1}), "host memory");
  EXPECT_EQ(said_of({.grouped = true, .over_memory = true}, {.peak_bytes = kLimit / 4}), "host memory");
  EXPECT_EQ(said_of(killed, {.peak_bytes = kLimit - 4096, .oom_kills = 1}), end(End::kMemoryLimit));
  EXPECT_EQ(said_of(killed, {.peak_bytes = 0, .oom_kills = 1}), end(End::kMemoryLimit))
      << "a kernel that tells no peak";
  EXPECT_EQ(said_of(killed, {.peak_bytes = kLimit / 4}), end(End::kSignalled)) << "a kill of its own";
}

TEST(Verdict, AnInitThatSaidNothingWasEndedByALimitByThePeerOrByTheHost) {
  EXPECT_EQ(said_of({}, {}), "undisturbed box");
  EXPECT_EQ(said_of({.over_output = "disk"}, {}), end(End::kOutputLimit));
  EXPECT_EQ(said_of({.over_cpu = true}, {}), end(End::kCpuLimit));
  EXPECT_EQ(said_of({.over_wall = true}, {}), end(End::kWallLimit));
  EXPECT_EQ(said_of({.peer_closed = true}, {}), end(End::kNotStarted));
  EXPECT_EQ(said_of({.practice = true}, {}), end(End::kNotStarted)) << "there the program may have ended it";
}

TEST(Verdict, ASignalForWantOfTimeIsTheLimitsWhereTheTimeWasUsed) {
  const Seen seen{.last = ended(SIGXCPU)};
  EXPECT_EQ(said_of(seen, {.cpu_us = 1'000}), end(End::kSignalled)) << "it sent it to itself";
  EXPECT_EQ(said_of(seen, {.cpu_us = Limits().cpu_ms * 1000}), end(End::kCpuLimit));
  EXPECT_EQ(said_of(seen, {.cpu_us = Limits().cpu_ms * 600}), end(End::kCpuLimit)) << "counted by ticks";
}

// A cause of an end, and the end it makes when no cause above it is there.
struct Cause {
  End end;
  void (*add)(Seen& seen, Report& report);
};

// In the order in which they decide.
const Cause kCauses[] = {
    {End::kMemoryLimit, [](Seen& seen, Report&) { seen.over_memory = true; }},
    {End::kMemoryLimit, [](Seen&, Report& report) { report.oom_kills = 1; }},
    {End::kOutputLimit, [](Seen& seen, Report&) { seen.over_output = "stdout"; }},
    {End::kOutputLimit, [](Seen& seen, Report&) { seen.last = ended(SIGXFSZ); }},
    {End::kCpuLimit, [](Seen& seen, Report&) { seen.over_cpu = true; }},
    {End::kCpuLimit, [](Seen&, Report& report) { report.cpu_us = Limits().cpu_ms * 1000; }},
    {End::kWallLimit, [](Seen& seen, Report&) { seen.over_wall = true; }},
    {End::kWallLimit, [](Seen&, Report& report) { report.wall_us = Limits().wall_ms * 1000; }},
    {End::kDenied, [](Seen& seen, Report&) { seen.last = ended(SIGSYS); }},
    {End::kSignalled, [](Seen& seen, Report&) { seen.last = ended(SIGSEGV); }},
    {End::kExited, [](Seen& seen, Report&) { seen.last = ended(7 << 8); }},
};

// How the program itself ended is one of the last four: of two of those the first that was made stays.
TEST(Verdict, OfTwoCausesTheFirstDecides) {
  for (const Cause& first : kCauses) {
    for (const Cause* second = &first; second != std::end(kCauses); ++second) {
      Seen seen{.grouped = true, .last = ended(0)};
      Report report{.peak_bytes = kLimit};
      second->add(seen, report);
      first.add(seen, report);
      EXPECT_EQ(said_of(seen, report), end(first.end)) << (&first - kCauses) << " " << (second - kCauses);
    }
  }
}

// Drawn measurements, the same every time; the fuzz target "measurements" looks for others.
TEST(Verdict, NothingMeasuredIsAFailureOfOurs) {
  std::mt19937_64 draw(1);
  for (int i = 0; i < 50'000; ++i) {
    std::string bytes(draw() % 200, '\0');
    for (char& byte : bytes) byte = static_cast<char>(draw());
    ASSERT_EQ(wrong_verdict(bytes), "") << i;
  }
}

}  // namespace
}  // namespace grader::sandbox
