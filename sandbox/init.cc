#include "sandbox/init.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "sandbox/confine.h"
#include "sandbox/filter.h"
#include "sandbox/landlock.h"
#include "sandbox/mechanism.h"
#include "sandbox/mounts.h"
#include "sandbox/practice.h"

namespace grader::sandbox {
namespace {

template <std::size_t N>
void set_text(std::array<char, N>& field, std::string_view text) {
  const std::size_t size = std::min(text.size(), N - 1);
  std::copy_n(text.begin(), size, field.begin());
  field[size] = '\0';
}

void tell(int socket, const Record& record, int pass_fd = -1) {
  iovec part{.iov_base = const_cast<Record*>(&record), .iov_len = sizeof record};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  if (pass_fd >= 0) {
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &pass_fd, sizeof pass_fd);
  }
  sendmsg(socket, &message, MSG_NOSIGNAL);
}

[[noreturn]] void give_up(int socket, const Missing& missing) {
  Record record{.said = Said::kMissing, .value = 0, .mechanism = {}, .text = {}};
  set_text(record.mechanism, missing.mechanism);
  set_text(record.text, missing.found);
  tell(socket, record);
  _exit(1);
}

// Puts the box's descriptors at 0..5 and closes all others but the socket, which closes itself at exec.
int arrange_descriptors(const BoxEnds& ends) {
  constexpr int kHigh = 64;
  const auto high = [](int fd) { return fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, kHigh); };
  const std::array<int, 6> sources = {high(ends.input),  high(ends.out),   high(ends.err),
                                      high(ends.report), high(ends.nonce), high(ends.peer)};
  const int socket = high(ends.socket);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const int at = static_cast<int>(i);
    if (sources[i] >= 0)
      dup2(sources[i], at);
    else
      close(at);
  }
  syscall(SYS_close_range, sources.size(), static_cast<unsigned>(socket) - 1, 0);
  syscall(SYS_close_range, static_cast<unsigned>(socket) + 1, ~0U, 0);
  return socket;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// What the supervisor says second.
struct Order {
  bool exact = false;
  std::string filter;
};

// A message of the supervisor; without one, it is gone.
std::string await_word(int socket) {
  std::string word(kLongestOrder, '\0');
  const ssize_t got = recv(socket, word.data(), word.size(), 0);
  if (got <= 0) _exit(1);
  word.resize(static_cast<std::size_t>(got));
  return word;
}

void confine(const InitTask& task, bool exact) {
  set_resource_limits(task.spec.limits, exact, task.practice != nullptr ? tasks_of_this_user() : 0);
  if (task.practice != nullptr)
    forbid_new_privileges();
  else
    drop_privileges(task.switch_user);
  const int version = landlock_version();
  if (task.practice != nullptr) {
    restrict_by_landlock(task.practice->rules(), version);
  } else if (version >= kLandlockThatRenames) {
    restrict_by_landlock(rules_of_box(), version);
  }
}

[[noreturn, gnu::noinline]] void run_main(const InitTask& task, Order& order) {
  const Spec& spec = task.spec;
  int socket = task.ends.socket;
  try {
    setsid();
    socket = arrange_descriptors(task.ends);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    signal(SIGPIPE, SIG_DFL);
    std::vector<std::string> arguments = spec.argv;
    std::vector<std::string> environment;
    for (const auto& [name, value] : spec.env) environment.push_back(name + "=" + value);
    const std::vector<char*> argv = pointers(arguments);
    const std::vector<char*> envp = pointers(environment);
    confine(task, order.exact);
    std::string doing = "entering " + spec.folder;
    if (chdir(spec.folder.c_str()) == 0) {
      doing = "starting " + spec.argv.front();
      load_filter(order.filter);
      execve(argv.front(), argv.data(), envp.data());
    }
    Record record{.said = Said::kNotExecuted, .value = errno, .mechanism = {}, .text = {}};
    set_text(record.text, doing + ": " + std::strerror(errno));
    tell(socket, record);
  } catch (const Missing& missing) {
    give_up(socket, missing);
  }
  _exit(127);
}

// Shares init's memory until the program is executed: init only waits, and need not be copied. A function of its own,
// so that no variable of init's is alive in both.
[[gnu::noinline]] pid_t start_main(const InitTask& task, Order& order) {
  const pid_t main = vfork();  // NOLINT(bugprone-unsafe-functions)
  if (main == 0) run_main(task, order);
  return main;
}

int reap_until(pid_t main) {
  for (;;) {
    int status = 0;
    const pid_t ended = waitpid(-1, &status, __WALL);
    if (ended == main) return status;
    if (ended < 0 && errno != EINTR) return 0;
  }
}

std::int32_t own_cpu_us() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::int32_t>((usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000 +
                                   usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

void prepare(const InitTask& task) {
  require(prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0, "non-dumpable init", "tying the box to its supervisor");
  require(is_pretended_missing("non-dumpable init") || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0, "non-dumpable init",
          "hiding init from the box");
  Root root{.out = {}, .has_proc = true};
  if (task.practice != nullptr) {
    root.out = Fd(open(task.practice->out().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    require(static_cast<bool>(root.out), "landlock", "opening " + task.practice->out());
  } else {
    require(unshare(CLONE_NEWNET) == 0, "network namespace", "leaving the host's network");
    require(is_pretended_missing("uts namespace") || sethostname("box", 3) == 0, "uts namespace", "naming the box");
    root = build_root(task.spec);
  }
  Record record{.said = Said::kReady, .value = own_cpu_us(), .mechanism = {}, .text = {}};
  if (!root.has_proc) set_text(record.mechanism, "proc");
  tell(task.ends.socket, record, root.out.get());
}

}  // namespace

void run_init(const InitTask& task) {
  const BoxEnds& ends = task.ends;
  await_word(ends.socket);
  try {
    if (task.switch_user) {
      require(setresgid(0, 0, 0) == 0 && setresuid(0, 0, 0) == 0, "uid mapping", "becoming the box's root");
    }
    prepare(task);
  } catch (const Missing& missing) {
    give_up(ends.socket, missing);
  }
  const std::string word = await_word(ends.socket);
  Order order{.exact = word.front() == 'x', .filter = word.substr(1)};
  const pid_t main = start_main(task, order);
  if (main < 0) give_up(ends.socket, {.mechanism = "processes", .found = std::strerror(errno)});
  for (const int fd : {ends.input, ends.out, ends.err, ends.report, ends.nonce, ends.peer}) {
    if (fd >= 0) close(fd);
  }
  tell(ends.socket, {.said = Said::kEnded, .value = reap_until(main), .mechanism = {}, .text = {}});
  _exit(0);  // takes every other process of the namespace with it
}

}  // namespace grader::sandbox
