// What the trusted main of every suite shares, whatever its framework: events on descriptor 3, and one process a test
// that the parent watches.
#pragma once

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#ifdef GRADER_SPLIT  // the learner's code is in another box
#include "split_tests.h"
#endif

extern "C" void __gcov_dump();

namespace {

constexpr int kReport = 3;
constexpr int kNonce = 4;
constexpr std::size_t kMostMessage = 2000;

constexpr int kLostCode = 3;  // of a test that lost the box of the learner's code

struct Limits {
  unsigned cpu_ms;
  unsigned memory_mib;
};

struct Test {
  std::string id;
  std::function<int(int pipe)>
      run;  // in another process; ends with tell(), gives the exit code of one that it did not tell of
};

std::string nonce;
struct Order {
  unsigned seed = 0;
  std::string word;  // in the name of every copy; "": none was made
};

Order drawn_order;
std::vector<unsigned char> decoys;  // of each mutant's number: it changes nothing
int sequence = 0;

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", byte);
      out += escape;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

// One event: `rest` is what follows its number, such as ,"event":"done". No copy of the nonce is left behind.
void emit(const std::string& rest) {
  const std::string number = std::to_string(sequence++);
  std::string line;
  line.reserve(nonce.size() + number.size() + rest.size() + 32);
  line.append("{\"n\":\"").append(nonce).append("\",\"seq\":").append(number).append(rest).append("}\n");
  for (std::size_t at = 0; at < line.size();) {
    const ssize_t written = write(kReport, line.data() + at, line.size() - at);
    if (written <= 0) _exit(1);
    at += static_cast<std::size_t>(written);
  }
  std::fill(line.begin(), line.end(), '\0');
}

void say(const std::string& event, const std::string& id = "", const std::string& state = "",
         const std::string& message = "") {
  std::string rest = ",\"event\":" + json_text(event);
  if (!id.empty()) rest += ",\"id\":" + json_text(id);
  if (!state.empty())
    rest += ",\"state\":" + json_text(state) + ",\"message\":" + json_text(message.substr(0, kMostMessage));
  emit(rest);
}

// In the process of one test: how it ended goes to the parent, first byte the state.
enum class State : char {
  kPassed = 'p',
  kFailed = 'f',
  kThrew = 't',  // failed, and by no assertion: an exception that nobody expected
  kSkipped = 's',
  kLost = 'l',  // with the box of the learner's code: its state and a line break follow
};

bool told = false;  // of the test in hand

[[maybe_unused]] void tell(int pipe, State state, const std::string& message) {
  told = true;
  const std::string text = static_cast<char>(state) + message;
  if (write(pipe, text.data(), std::min(text.size(), kMostMessage + 1)) < 0) _exit(1);
}

// "file.cc:12: ", without folders.
[[maybe_unused]] std::string place(const char* file, int line) {
  if (line <= 0) return {};
  const std::string path = file == nullptr ? "" : file;
  return path.substr(path.rfind('/') + 1) + ":" + std::to_string(line) + ": ";
}

// The same numbers on every machine.
struct Draw {
  unsigned state = 12345;
  unsigned next() {
    state = state * 1103515245U + 12345U;
    return state >> 16U;
  }
};

template <typename T>
void mix(std::vector<T>& values, Draw& draw) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[draw.next() % i]);
}

// Places of `count` tests for a second run. Of few, which a draw may leave as they were, the reverse; else drawn.
[[maybe_unused]] std::vector<std::size_t> in_another_order(std::size_t count) {
  constexpr std::size_t kFew = 4;
  std::vector<std::size_t> places(count);
  std::iota(places.begin(), places.end(), std::size_t{0});
  Draw draw;
  if (count > kFew) mix(places, draw);
  if (std::is_sorted(places.begin(), places.end())) std::reverse(places.begin(), places.end());
  return places;
}

// The process of one test takes leave of its parent: what it must not know is wiped, what it starts is of its own
// group, its limits hold, and it may be looked into as any program may.
void leave(Limits limits) {
  setsid();
  std::fill(nonce.begin(), nonce.end(), '\0');
  std::fill(decoys.begin(), decoys.end(), 0);
  drawn_order = {};
  close(kReport);
  prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
  const rlimit cpu{(limits.cpu_ms + 999) / 1000, (limits.cpu_ms + 999) / 1000 + 1};
  setrlimit(RLIMIT_CPU, &cpu);
  const rlimit data{rlim_t{limits.memory_mib} << 20U, rlim_t{limits.memory_mib} << 20U};
  setrlimit(RLIMIT_DATA, &data);
}

[[noreturn]] void run_one(const Test& test, int pipe) {
#ifdef GRADER_SPLIT
  grader_split::begin(pipe);
#endif
  const int code = test.run(pipe);
  __gcov_dump();
  _exit(code);
}

struct Ended {
  std::string state;
  std::string message;
  bool threw = false;  // a failure by no assertion
  int code = 0;        // of a process that ended and had said nothing
};

// What is in a pipe; false at its end.
bool take(int pipe, std::string& said) {
  char buffer[1U << 16U];  // as much as a pipe holds
  const ssize_t got = read(pipe, buffer, sizeof buffer);
  if (got > 0) said.append(buffer, static_cast<std::size_t>(got));
  return got > 0;
}

// What a test said until its process ended, not until its pipe did: what it left running may hold that. False when it
// did not end in so many milliseconds.
bool listen_to(pid_t child, int pipe, long milliseconds, std::string& said) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::milliseconds(milliseconds);
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  pollfd waiting[] = {{handle, POLLIN, 0}, {pipe, POLLIN, 0}};  // in this order: its last words come before its end
  bool late = false;
  while (!late && waiting[0].revents == 0 && (handle >= 0 || waiting[1].fd >= 0)) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    late = left <= 0 || poll(waiting, 2, static_cast<int>(left)) == 0;
    if (!late && waiting[1].revents != 0 && !take(pipe, said)) waiting[1].fd = -1;
  }
  if (handle >= 0) close(handle);
  return !late;
}

// Of a test that lost the box of the learner's code: any state but one that it could have wished for.
Ended lost(const std::string& told) {
  const std::size_t stop = std::min(told.find('\n'), told.size());
  const std::string state = told.substr(0, stop);
  const std::string message = told.substr(std::min(stop + 1, told.size()));
  for (const char* known : {"failed", "crashed", "timed out", "over limit"}) {
    if (state == known) return {state, message};
  }
  return {"not reported", message};
}

// By what a test said before its end.
Ended judged(const std::string& said) {
  const State told = static_cast<State>(said[0]);
  if (told == State::kPassed) return {"passed", said.substr(1)};
  if (told == State::kSkipped) return {"skipped", said.substr(1)};
  const bool memory = said.find("std::bad_alloc") != std::string::npos;
  return {.state = memory ? "over limit" : "failed", .message = said.substr(1), .threw = told == State::kThrew};
}

struct Exit {
  int status = 0;
  long cpu_ms = 0;
};

Exit reap(pid_t child) {
  Exit exit;
  rusage used{};
  wait4(child, &exit.status, 0, &used);
  exit.cpu_ms =
      (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
  return exit;
}

// By how its process ended, too. A process may have sent itself the signal of a limit: of time it must have used half
// as well, since the kernel takes samples for its own limit; the others leave nothing that is measured here.
Ended judged_by_end(Exit exit, bool late, unsigned cpu_ms, const std::string& said) {
  const int status = exit.status;
  const bool spent = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU && exit.cpu_ms * 2L >= cpu_ms;
  if (late || spent) return {"timed out", "no end within its time"};
  if (!said.empty() && static_cast<State>(said[0]) == State::kLost) return lost(said.substr(1));
  if (WIFEXITED(status) && WEXITSTATUS(status) == kLostCode) return lost("");
  if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGKILL || WTERMSIG(status) == SIGXFSZ))
    return {"over limit", "ended by a limit of the box"};
  if (WIFSIGNALED(status)) return {"crashed", std::string("ended by ") + strsignal(WTERMSIG(status))};
  if (said.empty())
    return {.state = "not reported",
            .message = "the process ended with code " + std::to_string(WEXITSTATUS(status)) + " before the test did",
            .code = WEXITSTATUS(status)};
  return judged(said);
}

// Waits for the end of a test's process, ends what it left running, and judges how it ended.
Ended watch(pid_t child, int pipe, unsigned cpu_ms) {
  std::string said;
  const bool late = !listen_to(child, pipe, cpu_ms * 10L, said);
  if (late) kill(child, SIGKILL);
  kill(-child, SIGKILL);
  return judged_by_end(reap(child), late, cpu_ms, said);
}

}  // namespace
