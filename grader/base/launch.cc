#include "grader/base/launch.h"

#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace grader {
namespace {

// What the child needs, all of it made before.
struct Prepared {
  const Launch& what;
  const char* const* argv;
  const char* const* env;
  pid_t parent;
  sigset_t signals;  // that were blocked
};

std::vector<const char*> pointers(const std::vector<std::string>& texts) {
  std::vector<const char*> all;
  all.reserve(texts.size() + 1);
  for (const std::string& text : texts) all.push_back(text.c_str());
  all.push_back(nullptr);
  return all;
}

// None of ours may run in the child: it would act on our memory. SIGPIPE, which we ignore, ends a child as it should.
void forget_handlers() {
  struct sigaction ordinary{};
  ordinary.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction ours{};
    if (::sigaction(signal, nullptr, &ours) != 0) continue;
    if (signal == SIGPIPE || (ours.sa_handler != SIG_DFL && ours.sa_handler != SIG_IGN))
      ::sigaction(signal, &ordinary, nullptr);
  }
}

// In the child, whose memory is ours: only what a signal handler may do. Gives the error number of what went wrong.
int become(const Prepared& child) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
  if (::getppid() != child.parent) return ESRCH;  // it died before it could be watched
  forget_handlers();
  if (::dup2(child.what.input, STDIN_FILENO) < 0 || ::dup2(child.what.output, STDOUT_FILENO) < 0 ||
      ::dup2(child.what.error, STDERR_FILENO) < 0)
    return errno;
  ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  if (::chdir(child.what.folder.c_str()) != 0) return errno;
  if (child.what.file_cap != 0) {
    const rlimit limit{child.what.file_cap, child.what.file_cap};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ::sigprocmask(SIG_SETMASK, &child.signals, nullptr);  // a pending one may end it now
  ::execve(child.what.program.c_str(), const_cast<char* const*>(child.argv), const_cast<char* const*>(child.env));
  return errno;
}

// The child writes `problem` before this thread goes on.
pid_t start(const Prepared& child, volatile int& problem) {
  const pid_t pid = ::vfork();  // NOLINT(bugprone-unsafe-functions)
  if (pid != 0) return pid;
  problem = become(child);
  ::_exit(127);
}

}  // namespace

pid_t launch(const Launch& what) {
  const std::vector<const char*> argv = pointers(what.argv), env = pointers(what.env);
  Prepared child{.what = what, .argv = argv.data(), .env = env.data(), .parent = ::getpid(), .signals = {}};
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &child.signals);
  volatile int problem = 0;
  const pid_t pid = start(child, problem);
  const int why = pid < 0 ? errno : problem;
  if (pid > 0 && why != 0) ::waitpid(pid, nullptr, 0);
  ::pthread_sigmask(SIG_SETMASK, &child.signals, nullptr);
  if (why != 0) throw std::system_error(why, std::generic_category());
  return pid;
}

}  // namespace grader
