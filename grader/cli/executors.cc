#include "grader/cli/executors.h"

#include <algorithm>
#include <thread>

#include "grader/base/hash.h"
#include "grader/cohort/local_pool.h"
#include "grader/cohort/slurm.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 8;
constexpr const char* kChoosing = "choosing where gradings run";

// Two cohorts may have one name, but not one output folder.
std::string run_name(const cohort::Rules& rules) {
  return rules.name + "-" + sha256(rules.out.lexically_normal().string()).substr(0, kDigits);
}

}  // namespace

fs::path work_folder(const cohort::Rules& rules) {
  const bool shared = rules.place.slurm && !rules.place.shared.empty();
  return shared ? rules.place.shared / run_name(rules) : rules.out / "work";
}

fs::path self() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
}

Result<void> check_executor(const cohort::Rules& rules) {
  const cohort::Place& place = rules.place;
  if (!place.slurm) return {};
  if (find_program("sbatch").empty())
    return fail(Fault::kPlatform, kChoosing, "sbatch", "it is not installed on this machine",
                "install slurm-client, or write \"kind\": \"local\" for the executor in " + rules.file.string());
  std::error_code error;
  if (!place.shared.empty()) fs::create_directories(place.shared, error);
  if (error)
    return fail(Fault::kPlatform, kChoosing, place.shared.string(),
                "the shared folder is not there and cannot be made: " + error.message(),
                "mount it on this machine and on every node, or name another one as executor.shared");
  return {};
}

Result<std::unique_ptr<cohort::Executor>> executor_for(const cohort::Rules& rules, ProcessRunner& runner) {
  const cohort::Place& place = rules.place;
  if (!place.slurm) {
    const unsigned slots = place.at_once != 0 ? place.at_once : std::max(1U, std::thread::hardware_concurrency());
    return std::make_unique<cohort::LocalPool>(runner, slots);
  }
  if (auto ready = check_executor(rules); !ready) return pass(ready);
  auto slurm = cohort::Slurm::open(runner, {.run = run_name(rules),
                                            .folder = work_folder(rules) / "slurm",
                                            .at_once = place.at_once,
                                            .partition = place.partition,
                                            .account = place.account});
  if (!slurm) return pass(slurm);
  return std::move(*slurm);
}

}  // namespace grader::cli
