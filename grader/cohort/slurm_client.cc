#include "grader/cohort/slurm_client.h"

#include <unistd.h>

#include <cstdlib>
#include <map>

#include "grader/base/text.h"

namespace grader::cohort {
namespace {

constexpr const char* kRemedy = "run `scontrol ping` on this machine";

// Nothing of ours but what finds the cluster: sbatch would hand it on to the jobs.
std::map<std::string, std::string> client_environment() {
  std::map<std::string, std::string> env = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}};
  for (const char* name : {"HOME", "SLURM_CONF"}) {
    if (const char* value = std::getenv(name); value != nullptr) env[name] = value;
  }
  return env;
}

std::string last_line(const std::string& text) {
  std::string last;
  for (const std::string& line : lines_of(text)) {
    if (!trim(line).empty()) last = trim(line);
  }
  return last;
}

std::string user() {
  return std::to_string(::geteuid());
}

}  // namespace

SlurmClient::SlurmClient(ProcessRunner& runner, std::string name, std::chrono::seconds wait)
    : runner_(runner), name_(std::move(name)), wait_(wait) {}

Result<std::string> SlurmClient::ask(const std::string& doing, const std::vector<std::string>& argv) {
  auto finished = runner_.run({.argv = argv, .env = client_environment(), .folder = "/", .wall = wait_});
  if (!finished) return pass(finished);
  if (finished->timed_out)
    return fail(Fault::kPlatform, doing, argv.front(), "no answer in " + std::to_string(wait_.count()) + " seconds",
                kRemedy);
  if (finished->code != 0) {
    const std::string said = last_line(finished->error);
    return fail(Fault::kPlatform, doing, argv.front(),
                said.empty() ? "it ended with code " + std::to_string(finished->code) : printable(said), kRemedy);
  }
  return std::move(finished->output);
}

Result<void> SlurmClient::tell(const std::string& doing, const std::vector<std::string>& argv) {
  auto answer = ask(doing, argv);
  if (!answer) return pass(answer);
  return {};
}

// All variables are exported, which are those of client_environment() and Slurm's own: with a list of names, or with
// none, sbatch has the node start a login shell for more of them, which takes seconds and may fail.
Result<std::string> SlurmClient::submit(const Array& array) {
  constexpr const char* kDoing = "submitting jobs to Slurm";
  const std::string limit = array.at_once == 0 ? "" : "%" + std::to_string(array.at_once);
  std::vector<std::string> argv = {"sbatch",
                                   "--parsable",
                                   "--export=ALL",
                                   "--job-name=" + name_,
                                   "--comment=" + array.comment,
                                   "--requeue",
                                   "--chdir=/",
                                   "--output=/dev/null",
                                   "--array=0-" + std::to_string(array.count - 1) + limit,
                                   "--nodes=1",
                                   "--ntasks=1",
                                   "--cpus-per-task=1",
                                   "--mem=" + std::to_string(array.memory_mib) + "M",
                                   "--time=" + std::to_string(array.limit.count())};
  if (!array.partition.empty()) argv.push_back("--partition=" + array.partition);
  if (!array.account.empty()) argv.push_back("--account=" + array.account);
  argv.insert(argv.end(), array.argv.begin(), array.argv.end());
  auto answer = ask(kDoing, argv);
  if (!answer) return answer;
  std::string id = read_job_id(*answer);
  if (id.empty())
    return fail(Fault::kPlatform, kDoing, argv.front(), "it gave no id: " + printable(last_line(*answer)), kRemedy);
  return id;
}

Result<std::vector<QueueRow>> SlurmClient::queue() {
  auto answer = ask("asking Slurm for its jobs", {"squeue", "--noheader", "--array", "--states=all", "--name=" + name_,
                                                  "--user=" + user(), std::string("--format=") + kQueueFormat});
  if (!answer) return pass(answer);
  return read_queue(*answer);
}

Result<std::size_t> SlurmClient::max_array() {
  constexpr const char* kDoing = "asking Slurm for its settings";
  auto answer = ask(kDoing, {"scontrol", "show", "config"});
  if (!answer) return pass(answer);
  const std::size_t most = read_max_array(*answer);
  if (most < 2)
    return fail(Fault::kPlatform, kDoing, "MaxArraySize", "this cluster takes no arrays of jobs",
                "ask its administrators to set MaxArraySize to 1001");
  return most;
}

Result<void> SlurmClient::cancel_all() {
  return tell("cancelling jobs", {"scancel", "--name=" + name_, "--user=" + user()});
}

Result<void> SlurmClient::cancel(const std::string& task) {
  return tell("cancelling a job", {"scancel", task});
}

Result<void> SlurmClient::release(const std::string& task) {
  return tell("releasing a job", {"scontrol", "release", task});
}

Result<void> SlurmClient::start_now(const std::string& task) {
  return tell("releasing a job", {"scontrol", "update", "JobId=" + task, "StartTime=now"});
}

}  // namespace grader::cohort
