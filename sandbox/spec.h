#pragma once
// What `grader-sandbox run` is asked to do and what it answers: one JSON document each way, "grader-sandbox-1".
//
// All sizes are bytes, all limits belong to the whole box (every process in it together) unless a name says otherwise.

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace grader::sandbox {

struct Limits {
  std::uint64_t cpu_ms = 10'000;
  std::uint64_t wall_ms = 30'000;
  std::uint64_t memory_bytes = 512ULL << 20U;
  std::uint64_t processes = 64;
  std::uint64_t stream_bytes = 1ULL << 20U;  // standard output and standard error, each
  std::uint64_t report_bytes = 4ULL << 20U;
  std::uint64_t disk_bytes = 256ULL << 20U;  // /out, /tmp and /dev/shm together
  std::uint64_t inodes = 20'000;             // the same three; folders above what is wanted do not count
  std::uint64_t file_bytes = 64ULL << 20U;   // largest single file
  bool operator==(const Limits&) const = default;
};

// A bound of one limit: 0 often means "none" to the kernel, and sums with a very large one wrap.
struct LimitField {
  const char* key;
  std::uint64_t Limits::* field;
  std::uint64_t least;
  std::uint64_t most;
};
const std::vector<LimitField>& limit_fields();

struct Wanted {
  std::string path;             // relative, below /out; the folders above it are made before the start
  std::uint64_t max_bytes = 0;  // of one file
  bool tree = false;            // every regular file below `path`
  bool operator==(const Wanted&) const = default;
};

// The folders above what is wanted, relative to /out, each before what is in it.
std::set<std::string> folders_above(const std::vector<Wanted>& wanted);

// How much stands between the contained program and the host, weakest first.
enum class Tier {
  kLandlock,    // no namespaces: Landlock, seccomp and rlimits only; limits approximate, for practice
  kNamespaces,  // all of the box but a control group; limits approximate
  kFull,
};

struct Spec {
  std::string job;                         // host folder, seen read-only at /job
  std::vector<std::string> argv;           // argv[0] is an absolute path inside the box
  std::map<std::string, std::string> env;  // the whole environment
  std::string folder = "/out";             // working folder inside the box
  std::string input;                       // standard input
  std::optional<std::string> channel;      // a nonce: fd 3 is the report pipe, fd 4 gives the nonce. None: no such fds
  // Where somebody outside listens: fd 5 is a connection to that local socket. It is all there is of the socket in the
  // box, and when the other side closes it, the box is ended. None: no such fd.
  std::optional<std::string> peer;
  Limits limits;
  std::vector<Wanted> collect;
  std::string result;  // existing host folder for stdout, stderr, report and out/...
  Tier minimum_tier = Tier::kNamespaces;
  std::optional<std::string> root;  // a prepared root folder; none: the host's /usr, read-only
  // Folders of the job whose text files name paths of the box; written anew where the box has other paths (kLandlock).
  std::vector<std::string> scripts;
  bool operator==(const Spec&) const = default;
};

// Why the run ended; the first that holds, in this order of the enumerators from kMemoryLimit on.
enum class End {
  kNotStarted,  // the program could not be executed; `reason` says why
  kMemoryLimit,
  kOutputLimit,  // `what`: stdout, stderr, report, disk or file
  kCpuLimit,
  kWallLimit,  // `idle`: it used less than a tenth of the time
  kDenied,     // the system call filter ended it
  kSignalled,  // `value` is the signal
  kExited,     // `value` is the exit code
};

struct Stream {
  std::uint64_t bytes = 0;  // kept
  bool truncated = false;
  bool operator==(const Stream&) const = default;
};

struct Collected {
  std::string path;    // below /out
  std::string status;  // "collected", "absent" or "refused"
  std::string why;     // for "refused"
  std::uint64_t bytes = 0;
  bool operator==(const Collected&) const = default;
};

struct Refusal {
  std::string mechanism;
  std::string found;
  std::string remedy;
  bool operator==(const Refusal&) const = default;
};

struct Report {
  std::optional<Refusal> refused;  // when set, nothing below means anything
  Tier tier = Tier::kNamespaces;
  std::string cgroup = "none";        // "v1", "v2", "v2-delegated" or "none"
  std::vector<std::string> degraded;  // mechanisms the box went without, though its tier stands: "landlock"
  End end = End::kNotStarted;
  int value = 0;
  bool idle = false;
  std::string what;
  std::string reason;
  std::uint64_t cpu_us = 0;  // of the whole box with a cgroup; else of the processes that were reaped
  std::uint64_t wall_us = 0;
  std::optional<std::uint64_t> peak_bytes;  // none without a cgroup
  std::uint64_t oom_kills = 0;
  std::uint64_t forks_refused = 0;
  Stream out;
  Stream err;
  Stream report;
  std::vector<Collected> files;
  bool operator==(const Report&) const = default;
};

const char* name_of(Tier tier);  // "full", "namespaces", "landlock"
std::optional<Tier> tier_named(const std::string& name);

// Each error is one line naming the key. Keys not listed above are errors.
std::expected<Spec, std::string> parse_spec(const std::string& json);
std::string print_spec(const Spec& spec);
std::expected<Report, std::string> parse_report(const std::string& json);
std::string print_report(const Report& report);

}  // namespace grader::sandbox
