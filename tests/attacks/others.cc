// P16 to P24: other processes, and files left where a report is collected.
#include "tests/attacks/trial.h"

namespace grader::attacks {
namespace {

std::function<void(Trial&)> prints(const std::string& name, bool twin, const std::string& out) {
  return [name, twin, out](Trial& trial) {
    const Ran ran = trial.box({.name = name, .twin = twin}, {"exited 0"});
    trial.expect(ran.out == out, "it could: " + ran.out);
  };
}

void read_host(Trial& trial) {
  const Ran read = trial.box({.name = "read_host", .argument = trial.canary() / "open.txt"}, {"exited 0"});
  trial.expect(read.out == "0\n", "it could: " + read.out);
  const Ran written = trial.box({.name = "write_host", .argument = trial.canary() / "open.txt"}, {"exited 0"});
  trial.expect(written.out == "0\n", "it could write " + written.out + " times");
}

void read_job(Trial& trial) {
  const Ran read = trial.box({.name = "read_host", .twin = true}, {"exited 0"});
  trial.expect(read.out.ends_with("2\n"), "it could not read its own: " + read.out);
  const Ran written = trial.box({.name = "write_host", .twin = true}, {"exited 0"});
  trial.expect(written.out == "3\n", "it could not write its own: " + written.out);
}

void descriptors(Trial& trial) {
  const Ran ran = trial.box({.name = "list_descriptors"}, {"exited 0"});
  trial.expect(ran.out == "0 1 2 \n", "open: " + ran.out);
}

void descriptors_of_spec(Trial& trial) {
  const Ran ran = trial.box({.name = "list_descriptors", .twin = true}, {"exited 0"},
                            [](sandbox::Spec& spec) { spec.channel = "nonce"; });
  trial.expect(ran.out == "0 1 2 3 4 \n", "open: " + ran.out);
}

Change wanting(const std::string& path) {
  return [path](sandbox::Spec& spec) { spec.collect = {{.path = path, .max_bytes = 1000}}; };
}

// Runs a program that leaves something at /out/r, and looks at what became of it.
void left(Trial& trial, const std::string& program, const std::string& argument, const std::string& why,
          const std::string& path = "r") {
  const Ran ran = trial.box({.name = program, .argument = argument}, {"exited 0"}, wanting(path));
  trial.expect(ran.report.files.size() == 1 && ran.report.files[0].status == "refused",
               program + " " + argument + " was not refused");
  if (ran.report.files.size() == 1)
    trial.expect(ran.report.files[0].why.find(why) != std::string::npos, "refused as " + ran.report.files[0].why);
  trial.expect(!fs::exists(ran.result / "out" / path), "it was copied all the same");
}

std::function<void(Trial&)> collected(const std::string& program, const std::string& path = "r",
                                      const std::string& argument = "") {
  return [=](Trial& trial) {
    const Ran ran = trial.box({.name = program, .twin = true, .argument = argument}, {"exited 0"}, wanting(path));
    trial.expect(ran.report.files.size() == 1 && ran.report.files[0].status == "collected", "it was not collected");
    trial.expect(fs::exists(ran.result / "out" / path), "there is no copy");
  };
}

void links(Trial& trial) {
  const std::string canary = trial.canary() / "open.txt";
  for (const std::string& target :
       {canary, std::string("../job/programs"), "/proc/self/root" + canary, std::string("/proc/self/fd/1")})
    left(trial, "report_link", target, "a symbolic link");
  left(trial, "report_below_link", "/etc", "a symbolic link", "d/r");
}

void no_files(Trial& trial) {
  left(trial, "report_folder", "", "not a regular file");
  left(trial, "report_socket", "", "");
  const Ran device = trial.box({.name = "report_device"}, {"exited 0"}, wanting("r"));
  trial.expect(device.out == "0\n", "a device could be made");
  trial.expect(device.report.files.size() == 1 && device.report.files[0].status == "absent", "something was collected");
}

void sparse(Trial& trial) {
  const auto with_limit = [](sandbox::Spec& spec) {
    spec.limits.file_bytes = 4U << 20U;
    wanting("r")(spec);
  };
  trial.box({.name = "report_sparse", .argument = std::to_string(1ULL << 40U)}, {"output limit: file"}, with_limit);
  left(trial, "report_sparse", std::to_string(1U << 20U), "larger than 1000 bytes");
}

}  // namespace

std::vector<Row> other_rows() {
  return {
      {.id = "P16",
       .tries = "Traces and writes into its parent, process 1 and a sibling.",
       .must = "refused",
       .attack = prints("trace", false, "0\n"),
       .twin = prints("trace", true, "1\n")},
      {.id = "P17",
       .tries = "Reads what /proc says of every process.",
       .must = "nothing of the supervisor's is in it",
       .attack = [](Trial& trial) { trial.box({.name = "walk_proc"}, {"exited 0"}); },
       .twin = [](Trial& trial) { trial.box({.name = "walk_proc", .twin = true}, {"exited 0"}); }},
      {.id = "P18",
       .tries = "Opens hidden tests, homes, the shadow file and other files of the host, to read and to write.",
       .must = "none is there",
       .attack = read_host,
       .twin = read_job},
      {.id = "P19",
       .tries = "Uses every descriptor it inherits, the supervisor having one open that it should not.",
       .must = "only those that the spec names",
       .attack = descriptors,
       .twin = descriptors_of_spec},
      {.id = "P20",
       .tries = "Leaves a symbolic link to files of the host as its report.",
       .must = "refused: a symbolic link",
       .attack = links,
       .twin = collected("report_link")},
      {.id = "P21",
       .tries = "Leaves a FIFO that nobody writes to as its report.",
       .must = "refused at once",
       .attack = [](Trial& trial) { left(trial, "report_fifo", "", "not a regular file"); },
       .twin = collected("report_fifo")},
      {.id = "P22",
       .tries = "Leaves a folder, a socket or a device as its report.",
       .must = "refused",
       .attack = no_files,
       .twin = collected("report_folder")},
      {.id = "P23",
       .tries = "Leaves a second name of a file as its report.",
       .must = "refused: several names",
       .attack = [](Trial& trial) { left(trial, "report_two_names", "", "several names"); },
       .twin = collected("report_two_names")},
      {.id = "P24",
       .tries = "Leaves a sparse report of 1 TiB, and one of 1 MiB where 1,000 bytes are wanted.",
       .must = "output limit: file; refused by its size",
       .attack = sparse,
       .twin = collected("report_sparse")},
  };
}

}  // namespace grader::attacks
