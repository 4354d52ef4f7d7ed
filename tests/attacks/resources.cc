// P02 to P08: memory, disk and streams.
#include "tests/attacks/trial.h"

namespace grader::attacks {
namespace {

constexpr const char* kNotCounted = "without a control group the memory of several processes is not counted together";

std::function<void(Trial&)> twin(const std::string& name, const Change& change = {}) {
  return [name, change](Trial& trial) { trial.box({.name = name, .twin = true}, {"exited 0"}, change); };
}

void malloc_bomb(Trial& trial) {
  // Without a control group the limit is each process's own, and malloc fails at it.
  const Ran ran = trial.box({.name = "malloc_bomb"}, {trial.has_group() ? "memory limit" : "exited 9"});
  trial.expect(ran.report.peak_bytes.value_or(0) <= 65U << 20U, "more memory than the limit");
}

void many_small(Trial& trial) {
  trial.box({.name = "many_small"}, {"memory limit"});
  trial.box({.name = "memfd_bomb"}, {"memory limit"});
}

void fill_disk(Trial& trial) {
  trial.box({.name = "fill_disk"}, {"output limit: disk"});
  trial.box({.name = "fill_and_tidy"}, {"output limit: disk"});
}

void fill_inodes(Trial& trial) {
  const Ran ran = trial.box({.name = "fill_inodes"}, {"output limit: disk"});
  trial.expect(std::atoi(ran.out.c_str()) <= 500, "more files than the limit: " + ran.out);
}

void flood_out(Trial& trial) {
  const Ran ran = trial.box({.name = "flood_out"}, {"output limit: stdout"});
  trial.expect(ran.out.size() == 100'000, std::to_string(ran.out.size()) + " bytes are kept");
}

void flood_err(Trial& trial) {
  const Ran ran = trial.box({.name = "flood_err"}, {"output limit: stderr"});
  trial.expect(ran.err.size() == 100'000, std::to_string(ran.err.size()) + " bytes are kept");
}

}  // namespace

std::vector<Row> resource_rows() {
  return {
      {.id = "P02",
       .tries = "Takes 2 GiB of memory.",
       .must = "memory limit, with a peak at the limit",
       .attack = malloc_bomb,
       .twin = twin("malloc_bomb")},
      {.id = "P03",
       .tries = "Eight processes of 20 MiB each; 300 MiB in an unnamed file; the limit is 64 MiB.",
       .must = "memory limit",
       .attack = many_small,
       .twin = twin("many_small"),
       .needs_group = kNotCounted},
      {.id = "P04",
       .tries = "A child takes all memory and is killed, the parent exits 0.",
       .must = "memory limit, whatever the exit code",
       .attack = [](Trial& trial) { trial.box({.name = "child_over_memory"}, {"memory limit"}); },
       .twin = twin("child_over_memory"),
       .needs_group = kNotCounted},
      {.id = "P05",
       .tries = "Fills the disk with 4 GiB, and tidies up before its end.",
       .must = "output limit: disk",
       .attack = fill_disk,
       .twin = twin("fill_disk")},
      {.id = "P06",
       .tries = "Makes 400,000 empty files.",
       .must = "output limit: disk, at the limit of inodes",
       .attack = fill_inodes,
       .twin = twin("fill_inodes")},
      {.id = "P07",
       .tries = "Floods its output with 300 MiB.",
       .must = "output limit: stdout, kept to the byte",
       .attack = flood_out,
       .twin = twin("flood_out")},
      {.id = "P08",
       .tries = "Floods its error output while its output stays open.",
       .must = "output limit: stderr, kept to the byte",
       .attack = flood_err,
       .twin = twin("flood_err")},
  };
}

}  // namespace grader::attacks
