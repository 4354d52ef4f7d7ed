// The trusted main of every suite, whatever its framework.
//
// Usage: suite TEST_CPU_MS TEST_MEMORY_MIB alone      one process a test, a report of begin and end
//        suite TEST_CPU_MS TEST_MEMORY_MIB together   see runner_together.h
//        suite TEST_CPU_MS TEST_MEMORY_MIB mutants COUNT FUNCTIONS   see runner_mutants.h
// Events go to descriptor 3 as JSON, one a line, numbered, with the nonce that is read from descriptor 4 before any
// code of the learner's runs. The process that runs a test has it wiped and cannot look into this one. See
// grader/parse/parse.h.
#pragma once

#include <fcntl.h>
#include <sys/prctl.h>

#include "runner_memory.h"
#include "runner_mutants.h"
#include "runner_process.h"
#include "runner_together.h"
#include "runner_work.h"

namespace {

void run_test(const Test& test, Limits limits) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) _exit(1);
  say("begin", test.id);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    leave(limits);
    run_one(test, ends[1]);
  }
  close(ends[1]);
  const Ended ended =
      child < 0 ? Ended{"over limit", "no more processes are left to this box"} : watch(child, ends[0], limits.cpu_ms);
  close(ends[0]);
  say("end", test.id, ended.state, ended.message);
}

// Which of the tests is the one that a test with the word in its name was copied from; none: tests.size().
std::size_t original_of(const std::string& id, const std::string& word, const std::vector<Test>& tests) {
  const std::size_t at = id.find(word);
  if (at == std::string::npos) return tests.size();
  std::string original = id.substr(0, at) + id.substr(at + word.size());
  if (original.ends_with(' ')) original.pop_back();
  const auto same = std::find_if(tests.begin(), tests.end(), [&](const Test& test) { return test.id == original; });
  return static_cast<std::size_t>(same - tests.begin());
}

// Of the tests that have a copy some come before theirs and some after it: a work that remembers what it was asked
// does not learn from it which of the two it is in.
void arrange(std::vector<Test>& tests, Draw draw) {
  mix(tests, draw);
  std::vector<std::string> copies;
  for (const Test& test : tests) {
    if (original_of(test.id, drawn_order.word, tests) < tests.size()) copies.push_back(test.id);
  }
  bool copy_first = draw.next() % 2 == 0;
  for (std::size_t i = 0; i < copies.size(); ++i) {
    copy_first = i < 2 ? !copy_first : draw.next() % 2 == 0;
    const auto copy = std::find_if(tests.begin(), tests.end(), [&](const Test& test) { return test.id == copies[i]; });
    const auto test = tests.begin() + static_cast<long>(original_of(copies[i], drawn_order.word, tests));
    if ((copy < test) != copy_first) std::swap(*copy, *test);
  }
}

void run_alone(std::vector<Test> tests, Limits limits) {
  for (const Test& test : tests) say("collected", test.id);
  if (!drawn_order.word.empty()) arrange(tests, {drawn_order.seed});
  for (const Test& test : tests) run_test(test, limits);
  say("done");
}

// What follows the nonce where hidden tests have copies: a number to draw their order from, a blank, and the word in
// the copies' names.
void read_order(const char* text, const char* end) {
  char* after = nullptr;
  drawn_order.seed = static_cast<unsigned>(std::strtoul(text, &after, 10));
  if (after < end && *after == ' ') drawn_order.word.assign(static_cast<const char*>(after + 1), end);
}

constinit char channel[4097];
constinit std::size_t channel_size = 0;

// Before the first static initialiser runs: what stands on descriptor 4 is taken from it, and no other process reads
// or writes the memory and the descriptors of this one.
void take_channel(int argc, char** argv, char**) {
  if (argc > 3 && std::strcmp(argv[3], kAfresh) == 0) return;  // the process of one test
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  const ssize_t got = read(kNonce, channel, sizeof channel - 1);
  close(kNonce);
  if (got > 0) channel_size = static_cast<std::size_t>(got);
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const take_channel_first)(int, char**, char**) = take_channel;

// The nonce and what may follow it: a line break, and the order or the numbers of decoys, joined by ",".
bool read_channel(std::size_t mutants) {
  if (channel_size == 0) return false;
  const char* const whole = channel + channel_size;
  const char* end = std::find(static_cast<const char*>(channel), whole, '\n');
  nonce.assign(static_cast<const char*>(channel), end);
  decoys.assign(mutants + 1, 0);
  if (mutants == 0 && end < whole) read_order(end + 1, whole);
  for (const char* at = end; at < whole;) {
    char* after = nullptr;
    const unsigned long number = std::strtoul(++at, &after, 10);
    if (number >= 1 && number <= mutants) decoys[number] = 1;
    at = after;
    if (*at != ',') break;
  }
  std::fill(channel, channel + sizeof channel, '\0');
  return true;
}

// `find` gives the tests of the framework, after the nonce was taken away.
int run_suite(int argc, char** argv, std::vector<Test> (*find)(char** argv)) {
  if (argc < 4) return 1;
  const Limits limits{static_cast<unsigned>(std::atoi(argv[1])), static_cast<unsigned>(std::atoi(argv[2]))};
  const std::string mode = argv[3];
  if (mode == kAfresh && argc == 7) return run_afresh(find(argv), argv[6]);
  const bool judges = mode == "mutants";
  const bool whole = argc == (judges ? 6 : 4);
  const std::size_t mutants = judges && whole ? std::strtoul(argv[4], nullptr, 10) : 0;
  const std::size_t functions = judges && whole ? std::strtoul(argv[5], nullptr, 10) : 0;
  if (!whole || mutants + functions > kMostMutants || !read_channel(mutants)) return 1;
  if (judges)
    Judge(find(argv), limits, mutants, functions, argv[0]).run();
  else if (mode == "together")
    run_together(find(argv), limits);
  else
    run_alone(find(argv), limits);
  return 0;
}

}  // namespace
