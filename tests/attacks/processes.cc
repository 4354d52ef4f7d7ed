// P01, P09 to P15: processes that are too many, too busy, too idle or too deaf.
#include "tests/attacks/trial.h"

namespace grader::attacks {
namespace {

void short_wall(sandbox::Spec& spec) {
  spec.limits.wall_ms = 500;
}

void short_cpu(sandbox::Spec& spec) {
  spec.limits.cpu_ms = 400;
}

int number(const Ran& ran) {
  return std::atoi(ran.out.c_str());
}

// A fork that is refused has had a task and a stack for a moment, and a busy kernel frees them late: thousands of them
// may count as the box's memory for that long.
void roomy(sandbox::Spec& spec) {
  spec.limits.memory_bytes = 1U << 30U;
}

void fork_bomb(Trial& trial) {
  const Ran ran = trial.box({.name = "fork_bomb"}, {"exited 0"}, roomy);
  trial.expect(number(ran) <= 32, "more processes than allowed: " + ran.out);
  if (trial.has_group()) trial.expect(ran.report.forks_refused > 0, "no fork was refused");
}

void idle(Trial& trial) {
  const Ran ran = trial.box({.name = "idle"}, {"wall limit, idle"}, short_wall);
  trial.expect(ran.report.cpu_us < 250'000, "an idle program used " + std::to_string(ran.report.cpu_us) + " us");
}

void busy(Trial& trial) {
  const Ran ran = trial.box({.name = "busy"}, {"cpu limit"}, short_cpu);
  if (!trial.has_group()) return;  // RLIMIT_CPU counts in whole seconds
  trial.expect(ran.report.cpu_us >= 400'000 && ran.report.cpu_us < 1'400'000,
               "ended after " + std::to_string(ran.report.cpu_us) + " us");
}

void busy_threads(Trial& trial) {
  trial.box({.name = "busy_threads"}, {"cpu limit"}, short_cpu);
  if (!trial.has_group()) return;  // each process has the limit for itself
  const Ran hidden = trial.box({.name = "hidden_time"}, {"cpu limit"}, short_cpu);
  trial.expect(hidden.report.cpu_us >= 400'000, "time of processes nobody waits for is not counted");
}

void daemon_stays(Trial& trial) {
  const Ran ran = trial.box({.name = "daemon_stays"}, {"exited 0"});
  trial.expect(ran.out == "main done\n", "said " + ran.out);
  trial.expect(ran.report.wall_us < 5'000'000, "the end of the daemon was waited for");
}

void zombies(Trial& trial) {
  trial.box({.name = "zombies"}, {"exited 0"});
  const Ran orphans = trial.box({.name = "orphans"}, {"exited 0"});
  trial.expect(number(orphans) == 300, "init buried only " + orphans.out);
}

void kill_all(Trial& trial) {
  trial.start_beside({.name = "nap"});
  const Ran ran = trial.box({.name = "kill_all"}, {"exited 0"});
  trial.expect(ran.out == "0\n", "signals reached " + ran.out);
  trial.expect(trial.end_beside() == "exited 0", "the box beside did not end well");
}

// The same program shape, well behaved.
std::function<void(Trial&)> twin(const std::string& name, const Change& change = {}) {
  return [name, change](Trial& trial) { trial.box({.name = name, .twin = true}, {"exited 0"}, change); };
}

}  // namespace

std::vector<Row> process_rows() {
  return {
      {.id = "P01",
       .tries = "A fork bomb, at most 5,000 processes.",
       .must = "as many processes as the limit, none left",
       .attack = fork_bomb,
       .twin = twin("fork_bomb")},
      {.id = "P09", .tries = "Waits for ever.", .must = "wall limit, idle", .attack = idle, .twin = twin("idle")},
      {.id = "P10",
       .tries = "A busy loop.",
       .must = "cpu limit, long before the wall limit",
       .attack = busy,
       .twin = twin("busy", short_cpu)},
      {.id = "P11",
       .tries = "Four busy threads; four busy children nobody waits for.",
       .must = "cpu limit over all of them together",
       .attack = busy_threads,
       .twin = twin("busy_threads", short_cpu)},
      {.id = "P12",
       .tries = "Ignores, blocks and handles again every signal.",
       .must = "wall limit, no survivor",
       .attack = [](Trial& trial) { trial.box({.name = "deaf"}, {"wall limit, idle"}, short_wall); },
       .twin = twin("deaf")},
      {.id = "P13",
       .tries = "Leaves a daemon behind: two forks, a session of its own, closed streams.",
       .must = "the verdict of the main program at its end; the daemon is dead",
       .attack = daemon_stays,
       .twin = twin("daemon_stays")},
      {.id = "P14",
       .tries = "1,000 processes nobody buries; 300 orphans one after the other.",
       .must = "an ordinary verdict; init buries the orphans",
       .attack = zombies,
       .twin = twin("zombies")},
      {.id = "P15",
       .tries = "Kills every process it can name, beside another box.",
       .must = "nobody else is hit",
       .attack = kill_all,
       .twin = twin("kill_all")},
  };
}

}  // namespace grader::attacks
