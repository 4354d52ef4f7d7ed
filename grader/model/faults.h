#pragma once
// What own tests say of the exercise's own versions of the work: a correct one, and faulty ones made on purpose.

#include <string>
#include <vector>

namespace grader {

struct SeededFault {
  std::string what;                 // "The minus sign is lost between -0.99 and -0.01."
  std::vector<std::string> breaks;  // ids of requirements
  std::string by;                   // the first own test that fails on it; "": none does
  bool operator==(const SeededFault&) const = default;
};

// `faults` empty without a problem: the exercise has none, or there is no own test to judge by.
struct Faults {
  std::vector<SeededFault> faults;     // in the exercise's order
  std::vector<std::string> tests;      // own tests that judged
  std::vector<std::string> rejecting;  // own tests that do not pass on a correct version
  std::vector<std::string> voided;     // own tests that tell apart what behaves the same: they judged nothing
  std::vector<std::string> unstable;   // own tests that judged nothing as they come and go, or end otherwise each time
  std::string problem;
  bool could_not_run = false;  // the problem lies with the host
  bool operator==(const Faults&) const = default;
};

}  // namespace grader
