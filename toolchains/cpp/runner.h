// What the trusted main of every suite shares, whatever its framework: one process a test, and a report of begin and
// end on descriptor 3.
//
// Usage: suite TEST_CPU_MS TEST_MEMORY_MIB SHUFFLE. The nonce that marks each event is read from descriptor 4 before
// any test runs; the process that runs a test has it wiped. Events are JSON, one a line, numbered; see
// grader/parse/parse.h.
#pragma once

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

extern "C" void __gcov_dump();

namespace {

constexpr int kReport = 3;
constexpr int kNonce = 4;
constexpr std::size_t kMostMessage = 2000;

struct Limits {
  unsigned cpu_ms;
  unsigned memory_mib;
};

struct Test {
  std::string id;
  std::function<void(int pipe)> run;  // in a process of its own; ends with tell()
};

std::string nonce;
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

void say(const std::string& event, const std::string& id = "", const std::string& state = "",
         const std::string& message = "") {
  std::string line =
      "{\"n\":" + json_text(nonce) + ",\"seq\":" + std::to_string(sequence++) + ",\"event\":" + json_text(event);
  if (!id.empty()) line += ",\"id\":" + json_text(id);
  if (!state.empty())
    line += ",\"state\":" + json_text(state) + ",\"message\":" + json_text(message.substr(0, kMostMessage));
  line += "}\n";
  for (std::size_t at = 0; at < line.size();) {
    const ssize_t written = write(kReport, line.data() + at, line.size() - at);
    if (written <= 0) _exit(1);
    at += static_cast<std::size_t>(written);
  }
}

// In the process of one test: how it ended goes to the parent, first byte the state.
enum class State : char { kPassed = 'p', kFailed = 'f', kSkipped = 's' };

[[maybe_unused]] void tell(int pipe, State state, const std::string& message) {
  const std::string text = static_cast<char>(state) + message;
  if (write(pipe, text.data(), std::min(text.size(), kMostMessage + 1)) < 0) _exit(1);
}

// "file.cc:12: ", without folders.
[[maybe_unused]] std::string place(const char* file, int line) {
  if (line <= 0) return {};
  const std::string path = file == nullptr ? "" : file;
  return path.substr(path.rfind('/') + 1) + ":" + std::to_string(line) + ": ";
}

[[noreturn]] void run_one(const Test& test, int pipe, Limits limits) {
  std::fill(nonce.begin(), nonce.end(), '\0');
  close(kReport);
  const rlimit cpu{(limits.cpu_ms + 999) / 1000, (limits.cpu_ms + 999) / 1000 + 1};
  setrlimit(RLIMIT_CPU, &cpu);
  const rlimit data{rlim_t{limits.memory_mib} << 20U, rlim_t{limits.memory_mib} << 20U};
  setrlimit(RLIMIT_DATA, &data);
  test.run(pipe);
  __gcov_dump();
  _exit(0);
}

struct Ended {
  std::string state;
  std::string message;
};

// Reads what the test said until its end or the deadline, then judges how its process ended.
Ended watch(pid_t child, int pipe, unsigned cpu_ms) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::milliseconds(cpu_ms * 10);
  std::string said;
  bool late = false;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd wait{pipe, POLLIN, 0};
    if (left <= 0 || poll(&wait, 1, static_cast<int>(left)) == 0) {
      late = true;
      break;
    }
    char buffer[4096];
    const ssize_t got = read(pipe, buffer, sizeof buffer);
    if (got <= 0) break;
    said.append(buffer, static_cast<std::size_t>(got));
  }
  if (late) kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  if (late || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) return {"timed out", "no end within its time"};
  if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGKILL || WTERMSIG(status) == SIGXFSZ))
    return {"over limit", "ended by a limit of the box"};
  if (WIFSIGNALED(status)) return {"crashed", std::string("ended by ") + strsignal(WTERMSIG(status))};
  if (said.empty())
    return {"not reported",
            "the process ended with code " + std::to_string(WEXITSTATUS(status)) + " before the test did"};
  if (said[0] == 'f' && said.find("std::bad_alloc") != std::string::npos) return {"over limit", said.substr(1)};
  const std::string state = said[0] == 'p' ? "passed" : said[0] == 's' ? "skipped" : "failed";
  return {state, said.substr(1)};
}

void run_test(const Test& test, Limits limits) {
  int ends[2];
  if (pipe(ends) != 0) _exit(1);
  say("begin", test.id);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    run_one(test, ends[1], limits);
  }
  close(ends[1]);
  const Ended ended =
      child < 0 ? Ended{"over limit", "no more processes are left to this box"} : watch(child, ends[0], limits.cpu_ms);
  close(ends[0]);
  say("end", test.id, ended.state, ended.message);
}

// `find` gives the tests of the framework, after the nonce was taken away.
int run_suite(int argc, char** argv, std::vector<Test> (*find)(char** argv)) {
  char buffer[256];
  const ssize_t got = read(kNonce, buffer, sizeof buffer);
  close(kNonce);
  if (argc != 4 || got <= 0) return 1;
  nonce.assign(buffer, static_cast<std::size_t>(got));
  std::vector<Test> tests = find(argv);
  for (const Test& test : tests) say("collected", test.id);
  if (std::strcmp(argv[3], "1") == 0) {  // a fixed shuffle: the same order on every machine
    unsigned state = 12345;
    for (std::size_t i = tests.size(); i > 1; --i) {
      state = state * 1103515245U + 12345U;
      std::swap(tests[i - 1], tests[(state >> 16U) % i]);
    }
  }
  const Limits limits{static_cast<unsigned>(std::atoi(argv[1])), static_cast<unsigned>(std::atoi(argv[2]))};
  for (const Test& test : tests) run_test(test, limits);
  say("done");
  return 0;
}

}  // namespace
