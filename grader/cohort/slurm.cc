#include "grader/cohort/slurm.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <span>
#include <thread>
#include <utility>

#include "grader/base/text.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kPause{100};         // between two looks at a folder
constexpr std::chrono::milliseconds kPauseOfQueue{500};  // while cancelled jobs are cleared away
constexpr std::chrono::seconds kBackstop{120};           // Slurm's limit beyond ours
constexpr std::size_t kMostOfLine = 200;
constexpr int kSubmissions = 2;

fs::path file_of(const fs::path& folder, unsigned index, const char* kind) {
  return folder / (std::to_string(index) + kind);
}

// The last line that a job wrote; "" when it wrote none.
std::string last_words(const fs::path& log) {
  const auto text = read_file(log);
  if (!text) return "";
  std::string last;
  for (const std::string& line : lines_of(*text)) {
    if (!trim(line).empty()) last = trim(line);
  }
  return printable(last.substr(0, kMostOfLine));
}

// Changes with each sign of life; "" before the first.
std::string beat_of(const fs::path& file) {
  std::error_code error;
  const auto time = fs::last_write_time(file, error);
  return error ? "" : std::to_string(time.time_since_epoch().count());
}

bool is_over(const QueueRow& row) {
  return job_state_of(row) == JobState::kOver;
}

// The rows of one array by their place in it. When a task is there twice, that which is not over counts.
std::map<unsigned, QueueRow> rows_of(const std::vector<QueueRow>& rows, const std::string& array) {
  std::map<unsigned, QueueRow> found;
  for (const QueueRow& row : rows) {
    if (row.array != array) continue;
    const auto [at, fresh] = found.emplace(row.index, row);
    if (!fresh && is_over(at->second)) at->second = row;
  }
  return found;
}

// The array that was submitted with a comment; "" when the cluster has none.
std::string array_of(const std::vector<QueueRow>& rows, const std::string& comment) {
  const auto found = std::ranges::find(rows, comment, &QueueRow::comment);
  return found == rows.end() ? "" : found->array;
}

}  // namespace

Slurm::Slurm(ProcessRunner& runner, SlurmSettings settings)
    : settings_(std::move(settings)), client_(runner, "grader-" + settings_.run, settings_.command) {}

Slurm::~Slurm() {
  if (!batches_.empty()) cancel();
}

Result<std::unique_ptr<Slurm>> Slurm::open(ProcessRunner& runner, SlurmSettings settings) {
  std::unique_ptr<Slurm> slurm(new Slurm(runner, std::move(settings)));
  if (auto prepared = slurm->prepare(); !prepared) return pass(prepared);
  return slurm;
}

Result<void> Slurm::prepare() {
  const auto most = client_.max_array();
  if (!most) return std::unexpected(most.error());
  most_ = *most - 1;
  std::error_code error;
  fs::remove_all(settings_.folder, error);  // whatever ran there ends itself
  if (auto written = write_file(settings_.folder / "task.sh", task_script()); !written) return written;
  fs::permissions(settings_.folder / "task.sh", fs::perms(0755), error);
  auto rows = client_.queue();
  if (!rows) return pass(rows);
  if (!std::ranges::all_of(*rows, is_over)) clear_away();
  return {};
}

// Asks for all jobs to be cancelled until none is there any more, or time is up.
void Slurm::clear_away() {
  const auto limit = Clock::now() + settings_.clear;
  while (Clock::now() < limit) {
    const auto cancelled = client_.cancel_all();
    const auto rows = client_.queue();
    if (cancelled && rows && std::ranges::all_of(*rows, is_over)) return;
    std::this_thread::sleep_for(kPauseOfQueue);
  }
}

void Slurm::cancel() {
  std::error_code error;
  for (const Batch& batch : batches_) {
    for (const auto& [index, task] : batch.tasks) fs::remove(file_of(batch.folder.path(), index, ".job"), error);
  }
  if (!batches_.empty()) clear_away();
  batches_.clear();
}

// A folder with all that an array needs.
Result<Slurm::Batch> Slurm::written(std::vector<Job> jobs) const {
  auto folder = TempFolder::make(settings_.folder);
  if (!folder) return pass(folder);
  const fs::path path = folder->path();
  Batch batch{.folder = std::move(*folder)};
  batch.array = {.argv = {(settings_.folder / "task.sh").string(), path.string(),
                          std::to_string(settings_.beat.count()), std::to_string(settings_.lease.count())},
                 .comment = path.filename().string(),
                 .count = jobs.size(),
                 .at_once = settings_.at_once,
                 .partition = settings_.partition,
                 .account = settings_.account};
  std::error_code error;
  fs::create_directory(path / "end", error);
  std::chrono::seconds wall{0};
  for (unsigned index = 0; Job & job : jobs) {
    wall = std::max(wall, job.wall);
    batch.array.memory_mib = std::max(batch.array.memory_mib, job.memory_mib);
    if (auto made = write_file(file_of(path, index, ".job"), words_of(job)); !made) return pass(made);
    batch.tasks[index++].job = std::move(job);
  }
  if (auto made = write_file(path / "alive", ""); !made) return pass(made);
  batch.array.limit = std::chrono::ceil<std::chrono::minutes>(wall + kBackstop);
  return batch;
}

// Fails when the cluster refuses the batch: twice, for a controller that has just come back may not be the one that
// failed. Without an id after this, nothing is known.
Result<void> Slurm::send(Batch& batch) {
  for (int attempt = 1;; ++attempt) {
    auto id = client_.submit(batch.array);
    if (id) {
      // A controller that lost its state gives ids anew; what had this one before is lost.
      for (Batch& other : batches_) {
        if (other.id == *id) other.id.clear();
      }
      batch.id = *id;
      return {};
    }
    const auto rows = client_.queue();
    if (!rows) return {};
    batch.id = array_of(*rows, batch.array.comment);  // an answer may be lost on its way back
    if (!batch.id.empty()) return {};
    if (attempt == kSubmissions) return pass(id);
  }
}

Result<void> Slurm::submit(const std::vector<Job>& jobs) {
  for (std::size_t begin = 0; begin < jobs.size(); begin += most_) {
    const auto part = std::span(jobs).subspan(begin, std::min(most_, jobs.size() - begin));
    auto batch = written({part.begin(), part.end()});
    const Result<void> sent = batch ? send(*batch) : pass(batch);
    if (sent) {
      batches_.push_back(std::move(*batch));
      continue;
    }
    if (begin == 0) return sent;
    for (const Job& job : part) ended_.push_back({.name = job.name, .problem = sent.error().found});
  }
  return {};
}

void Slurm::over(Batch& batch, unsigned index, std::string problem) {
  const fs::path folder = batch.folder.path();
  if (!problem.empty()) {
    const std::string said = last_words(file_of(folder, index, ".log"));
    if (!said.empty()) problem += ": " + said;
  }
  ended_.push_back({.name = batch.tasks.at(index).job.name, .problem = std::move(problem)});
  batch.tasks.erase(index);
  std::error_code error;
  for (const char* kind : {".job", ".beat", ".log"}) fs::remove(file_of(folder, index, kind), error);
  fs::remove(folder / "end" / std::to_string(index), error);
}

void Slurm::drop_empty() {
  batches_.remove_if([](const Batch& batch) { return batch.tasks.empty(); });
}

// Takes what the script wrote at the end of jobs.
void Slurm::gather() {
  for (Batch& batch : batches_) {
    const fs::path ends = batch.folder.path() / "end";
    for (const std::string& name : files_in(ends)) {
      unsigned index = 0;
      if (std::from_chars(name.data(), name.data() + name.size(), index).ec != std::errc{}) continue;
      const auto found = batch.tasks.find(index);
      const auto text = read_file(ends / name);
      const auto marker = text ? read_marker(*text) : std::nullopt;
      if (found == batch.tasks.end() || !marker) continue;
      over(batch, index, problem_of(*marker, found->second.job));
    }
  }
  drop_empty();
}

void Slurm::keep_alive() const {
  std::error_code error;
  for (const Batch& batch : batches_)
    fs::last_write_time(batch.folder.path() / "alive", fs::file_time_type::clock::now(), error);
}

void Slurm::act(const Verdict& verdict, const std::string& task) {
  if (!answers_) return;
  switch (verdict.step) {
    case Verdict::Step::kNone:
      break;
    case Verdict::Step::kReleaseHold:
      answers_ = client_.release(task).has_value();
      break;
    case Verdict::Step::kHurry:
      answers_ = client_.start_now(task).has_value();
      break;
    case Verdict::Step::kGiveUp:
      answers_ = client_.cancel(task).has_value();
      break;
  }
}

void Slurm::watch(Batch& batch, const std::vector<QueueRow>& rows) {
  const std::map<unsigned, QueueRow> by_index = rows_of(rows, batch.id);
  std::vector<std::pair<unsigned, std::string>> lost;
  for (auto& [index, task] : batch.tasks) {
    const auto found = by_index.find(index);
    const std::optional<QueueRow> row = found == by_index.end() ? std::nullopt : std::optional(found->second);
    const bool runs = row && job_state_of(*row) == JobState::kRunning;
    const std::string beat = runs ? beat_of(file_of(batch.folder.path(), index, ".beat")) : "";
    const Verdict verdict = task.watch.see(row, beat, Clock::now(), settings_.watch);
    if (row && !is_over(*row)) act(verdict, batch.id + "_" + std::to_string(index));
    if (verdict.step == Verdict::Step::kGiveUp) lost.emplace_back(index, verdict.problem);
  }
  for (auto& [index, problem] : lost) over(batch, index, std::move(problem));
}

void Slurm::look() {
  next_look_ = Clock::now() + settings_.look;
  keep_alive();
  if (batches_.empty()) {
    away_since_.reset();
    return;
  }
  const auto rows = client_.queue();
  if (!rows) {
    if (!away_since_) away_since_ = Clock::now();
    away_found_ = rows.error().found;
    return;
  }
  away_since_.reset();
  answers_ = true;
  for (Batch& batch : batches_) {
    if (batch.id.empty()) batch.id = array_of(*rows, batch.array.comment);
    if (!batch.id.empty()) {
      watch(batch, *rows);
      continue;
    }
    const auto sent = send(batch);
    while (!sent && !batch.tasks.empty()) over(batch, batch.tasks.begin()->first, sent.error().found);
  }
  drop_empty();
}

Result<std::vector<JobEnd>> Slurm::poll(std::chrono::milliseconds wait) {
  const auto limit = Clock::now() + wait;
  for (;;) {
    gather();
    if (Clock::now() >= next_look_) look();
    if (!ended_.empty()) return std::exchange(ended_, {});
    if (away_since_ && Clock::now() - *away_since_ >= settings_.away)
      return fail(
          Fault::kPlatform, "waiting for jobs on a Slurm cluster", "grader-" + settings_.run,
          "its controller did not answer for " + std::to_string(settings_.away.count()) + " seconds: " + away_found_,
          "run `scontrol ping` on this machine; when it answers, run the cohort again with --resume");
    const auto now = Clock::now();
    if (now >= limit) return std::vector<JobEnd>{};
    std::this_thread::sleep_for(std::min<Clock::duration>(kPause, limit - now));
  }
}

}  // namespace grader::cohort
