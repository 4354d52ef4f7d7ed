#pragma once
// One command to be run in the box, and what came of it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace grader {

// A file the step sees. `at` is its path below /job; `host` where its bytes are now.
struct Input {
  std::string at;
  std::string host;
  bool operator==(const Input&) const = default;
};

// A file (or, with `tree`, every file below a folder) that the step leaves below /out.
struct Output {
  std::string path;
  std::uint64_t max_bytes = 256U << 20U;
  bool tree = false;
  bool operator==(const Output&) const = default;
};

// Outputs of an earlier step, seen below /job/<at>/.
struct Need {
  std::string step;
  std::string at;
  bool operator==(const Need&) const = default;
};

struct StepLimits {
  std::uint64_t cpu_ms = 60'000;    // a test file of Catch2 has taken 17 s of a slow machine
  std::uint64_t wall_ms = 600'000;  // far more than cpu_ms: how busy a machine is changes no verdict
  std::uint64_t memory_mib = 1'024;
  std::uint64_t processes = 64;
  std::uint64_t disk_mib = 256;
  bool operator==(const StepLimits&) const = default;
};

struct Step {
  std::string name;               // unique in its plan: "compile src/account.cc"
  std::string kind;               // the name in the toolchain: "compile"
  std::string group;              // "own", "public", "hidden", or "" when it belongs to none
  std::vector<std::string> argv;  // argv[0] absolute inside the box; never a shell string
  std::map<std::string, std::string> env;
  std::string folder = "/out";
  std::string input;
  std::string hint;          // follows `input` after a line break: what need not be done again, for it is known
  bool channel = false;      // gets a report pipe on fd 3 and a nonce on fd 4
  std::string channel_text;  // follows the nonce after a line break; "": the nonce alone. With it at most 4,096 bytes
  std::vector<Input> inputs;
  std::vector<Need> needs;
  std::vector<Output> outputs;
  StepLimits limits;
  // At most one: a box that this step's box may call, as often as it likes and each time made anew; of it only argv,
  // env, folder, inputs, needs and limits count.
  std::vector<Step> worker;
  bool trusted = false;  // touches nothing of the learner's: its failure is the platform's
  bool operator==(const Step&) const = default;
};

// What must be done before a step: its own needs and those of its worker.
std::vector<Need> all_needs(const Step& step);

// How a step ended. The last four say nothing about the learner's code.
enum class Outcome {
  kExited,     // `value`: exit code
  kSignalled,  // `value`: signal
  kCpuLimit,
  kWallLimit,
  kMemoryLimit,
  kOutputLimit,
  kDenied,
  kNotStarted,  // the program is not in the box
  kBlocked,     // a step it needs did not succeed; `why` names it
  kOutOfTime,   // the grading as a whole had no time left for it, or for a step it needs
  kOneBox,      // it needs a second box beside its own, and this host has one for practice only
};

const char* name_of(Outcome outcome);

struct RunResult {
  std::string step;
  Outcome outcome = Outcome::kBlocked;
  int value = 0;
  std::string why;                            // a sentence for kBlocked, kNotStarted and kOutputLimit
  std::string out, err, report;               // capped
  bool truncated = false;                     // one of the three
  std::map<std::string, std::string> files;   // path below /out -> host path
  std::map<std::string, std::string> hashes;  // path below /out -> SHA-256
  std::string tier;                           // "full", "namespaces", "landlock"; "" for the last three outcomes
  bool cached = false;
  std::uint64_t cpu_us = 0;
  std::uint64_t peak_bytes = 0;  // of the whole box; 0 where no control group counts it
  std::string nonce;

  bool succeeded() const { return outcome == Outcome::kExited && value == 0; }
};

}  // namespace grader
