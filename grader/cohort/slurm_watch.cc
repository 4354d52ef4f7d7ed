#include "grader/cohort/slurm_watch.h"

#include "grader/base/text.h"

namespace grader::cohort {
namespace {

std::string state_of(const QueueRow& row) {
  const bool plain = row.reason.empty() || row.reason == "None";
  return printable(row.state + (plain ? "" : " (" + row.reason + ")"));
}

}  // namespace

Verdict Watch::see(const std::optional<QueueRow>& row, const std::string& beat, Time now, const Patience& patience) {
  using enum Verdict::Step;
  Seen seen{.standing = row ? std::optional(standing_of(*row)) : std::nullopt, .beat = beat};
  const bool moved = !seen_ || seen_->standing != seen.standing;
  if (seen_ != seen) since_ = now;
  seen_ = std::move(seen);
  const auto lasted = now - since_;
  const auto after = [&](std::chrono::seconds time, const std::string& problem) {
    return lasted >= time ? Verdict{.step = kGiveUp, .problem = problem} : Verdict{};
  };
  if (!row) return after(patience.grace, "Slurm no longer knows it, and it left no end");
  switch (*seen_->standing) {
    case Standing::kHeld:
      if (!released_) {
        released_ = true;
        return {.step = kRelease};
      }
      return after(patience.grace, "Slurm holds it: " + state_of(*row));
    case Standing::kPutBack:
      return moved ? Verdict{.step = kHurry} : Verdict{};
    case Standing::kHopeless:
      return after(patience.grace, "Slurm will not start it: " + state_of(*row));
    case Standing::kRunning:
      return after(patience.silence, "it runs by Slurm's word, but gives no sign of life");
    case Standing::kOver:
      return after(patience.grace, "Slurm ended it: " + state_of(*row));
    case Standing::kWaiting:
      break;
  }
  return {};
}

}  // namespace grader::cohort
