#include "grader/model/facts.h"

namespace grader {

const char* name_of(TestState state) {
  switch (state) {
    case TestState::kPassed:
      return "passed";
    case TestState::kFailed:
      return "failed";
    case TestState::kCrashed:
      return "crashed";
    case TestState::kTimedOut:
      return "timed out";
    case TestState::kOverLimit:
      return "over limit";
    case TestState::kSkipped:
      return "skipped";
    case TestState::kNotReported:
      return "not reported";
    case TestState::kDuplicate:
      return "duplicate";
    case TestState::kUnexpected:
      return "unexpected";
    case TestState::kIntegrity:
      return "integrity";
    case TestState::kPlatform:
      return "platform";
  }
  return "unknown";
}

bool is_failure(TestState state) {
  return state == TestState::kFailed || state == TestState::kCrashed || state == TestState::kTimedOut ||
         state == TestState::kOverLimit;
}

}  // namespace grader
