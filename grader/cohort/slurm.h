#pragma once
// Runs jobs on a Slurm cluster, by its commands and a folder that its nodes see. How a job ended is known by what our
// script wrote there, never by Slurm's word; that only tells which jobs nothing will come of any more.

#include <chrono>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grader/base/files.h"
#include "grader/base/process.h"
#include "grader/cohort/executor.h"
#include "grader/cohort/slurm_client.h"
#include "grader/cohort/slurm_watch.h"

namespace grader::cohort {

struct SlurmSettings {
  std::string run;                    // letters, digits, '.', '_', '-'; jobs are named grader-<run>
  std::filesystem::path folder;       // of this run alone; every node sees it under this path
  unsigned at_once = 0;               // tasks of one array; 0: as many as the cluster takes
  std::string partition, account;     // "": the cluster's own
  std::chrono::seconds command{20};   // for one of Slurm's commands to answer
  std::chrono::seconds look{10};      // between two looks at the queue
  std::chrono::seconds beat{10};      // between two signs of life of a job
  std::chrono::seconds lease{1'800};  // that jobs run on when this process is gone
  std::chrono::seconds away{1'800};   // that the controller may be away
  std::chrono::seconds clear{120};    // for the cluster to clear cancelled jobs away
  WatchTimes watch;
};

// One process at a time uses a run's name and folder.
class Slurm final : public Executor {
 public:
  // Cancels first what an earlier process left running under this name, and removes what it left in the folder. Fails
  // with kPlatform when the folder cannot be written to or no controller answers.
  static Result<std::unique_ptr<Slurm>> open(ProcessRunner& runner, SlurmSettings settings);
  ~Slurm() override;

  // When the controller is away, the jobs are kept and submitted by a later poll().
  Result<void> submit(const std::vector<Job>& jobs) override;
  // A command that has to be waited for may make it longer.
  Result<std::vector<JobEnd>> poll(std::chrono::milliseconds wait) override;
  // When the controller is away for longer than `clear`, what waits in its queue comes to nothing once it starts.
  void cancel() override;

 private:
  using Clock = std::chrono::steady_clock;
  struct Task {
    Job job;
    Watch watch;
  };
  // One array job.
  struct Batch {
    TempFolder folder;
    Array array;
    std::string id;                  // "": not known to be with the cluster
    std::map<unsigned, Task> tasks;  // that are not over
  };

  Slurm(ProcessRunner& runner, SlurmSettings settings);
  Result<void> prepare();
  void clear_away();
  Result<Batch> written(std::vector<Job> jobs) const;
  Result<void> send(Batch& batch);
  void gather();
  void look();
  void keep_alive() const;
  void watch(Batch& batch, const std::vector<QueueRow>& rows);
  void act(const Verdict& verdict, const std::string& task);
  void over(Batch& batch, unsigned index, std::string problem);
  void drop_empty();

  SlurmSettings settings_;
  SlurmClient client_;
  std::size_t most_ = 0;  // tasks of one array
  std::list<Batch> batches_;
  std::vector<JobEnd> ended_;
  Clock::time_point next_look_;
  std::optional<Clock::time_point> away_since_;
  std::string away_found_;
  bool answers_ = true;  // in this look
};

}  // namespace grader::cohort
