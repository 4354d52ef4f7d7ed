#pragma once
// cohort.json: one cohort, what it is graded by and where results go. Schema: docs/schema/cohort.schema.json.

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/mode.h"

namespace grader::cohort {

// What becomes of work when there is none by the due date, but some after it.
enum class Late { kFlag, kReject };

struct Place {
  bool slurm = false;
  unsigned at_once = 0;  // 0: this machine: one a processor; Slurm: as many as the cluster takes
  std::uint64_t memory_mib = 1'024;
  unsigned shard_minutes = 5;
  std::string partition, account;
  std::filesystem::path shared;  // empty: below the output folder
};

struct Webhook {
  std::string url;
  std::string secret;  // a file or "systemd:NAME"; "": not signed
};
struct Mail {
  std::string server, from;
  std::vector<std::string> to;
  std::string user, password;  // a file or "systemd:NAME"
};

// How long what is kept, in days.
struct Retention {
  std::optional<std::chrono::sys_days> programme_ends;  // none: results and decisions are kept until somebody says so
  int raw = 30;           // copies of repositories and raw output, since they were last used
  int results = 365;      // machine results, after the programme's end
  int decisions = 2'192;  // decisions of people, after it
};

struct Rules {
  std::filesystem::path file;
  std::string name;
  std::vector<std::string> exercises;  // folders, absolute, or names
  std::filesystem::path roster;
  std::filesystem::path names;  // empty: none
  std::string due, time_zone;   // of rows without their own
  Late late = Late::kFlag;
  bool full_tier = false;
  Mode assurance = Mode::kInProcess;
  bool shown = false;  // the machine's levels
  Place place;
  std::map<std::string, unsigned> hosts;  // in lower case -> fetches at a time
  std::string credentials;                // "": none
  std::string proxy;
  std::filesystem::path ca;
  std::string store;
  std::filesystem::path out;
  Retention retention;
  std::optional<Webhook> webhook;
  std::optional<Mail> mail;
};

// Fails with kSetup for what is wrong in the file, with its line and key.
Result<Rules> read_rules(const std::filesystem::path& file);

// The same, and it goes on: adds all that is wrong to `faults`, and takes a key in which something is wrong as left
// out. Then name, exercises and roster may be empty.
Rules read_rules(const std::filesystem::path& file, std::vector<Error>& faults);

}  // namespace grader::cohort
