#include "grader/model/mutant_run.h"

namespace grader {

const char* name_of(MutantState state) {
  switch (state) {
    case MutantState::kNotCovered:
      return "not covered";
    case MutantState::kSurvived:
      return "survived";
    case MutantState::kKilled:
      return "killed";
  }
  return "unknown";
}

const char* name_of(KillBy how) {
  switch (how) {
    case KillBy::kAssertion:
      return "assertion";
    case KillBy::kCrash:
      return "crash";
    case KillBy::kSteps:
      return "steps";
    case KillBy::kTime:
      return "time";
  }
  return "unknown";
}

}  // namespace grader
