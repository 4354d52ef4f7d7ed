// All tests in one process, in a drawn order, as a framework's own main runs them: what one test leaves behind is there
// for the next. Where a test takes the process along, another goes on with those that are left.
#pragma once

#include <sys/socket.h>
#include <time.h>

#include "runner_process.h"

namespace {

// The process that runs tests one after another; each is asked for by its place.
class Together {
 public:
  Together(const std::vector<Test>& tests, Limits limits) : tests_(tests), limits_(limits) {}
  ~Together() { end(); }
  Together(const Together&) = delete;
  Together& operator=(const Together&) = delete;

  Ended run(std::size_t place) {
    if (child_ <= 0 && !start()) return {"over limit", "no more processes are left to this box"};
    std::string said;
    const long began = processor_ms();
    bool late = false;
    Heard heard = send(socket_, &place, sizeof place, MSG_NOSIGNAL) < 0 ? Heard::kEnd : Heard::kGoesOn;
    for (long waited = 0; !late && heard == Heard::kGoesOn; waited += kTick) {
      late = waited > limits_.cpu_ms * 10L || processor_ms() - began > limits_.cpu_ms;
      heard = hear(said);
    }
    if (heard == Heard::kReady) return judged(said);
    if (late) kill(child_, SIGKILL);
    return judged_by_end(end(), late, limits_.cpu_ms, said);
  }

 private:
  static constexpr int kTick = 50;  // milliseconds
  static constexpr char kReadyForNext = 'r';
  enum class Heard { kGoesOn, kReady, kEnd };

  bool start() {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return false;
    child_ = fork();
    if (child_ == 0) {
      close(ends[0]);
      serve(ends[1]);
    }
    close(ends[1]);
    socket_ = ends[0];
    handle_ = child_ < 0 ? -1 : static_cast<int>(syscall(SYS_pidfd_open, child_, 0));
    if (child_ < 0) close(socket_);
    return child_ > 0;
  }

  [[noreturn]] void serve(int socket) const {
    leave({limits_.cpu_ms * static_cast<unsigned>(tests_.size()), limits_.memory_mib});
    for (std::size_t place = 0; read(socket, &place, sizeof place) == sizeof place;) {
      told = false;
      const int code = tests_[place].run(socket);
      if (!told || write(socket, &kReadyForNext, 1) < 0) _exit(code);
    }
    _exit(0);
  }

  // Within one tick; the first result is kept in `said`. The socket may outlive the process: a test left one running.
  Heard hear(std::string& said) const {
    pollfd waiting[] = {{socket_, POLLIN, 0}, {handle_, POLLIN, 0}};
    if (poll(waiting, 2, kTick) <= 0) return Heard::kGoesOn;
    if (waiting[0].revents == 0) return Heard::kEnd;
    std::string packet;
    if (!take(socket_, packet)) return Heard::kEnd;
    if (packet[0] == kReadyForNext) return said.empty() ? Heard::kEnd : Heard::kReady;
    if (said.empty()) said = packet;
    return Heard::kGoesOn;
  }

  long processor_ms() const {
    clockid_t clock{};
    timespec used{};
    if (clock_getcpuclockid(child_, &clock) != 0 || clock_gettime(clock, &used) != 0) return 0;
    return used.tv_sec * 1000 + used.tv_nsec / 1'000'000;
  }

  Exit end() {
    if (child_ <= 0) return {};
    close(socket_);
    if (handle_ >= 0) close(handle_);
    kill(-child_, SIGKILL);
    const Exit exit = reap(child_);
    child_ = 0;
    return exit;
  }

  const std::vector<Test>& tests_;
  const Limits limits_;
  pid_t child_ = 0;
  int socket_ = -1;  // one packet a word; to the process, the place of a test
  int handle_ = -1;
};

void run_together(const std::vector<Test>& tests, Limits limits) {
  for (const Test& test : tests) say("collected", test.id);
  Together together(tests, limits);
  for (const std::size_t place : in_another_order(tests.size())) {
    say("begin", tests[place].id);
    const Ended ended = together.run(place);
    say("end", tests[place].id, ended.state, ended.message);
  }
  say("done");
}

}  // namespace
