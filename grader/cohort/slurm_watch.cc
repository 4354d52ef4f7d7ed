#include "grader/cohort/slurm_watch.h"

#include "grader/base/text.h"

namespace grader::cohort {
namespace {

std::string state_of(const QueueRow& row) {
  const bool plain = row.reason.empty() || row.reason == "None";
  return printable(row.state + (plain ? "" : " (" + row.reason + ")"));
}

}  // namespace

Verdict Watch::see(const std::optional<QueueRow>& row, const std::string& beat, Time now, const WatchTimes& times) {
  using enum Verdict::Step;
  Seen seen{.state = row ? std::optional(job_state_of(*row)) : std::nullopt, .beat = beat};
  const bool moved = !seen_ || seen_->state != seen.state;
  if (seen_ != seen) since_ = now;
  seen_ = std::move(seen);
  const auto lasted = now - since_;
  const auto after = [&](std::chrono::seconds time, const std::string& problem) {
    return lasted >= time ? Verdict{.step = kGiveUp, .problem = problem} : Verdict{};
  };
  if (!row) return after(times.grace, "Slurm no longer knows it, and it left no end");
  switch (*seen_->state) {
    case JobState::kHeld:
      if (!released_) {
        released_ = true;
        return {.step = kReleaseHold};
      }
      return after(times.grace, "Slurm holds it: " + state_of(*row));
    case JobState::kPutBack:
      return moved ? Verdict{.step = kHurry} : Verdict{};
    case JobState::kHopeless:
      return after(times.grace, "Slurm will not start it: " + state_of(*row));
    case JobState::kRunning:
      return after(times.silence, "it runs by Slurm's word, but gives no sign of life");
    case JobState::kOver:
      return after(times.grace, "Slurm ended it: " + state_of(*row));
    case JobState::kWaiting:
      break;
  }
  return {};
}

}  // namespace grader::cohort
