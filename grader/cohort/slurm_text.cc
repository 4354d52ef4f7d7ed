#include "grader/cohort/slurm_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "grader/base/text.h"

namespace grader::cohort {
namespace {

constexpr int kTimedOut = 124;  // of timeout(1)
constexpr int kKilled = 137;
constexpr std::size_t kColumns = 5;

// A whole number and nothing else.
template <typename Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

constexpr std::array kOver = {"BOOT_FAIL", "CANCELLED",     "COMPLETED", "DEADLINE", "FAILED",
                              "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "REVOKED",  "TIMEOUT"};
constexpr std::array kRunning = {"RUNNING", "COMPLETING", "SIGNALING", "STAGE_OUT", "STOPPED"};
constexpr std::array kHopeless = {
    "AccountNotAllowed",  "BadConstraints",     "InvalidAccount", "InvalidQOS",
    "PartitionNodeLimit", "PartitionTimeLimit", "QOSNotAllowed",
};

bool is_one_of(std::string_view word, const auto& words) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

std::vector<QueueRow> read_queue(std::string_view text) {
  std::vector<QueueRow> rows;
  for (const std::string& line : lines_of(text)) {
    std::vector<std::string> parts = split(line, '|');
    if (parts.size() < kColumns || !is_id(parts[0])) continue;
    const auto index = number_of<unsigned>(parts[1]);
    if (!index) continue;
    rows.push_back({.array = parts[0],
                    .index = *index,
                    .state = trim(parts[2]),
                    .comment = parts[3],
                    .reason = trim(join(std::span(parts).subspan(kColumns - 1), "|"))});
  }
  return rows;
}

std::string read_job_id(std::string_view text) {
  std::string id;
  for (const std::string& line : lines_of(text)) {
    const std::string word = split(trim(line), ';').front();
    if (is_id(word)) id = word;
  }
  return id;
}

std::size_t read_max_array(std::string_view text) {
  for (const std::string& line : lines_of(text)) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos || trim(line.substr(0, equals)) != "MaxArraySize") continue;
    return number_of<std::size_t>(trim(line.substr(equals + 1))).value_or(0);
  }
  return 0;
}

JobState job_state_of(const QueueRow& row) {
  if (is_one_of(row.state, kOver)) return JobState::kOver;
  if (is_one_of(row.state, kRunning)) return JobState::kRunning;
  if (row.state == "REQUEUE_HOLD" || row.state == "SPECIAL_EXIT") return JobState::kHeld;
  if (row.state != "PENDING") return JobState::kWaiting;
  if (row.reason.starts_with("JobHeld") || row.reason.find("held") != std::string::npos) return JobState::kHeld;
  if (row.reason == "BeginTime") return JobState::kPutBack;
  return is_one_of(row.reason, kHopeless) ? JobState::kHopeless : JobState::kWaiting;
}

std::optional<Marker> read_marker(std::string_view text) {
  const std::vector<std::string> parts = split(trim(text), ' ');
  if (parts.size() != 2) return std::nullopt;
  const auto code = number_of<int>(parts[0]);
  const auto took = number_of<int>(parts[1]);
  if (!code || !took) return std::nullopt;
  return Marker{.code = *code, .took = std::chrono::seconds(*took)};
}

std::string problem_of(const Marker& marker, const Job& job) {
  if (marker.code == 0) return "";
  if ((marker.code == kTimedOut || marker.code == kKilled) && marker.took >= job.wall)
    return "no end after " + std::to_string(job.wall.count()) + " seconds";
  return "it ended with code " + std::to_string(marker.code);
}

std::string words_of(const Job& job) {
  std::string words;
  const auto add = [&words](std::string_view word) { words.append(word).push_back('\0'); };
  for (const auto& [name, value] : job.env) add(name + "=" + value);
  for (const char* word : {"/usr/bin/timeout", "--kill-after=1"}) add(word);
  add(std::to_string(job.wall.count()));
  for (const std::string& word : job.argv) add(word);
  return words;
}

// env takes words with '=' for variables as long as they come before the program; that is timeout, so a job's own words
// never are. Each of the two children is started with job control, as a process group, by which all that it started is
// reached; and waited for without, since `wait` would then also return when the group is only stopped.
std::string_view task_script() {
  return R"(#!/bin/bash
# Runs task $SLURM_ARRAY_TASK_ID of an array: the job whose words are in FOLDER/<task>.job, for as long as that file is
# there and FOLDER/alive is not older than LEASE seconds. Touches FOLDER/<task>.beat every BEAT seconds; writes
# FOLDER/end/<task> when the job is over. A job that nobody wants any more is no failure; a folder that cannot be seen is.
#   task.sh FOLDER BEAT LEASE
set -m
export PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C.UTF-8
folder=$1 beat=$2 lease=$3
task=$SLURM_ARRAY_TASK_ID
job=$folder/$task
[ -e "$folder/alive" ] || exit 66
mapfile -d '' -t words <"$job.job" || exit 0
exec </dev/null >/dev/null 2>&1

wanted() {
  touch -- "$job.beat" && [ -e "$job.job" ] &&
    [ $(($(stat -c %Y -- "$job.beat") - $(stat -c %Y -- "$folder/alive"))) -lt "$lease" ]
}
end_all() {
  kill -KILL -- "-$worker" "-$watcher"
}
wanted || exit 0
/usr/bin/env -i -- "${words[@]}" >>"$job.log" 2>&1 &
worker=$!
{
  while wanted; do sleep "$beat"; done
  kill -KILL -- "-$worker"
} &
watcher=$!
set +m
trap 'end_all; exit 143' TERM INT HUP
wait "$worker"
code=$?
took=$SECONDS
# Who cancels a job tells this script to end too, if a moment later.
[ "$code" -ne 143 ] || sleep 1
end_all
[ -e "$job.job" ] || exit 0
new=$job.new.$SLURM_JOB_ID.$SLURM_RESTART_COUNT
printf '%s %s\n' "$code" "$took" >"$new" && mv -f -- "$new" "$folder/end/$task"
)";
}

}  // namespace grader::cohort
