#pragma once
// How an exercise is judged, from the weakest assurance to the strongest. Each says who could write the verdict.

#include <string>
#include <vector>

namespace grader {

enum class Mode {
  kInProcess,  // tests share a process with the learner's code: made to attack that very runner, it can forge a pass
  kSplit,      // tests run in a box without the learner's code, which they call in a box of its own
  kIo,         // the learner's program runs alone; what it leaves is compared outside
};
const char* name_of(Mode mode);  // "in-process", "split", "io"
Mode mode_of(const std::string& name);

// How what a program left is held against what is expected.
struct Check {
  enum class Kind { kExact, kTolerant, kCustom };
  Kind kind = Kind::kExact;
  // Of kTolerant: how far a number may be off, and by how much of the expected number. Both 0: numbers are text.
  double absolute = 0;
  double relative = 0;
  // Of kCustom: a folder of the exercise, seen at /job/checker, and the command that gives the verdict.
  std::string dir;
  std::vector<std::string> argv;
  bool operator==(const Check&) const = default;
};

}  // namespace grader
