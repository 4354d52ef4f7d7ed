#include "grader/model/step.h"

namespace grader {

std::vector<Need> all_needs(const Step& step) {
  std::vector<Need> needs = step.needs;
  for (const Step& worker : step.worker) needs.insert(needs.end(), worker.needs.begin(), worker.needs.end());
  return needs;
}

const char* name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kExited:
      return "exited";
    case Outcome::kSignalled:
      return "ended by a signal";
    case Outcome::kCpuLimit:
      return "over its processor time";
    case Outcome::kWallLimit:
      return "over its waiting time";
    case Outcome::kMemoryLimit:
      return "over its memory";
    case Outcome::kOutputLimit:
      return "over its output";
    case Outcome::kDenied:
      return "asked the system for something that is not allowed";
    case Outcome::kNotStarted:
      return "could not be started";
    case Outcome::kBlocked:
      return "not run";
    case Outcome::kOutOfTime:
      return "not run: the time for this grading was used up";
    case Outcome::kOneBox:
      return "not run: it takes two boxes at once, and here is one; `grader doctor` says what is missing";
  }
  return "unknown";
}

}  // namespace grader
