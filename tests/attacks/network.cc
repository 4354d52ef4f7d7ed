// P39 to P43: the network, other boxes, system calls and crashes.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/attacks/listeners.h"
#include "tests/attacks/trial.h"

namespace grader::attacks {
namespace {

void reach_host(Trial& trial) {
  const Listeners host;
  const Ran ran = trial.box({.name = "reach_host", .argument = host.port()}, {"exited 0"});
  trial.expect(ran.out == "0\n", "calls that got through: " + ran.out);
  trial.expect(host.reached() == 0, "the host was reached");
}

void meet(Trial& trial) {
  trial.start_beside({.name = "wait_to_be_met"});
  const Ran ran = trial.box({.name = "meet"}, {"exited 0"});
  trial.expect(ran.out == "0\n", "of the other box it found " + ran.out);
  trial.expect(trial.end_beside() == "exited 0", "the box beside did not end well");
}

std::function<void(Trial&)> prints(const std::string& name, bool twin, const std::string& out) {
  return [name, twin, out](Trial& trial) {
    const Ran ran = trial.box({.name = name, .twin = twin}, {"exited 0"});
    trial.expect(ran.out == out, "it said: " + ran.out);
  };
}

// A kernel may have no table of 32-bit calls at all: the processor itself then ends the program, outside a box too.
bool has_i386_calls(Trial& trial) {
  return support::shell("exec '" + (trial.scratch() / "job/programs").string() + "' foreign_i386 attack none ''")
             .code != 139;
}

void calls(Trial& trial) {
  prints("denied_calls", false, "0\n")(trial);
  trial.box({.name = "foreign_x32"}, {"denied"});
  trial.box({.name = "foreign_i386"}, {has_i386_calls(trial) ? "denied" : "signalled 11"});
}

void crash(Trial& trial) {
  const Ran ran = trial.box({.name = "crash"}, {"signalled 11"},
                            [](sandbox::Spec& spec) { spec.collect = {{.path = "core", .max_bytes = 1U << 30U}}; });
  trial.expect(ran.out == "1\n", "the limit on core files is " + ran.out);
  trial.expect(ran.report.files.size() == 1 && ran.report.files[0].status == "absent", "there is a core file");
}

}  // namespace

std::vector<Row> network_rows() {
  return {
      {.id = "P39",
       .tries = "Calls listeners on the host's loopback: TCP and UDP, IPv4 and IPv6.",
       .must = "no call gets through",
       .attack = reach_host,
       .twin = prints("reach_host", true, "1\n")},
      {.id = "P40",
       .tries = "Two boxes at one time meet by an abstract socket, shared memory, message queues and files.",
       .must = "they never meet",
       .attack = meet,
       .twin =
           [](Trial& trial) {
             const Ran ran = trial.box({.name = "meet", .twin = true}, {"exited 0"});
             trial.expect(std::atoi(ran.out.c_str()) >= 4, "in one box it finds only " + ran.out);
           }},
      {.id = "P41",
       .tries = "Makes namespaces, mounts, another root, another user.",
       .must = "refused",
       .attack = prints("new_worlds", false, "0\n"),
       .twin = prints("new_worlds", true, "0\n")},
      {.id = "P42",
       .tries = "54 system calls no program under test needs, and calls by the number tables of two other ABIs.",
       .must = "refused; the foreign tables: denied, or none in the kernel",
       .attack = calls,
       .twin = prints("denied_calls", true, "0\n")},
      {.id = "P43",
       .tries = "Crashes with as large a core file as it may have.",
       .must = "signalled 11, no core file, none handed to a program of the host",
       .attack = crash,
       .twin = [](Trial& trial) { trial.box({.name = "crash", .twin = true}, {"exited 0"}); }},
  };
}

}  // namespace grader::attacks
