#include "tests/attacks/trial.h"

#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "grader/base/text.h"

namespace grader::attacks {
namespace {

using sandbox::End;
using support::slurp;
using support::spit;

const fs::path kBin = GRADER_BINARY_DIR;

#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t kMostGrowthKib = 512 << 10;  // what is freed is kept for a while
#else
constexpr std::uint64_t kMostGrowthKib = 16 << 10;
#endif
constexpr std::uint64_t kReportsKib = 3 * (4 << 10);  // grader holds the reports of three groups of tests
constexpr std::size_t kMoreDescriptors = 2 * 32 + 8;  // a tree is listed through at most 32 folders
constexpr std::chrono::milliseconds kWide{2'000};
constexpr std::chrono::seconds kProgramLimit{150};
constexpr std::size_t kMostResult = 16U << 20U;  // what is kept of a helper's answer

// What confines here: the program beside this one, or the one that stands in its place (scripts/attacks --tier).
std::string helper() {
  const char* named = std::getenv("GRADER_SANDBOX");
  return named != nullptr ? named : (kBin / "grader-sandbox").string();
}

// The least that a box must be: what this host gives, and below it only when told so (scripts/attacks --tier).
sandbox::Tier least_tier() {
  const char* named = std::getenv("GRADER_ATTACKS_TIER");
  return sandbox::tier_named(named != nullptr ? named : "").value_or(sandbox::Tier::kNamespaces);
}

fs::path cache() {
  const fs::path shared = kBin / "../test-cache";
  std::error_code ignored;
  fs::create_directories(shared, ignored);
  if (access(shared.c_str(), W_OK) == 0) return shared;
  const char* home = std::getenv("HOME");
  return fs::path(home != nullptr ? home : "/tmp") / ".cache/grader-attacks";
}

}  // namespace

// What an honest run of the same program takes.
struct Trial::Honest {
  std::uint64_t kib = 0;
  std::size_t descriptors = 0;
};

std::string verdict_of(const sandbox::Report& report) {
  if (report.refused) return "refused: " + report.refused->mechanism;
  switch (report.end) {
    case End::kNotStarted:
      return "not started: " + report.reason;
    case End::kMemoryLimit:
      return "memory limit";
    case End::kOutputLimit:
      return "output limit: " + report.what;
    case End::kCpuLimit:
      return "cpu limit";
    case End::kWallLimit:
      return report.idle ? "wall limit, idle" : "wall limit";
    case End::kDenied:
      return "denied";
    case End::kSignalled:
      return "signalled " + std::to_string(report.value);
    case End::kExited:
      return "exited " + std::to_string(report.value);
  }
  return "unknown";
}

Trial::Trial() {
  std::random_device device;
  secret_ = "canary-" + std::to_string(device()) + "-" + std::to_string(device());
  spit(canary() / "closed", secret_);
  spit(canary() / "open.txt", secret_);
  spit(canary() / "folder/script", "#!/bin/sh\necho " + secret_ + "\n");
  fs::permissions(canary() / "closed", fs::perms(0600));
  fs::permissions(canary() / "folder/script", fs::perms(0755));
  fs::create_symlink("open.txt", canary() / "link");
  fs::create_directories(scratch() / "job");
  fs::copy_file(kBin / "attack_programs", scratch() / "job/programs");
}

Trial::~Trial() {
  end_beside();
}

void Trial::expect(bool holds, const std::string& what) {
  if (!holds) problems_.push_back(what);
}

void Trial::write_job(const std::string& path, const std::string& bytes) const {
  spit(scratch() / "job" / path, bytes);
}

sandbox::Spec Trial::spec(const std::vector<std::string>& argv) {
  const fs::path result = scratch() / ("result" + std::to_string(++count_));
  fs::create_directories(result);
  sandbox::Spec spec;
  spec.job = scratch() / "job";
  spec.result = result;
  spec.argv = argv;
  spec.minimum_tier = least_tier();
  spec.env = {{"PATH", "/usr/bin"}, {"MARK", start_mark()}};
  spec.limits = {.cpu_ms = 3'000,
                 .wall_ms = 20'000,
                 .memory_bytes = 64U << 20U,
                 .processes = 32,
                 .stream_bytes = 100'000,
                 .report_bytes = 50'000,
                 .disk_bytes = 8U << 20U,
                 .inodes = 500,
                 .file_bytes = 1U << 30U};
  return spec;
}

Ran Trial::box(const Program& program, const std::vector<std::string>& verdicts, const Change& change,
               const std::vector<std::string>& options) {
  return command({"/job/programs", program.name, program.twin ? "twin" : "attack", start_mark(), program.argument},
                 verdicts, change, options);
}

Ran Trial::command(const std::vector<std::string>& argv, const std::vector<std::string>& verdicts, const Change& change,
                   const std::vector<std::string>& options) {
  sandbox::Spec wanted = spec(argv);
  if (change) change(wanted);
  const Honest& honest = honest_helper();
  const auto before = fingerprint();
  Ran ran;
  const Watched watched = run_helper(wanted, options, ran);
  verdicts_.insert(ran.verdict);
  expect(std::ranges::find(verdicts, ran.verdict) != verdicts.end(),
         "g1: the verdict is \"" + ran.verdict + "\": " + printable(ran.err.substr(0, 500) + ran.out.substr(0, 500)));
  expect(watched.code == 0, "g1: the helper ended with " + std::to_string(watched.code) + ": " + watched.err);
  expect(fingerprint() == before, "g3: files beside the box have changed");
  check(watched, honest, std::chrono::milliseconds(wanted.limits.wall_ms));
  check_secret("stdout", ran.out);
  check_secret("stderr", ran.err);
  check_secret("the report", ran.channel + watched.out);
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator(ran.result / "out", none)) {
    if (entry.is_regular_file() && entry.file_size() < 1U << 20U) check_secret("a collected file", slurp(entry.path()));
  }
  check_result(watched.out);
  check_next();
  return ran;
}

Watched Trial::program(const std::vector<std::string>& arguments, const std::vector<int>& codes) {
  const Honest& honest = honest_program();
  Command command{.argv = {kBin / "grader"},
                  .env = {{"PATH", "/usr/bin:/bin"},
                          {"HOME", scratch() / "home"},
                          {"GRADER_CACHE", cache()},
                          {"GRADER_SANDBOX", helper()},
                          {"TUTOR_SECRET", secret_}},
                  .input = {},
                  .leak = canary() / "closed",
                  .wall = kProgramLimit};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  const auto before = fingerprint();
  Watched watched = watch(command, scratch());
  verdicts_.insert("exit code " + std::to_string(watched.code));
  expect(std::ranges::find(codes, watched.code) != codes.end(),
         "g1: grader ended with " + std::to_string(watched.code) + ": " + printable(watched.err.substr(0, 2000)));
  expect(fingerprint() == before, "g3: files beside the box have changed");
  check(watched, honest, kProgramLimit - kWide);
  check_secret("the answer", watched.out + watched.err);
  if (watched.code == 0) check_result(watched.out);
  check_next();
  return watched;
}

Watched Trial::run_helper(const sandbox::Spec& spec, const std::vector<std::string>& options, Ran& ran) {
  Command command{.argv = {helper()},
                  .env = {{"TUTOR_SECRET", secret_}, {"MARK", start_mark()}},
                  .input = sandbox::print_spec(spec),
                  .leak = canary() / "closed",
                  .wall = std::chrono::milliseconds(spec.limits.wall_ms + 30'000)};
  command.argv.insert(command.argv.end(), options.begin(), options.end());
  command.argv.emplace_back("run");
  Watched watched = watch(command, scratch(), {beside_});
  if (const auto report = sandbox::parse_report(watched.out)) ran.report = *report;
  ran.verdict = verdict_of(ran.report);
  ran.result = spec.result;
  ran.out = slurp(ran.result / "stdout");
  ran.err = slurp(ran.result / "stderr");
  ran.channel = slurp(ran.result / "report");
  return watched;
}

void Trial::check(const Watched& watched, const Honest& honest, std::chrono::milliseconds limit) {
  survivors_ += watched.survivors.size();
  for (const std::string& survivor : watched.survivors) expect(false, "g2: still there: " + printable(survivor));
  expect(!watched.overdue && watched.code < 128, "g4: the supervisor did not end by itself");
  expect(watched.most_kib <= honest.kib + kMostGrowthKib + more_kib_,
         "g4: the supervisor grew by " + std::to_string(watched.most_kib - honest.kib) + " KiB");
  expect(watched.most_descriptors <= honest.descriptors + kMoreDescriptors,
         "g4: " + std::to_string(watched.most_descriptors) + " descriptors were open");
  expect(watched.wall <= limit + kWide, "g5: it took " + std::to_string(watched.wall.count()) + " ms");
}

void Trial::check_result(const std::string& json) {
  expect(json.size() < kMostResult, "g7: a result of " + std::to_string(json.size()) + " bytes");
  expect(to_utf8(json) == json, "g7: the result is not UTF-8");
  expect(nlohmann::json::accept(json), "g7: the result is not JSON: " + printable(json.substr(0, 200)));
}

void Trial::check_secret(const std::string& where, const std::string& bytes) {
  expect(bytes.find(secret_) == std::string::npos, "g3: the canary's content is in " + where);
}

void Trial::check_next() {
  Ran next;
  run_helper(spec({"/job/programs", "honest", "attack", start_mark()}), {}, next);
  const bool numbers = next.report.cpu_us < 1'000'000 && next.report.peak_bytes.value_or(0) < 8U << 20U &&
                       next.report.oom_kills == 0 && next.report.forks_refused == 0;
  expect(next.verdict == "exited 0" && next.out == "hello\n", "g6: the next honest run gives " + next.verdict);
  expect(numbers, "g6: the next honest run has other numbers than an honest run has");
}

const Trial::Honest& Trial::honest_helper() {
  static const Honest honest = [this] {
    Ran ran;
    const Watched watched = run_helper(spec({"/job/programs", "nap", "attack", start_mark()}), {}, ran);
    return Honest{.kib = watched.most_kib, .descriptors = watched.most_descriptors};
  }();
  return honest;
}

const Trial::Honest& Trial::honest_program() {
  static const Honest honest = [this] {
    const fs::path bundle = scratch() / "honest.bundle";
    const std::string source = GRADER_SOURCE_DIR;
    support::shell("'" + source + "/scripts/make-bundle' '" + source + "/exercises/bank-statement' good '" +
                   bundle.string() + "'");
    const Watched watched = watch({.argv = {kBin / "grader", "grade", bundle, "--json", "--reveal"},
                                   .env = {{"PATH", "/usr/bin:/bin"},
                                           {"HOME", scratch() / "home"},
                                           {"GRADER_CACHE", cache()},
                                           {"GRADER_SANDBOX", helper()}},
                                   .input = {},
                                   .leak = {},
                                   .wall = kProgramLimit},
                                  scratch());
    return Honest{.kib = watched.most_kib + kReportsKib, .descriptors = watched.most_descriptors};
  }();
  return honest;
}

bool practising() {
  return least_tier() == sandbox::Tier::kLandlock;
}

std::string not_for_practice(const std::string& id) {
  static const std::map<std::string, std::set<std::string>> kReasons = {
      {"grade gives no result of the tier landlock",
       {"P25", "P26", "P27", "P28", "P29", "P30", "P31", "P32", "P33", "P34", "P38", "P44", "P45", "P46", "P47",
        "P48"}},
      {"its program names /out and /tmp, which are folders elsewhere in the tier landlock",
       {"P05", "P06", "P20", "P21", "P22", "P23", "P24", "P40"}},
      {"its program declines to run where the host's processes are in sight", {"P15", "P16", "P18", "P41", "P42"}},
      {"in the tier landlock processes are counted for the user, with what else runs", {"P01"}}};
  for (const auto& [reason, ids] : kReasons) {
    if (ids.contains(id)) return reason;
  }
  return "";
}

bool Trial::has_group() {
  static const bool exact = [this] {
    Ran ran;
    run_helper(spec({"/job/programs", "honest", "attack", start_mark()}), {}, ran);
    return ran.report.tier == sandbox::Tier::kFull;
  }();
  return exact;
}

void Trial::start_beside(const Program& program) {
  const std::string mark = "beside-" + std::to_string(getpid());
  beside_spec_ = spec({"/job/programs", program.name, program.twin ? "twin" : "attack", mark, program.argument});
  beside_spec_.env["MARK"] = mark;
  beside_ = start(
      {.argv = {helper(), "run"}, .env = {{"MARK", mark}}, .input = sandbox::print_spec(beside_spec_), .leak = {}},
      scratch(), scratch() / "beside");
  for (int i = 0; i < 1000 && slurp(fs::path(beside_spec_.result) / "stdout") != "ready\n"; ++i) usleep(10'000);
}

std::string Trial::end_beside() {
  if (beside_ < 0) return "";
  finish(beside_);
  beside_ = -1;
  const auto report = sandbox::parse_report(slurp(scratch() / "beside"));
  return report ? verdict_of(*report) : "no report";
}

// Name, mode, size and content of everything beside the box that no run may change.
std::vector<std::string> Trial::fingerprint() const {
  std::vector<std::string> lines;
  for (const fs::path& root : {canary(), scratch() / "job"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      const auto status = entry.symlink_status();
      std::string line = entry.path().string() + " " + std::to_string(static_cast<unsigned>(status.permissions()));
      if (fs::is_regular_file(status)) line += " " + std::to_string(std::hash<std::string>{}(slurp(entry.path())));
      lines.push_back(line);
    }
  }
  std::ranges::sort(lines);
  return lines;
}

const std::vector<Row>& rows() {
  static const std::vector<Row> all = [] {
    std::vector<Row> list;
    for (const auto& part : {process_rows(), resource_rows(), other_rows(), report_rows(), workspace_rows(),
                             compiler_rows(), network_rows(), text_rows(), git_rows()})
      list.insert(list.end(), part.begin(), part.end());
    std::ranges::sort(list, {}, &Row::id);
    return list;
  }();
  return all;
}

}  // namespace grader::attacks
