#include "grader/model/grading.h"

namespace grader {

const char* name_of(Reserve reserve) {
  switch (reserve) {
    case Reserve::kNone:
      return "";
    case Reserve::kNoEvidence:
      return "No evidence here";
    case Reserve::kTooLittle:
      return "Too little to judge";
    case Reserve::kTutor:
    case Reserve::kContradicted:
      return "Tutor to judge";
    case Reserve::kCouldNotRun:
      return "Could not run";
    case Reserve::kNotMeasured:
      return "Not measured by this version";
  }
  return "";
}

const char* name_of(Level level) {
  switch (level) {
    case Level::kNone:
      return "";
    case Level::kNotYet:
      return "Not yet";
    case Level::kDeveloping:
      return "Developing";
    case Level::kSecure:
      return "Secure";
    case Level::kStrong:
      return "Strong";
  }
  return "";
}

const char* name_of(RequirementState state) {
  switch (state) {
    case RequirementState::kMet:
      return "met";
    case RequirementState::kNotMet:
      return "not met";
    case RequirementState::kNotBuilt:
      return "not built";
    case RequirementState::kNoTest:
      return "no test";
    case RequirementState::kCouldNotRun:
      return "could not run";
    case RequirementState::kNeedsPerson:
      return "needs a person";
  }
  return "";
}

}  // namespace grader
