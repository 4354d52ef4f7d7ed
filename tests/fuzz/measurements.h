#pragma once
// What was measured of a run, made from any bytes, and what must hold of the verdict on it.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "sandbox/mechanism.h"
#include "sandbox/verdict.h"

namespace grader::sandbox {

/// Takes values from bytes; past their end everything is 0.
class Taken {
 public:
  explicit Taken(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    const std::string_view part = bytes_.substr(0, sizeof value);
    std::memcpy(&value, part.data(), part.size());
    bytes_.remove_prefix(part.size());
    return value;
  }
  std::uint64_t small() {
    if (bytes_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return byte;
  }
  /// From 0 to somewhat more than twice `limit`: a verdict changes around limits.
  std::uint64_t around(std::uint64_t limit) { return limit / 64 * small() / 2 + small() % 3; }
  bool flag() { return small() % 2 == 1; }
  std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
};

struct Measured {
  Limits limits;
  Seen seen;
  Report report;
};

inline Measured measured(std::string_view bytes) {
  Taken from(bytes);
  Measured made;
  for (const LimitField& field : limit_fields())
    made.limits.*field.field = field.least + from.number() % (field.most - field.least + 1);
  static constexpr const char* kStreams[] = {"", "stdout", "stderr", "report", "disk"};
  made.seen = {.grouped = from.flag(),
               .practice = from.flag(),
               .over_memory = from.flag(),
               .over_cpu = from.flag(),
               .over_wall = from.flag(),
               .over_output = kStreams[from.small() % 5],
               .peer_closed = from.flag(),
               .last = {}};
  made.report.cpu_us = from.flag() ? from.around(made.limits.cpu_ms * 1000) : from.number();
  made.report.wall_us = from.flag() ? from.around(made.limits.wall_ms * 1000) : from.number();
  if (from.flag()) made.report.peak_bytes = from.flag() ? from.around(made.limits.memory_bytes) : from.number();
  made.report.oom_kills = from.small() % 3;
  made.report.forks_refused = from.number();
  if (from.flag()) return made;
  Record& last = made.seen.last.emplace();
  last.said = static_cast<Said>(from.small() % 4);
  last.value = static_cast<std::int32_t>(from.number() % 0x1'0000);  // every wait status there is
  const std::string_view text = from.rest().substr(0, last.text.size() - 1);
  std::memcpy(last.text.data(), text.data(), text.size());
  return made;
}

/// What is wrong with the verdict on these measurements, "" when nothing is. A verdict there must be, one that its
/// reader takes, unless it was the host: its memory was used up, or somebody outside ended the box.
inline std::string wrong_verdict(std::string_view bytes) {
  Measured made = measured(bytes);
  const Seen& seen = made.seen;
  const std::uint64_t peak = made.report.peak_bytes.value_or(0);
  const bool killed = seen.over_memory || made.report.oom_kills > 0;
  const bool of_host_memory = killed && peak > 0 && peak < made.limits.memory_bytes / 2;
  const bool told = seen.last && (seen.last->said == Said::kEnded || seen.last->said == Said::kNotExecuted);
  const bool of_others = !told && !killed && !seen.practice && !seen.peer_closed;
  try {
    decide(made.limits, seen, made.report);
  } catch (const Missing& missing) {
    if (missing.mechanism == "host memory" && of_host_memory) return "";
    if (missing.mechanism == "undisturbed box" && of_others) return "";
    return "refused for what the program did: " + missing.mechanism;
  }
  if (made.report.refused) return "refused without a reason";
  if (told == false && made.report.end > End::kWallLimit) return "an end that nobody told of";
  const auto read = parse_report(print_report(made.report));
  if (!read) return "nobody reads the report: " + read.error();
  if (read->end != made.report.end || read->refused) return "another verdict is read";
  return read->end == End::kOutputLimit && read->what.empty() ? "an output limit without its output" : "";
}

}  // namespace grader::sandbox
