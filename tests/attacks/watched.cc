#include "tests/attacks/watched.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

namespace grader::attacks {
namespace {

using support::slurp;
using support::spit;
using Steady = std::chrono::steady_clock;

constexpr int kLeak = 77;
constexpr std::chrono::milliseconds kTick{5};
constexpr std::chrono::seconds kGrace{1};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

void onto(const fs::path& path, int flags, int fd) {
  const int opened = open(path.c_str(), flags | O_CLOEXEC, 0644);
  if (opened < 0 || dup2(opened, fd) < 0) _exit(126);
}

// What can be read of a file of the kernel's: its process or group may end meanwhile.
std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();  // unlike an iterator, throws nothing when reading fails
  return text.str();
}

// "VmHWM:     1234 kB" of /proc/PID/status.
std::uint64_t most_kib_of(pid_t pid) {
  std::istringstream words(text_of("/proc/" + std::to_string(pid) + "/status"));
  for (std::string word; words >> word;) {
    std::uint64_t kib = 0;
    if (word == "VmHWM:" && words >> kib) return kib;
  }
  return 0;
}

std::size_t descriptors_of(pid_t pid) {
  std::error_code gone;
  std::size_t count = 0;
  for (fs::directory_iterator it("/proc/" + std::to_string(pid) + "/fd", gone), end; !gone && it != end;
       it.increment(gone))
    ++count;
  return count;
}

void sample(pid_t pid, const std::string& program, Watched& watched) {
  std::error_code gone;
  if (fs::read_symlink("/proc/" + std::to_string(pid) + "/exe", gone) != program) return;  // not begun, or ended
  watched.most_kib = std::max(watched.most_kib, most_kib_of(pid));
  watched.most_descriptors = std::max(watched.most_descriptors, descriptors_of(pid));
}

// The parent of a process, from /proc/PID/stat: "pid (name) state parent ...".
pid_t parent_of(const std::string& pid, char& state) {
  const std::string text = text_of("/proc/" + pid + "/stat");
  const std::size_t after = text.rfind(')');
  if (after == std::string::npos) return -1;
  std::istringstream fields(text.substr(after + 1));
  pid_t parent = -1;
  fields >> state >> parent;
  return parent;
}

int code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

std::string start_mark() {
  return "attacked-by-" + std::to_string(getpid());
}

std::vector<std::string> processes_of_ours(const std::string& mark, const std::set<pid_t>& beside) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos || name == std::to_string(getpid())) continue;
    char state = '?';
    const auto pid = static_cast<pid_t>(std::stol(name));
    const pid_t parent = parent_of(name, state);
    if (parent < 0 || beside.contains(pid) || beside.contains(parent)) continue;
    if (state == 'Z' && parent == getpid()) waitpid(pid, nullptr, WNOHANG);
    if (state == 'Z') continue;  // dead; of those we adopted, one more is buried with each look
    const std::string line = text_of(entry.path() / "cmdline");
    const bool marked = (line + text_of(entry.path() / "environ")).find(mark) != std::string::npos;
    if (marked || parent == getpid()) found.push_back(name + " " + line.substr(0, line.find('\0')));
  }
  return found;
}

std::vector<std::string> groups_of(pid_t supervisor) {
  std::vector<std::string> found;
  std::error_code error;
  const std::string ending = "-" + std::to_string(supervisor);
  for (fs::recursive_directory_iterator it("/sys/fs/cgroup", fs::directory_options::skip_permission_denied, error), end;
       !error && it != end; it.increment(error)) {
    if (it.depth() > 4) it.disable_recursion_pending();
    const std::string name = it->path().filename();
    if (it->is_directory(error) && name.starts_with("grader-") && name.ends_with(ending))
      found.push_back(it->path().string() + ": " + text_of(it->path() / "cgroup.procs"));
    error.clear();  // a group may vanish while we look
  }
  return found;
}

pid_t start(const Command& command, const fs::path& scratch, const fs::path& out) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  spit(scratch / "input", command.input);
  std::vector<std::string> argv = command.argv;
  std::vector<std::string> env;
  for (const auto& [name, value] : command.env) env.push_back(name + "=" + value);
  const std::vector<char*> arguments = pointers(argv);
  const std::vector<char*> environment = pointers(env);
  const pid_t pid = fork();
  if (pid != 0) return pid;
  onto(scratch / "input", O_RDONLY, 0);
  onto(out, O_WRONLY | O_CREAT | O_TRUNC, 1);
  onto(scratch / "complaint", O_WRONLY | O_CREAT | O_TRUNC, 2);
  if (!command.leak.empty()) onto(command.leak, O_RDONLY, kLeak);
  execve(arguments.front(), arguments.data(), environment.data());
  _exit(127);
}

int finish(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return code_of(status);
}

Watched watch(const Command& command, const fs::path& scratch, const std::set<pid_t>& beside) {
  Watched watched;
  const auto began = Steady::now();
  const pid_t pid = start(command, scratch, scratch / "answer");
  const std::string program = fs::canonical(command.argv.front());
  int status = 0;
  while (waitpid(pid, &status, WNOHANG) == 0) {
    sample(pid, program, watched);
    if (Steady::now() - began > command.wall && !watched.overdue) {
      watched.overdue = true;
      kill(pid, SIGKILL);
    }
    std::this_thread::sleep_for(kTick);
  }
  const auto ended = Steady::now();
  watched.wall = std::chrono::duration_cast<std::chrono::milliseconds>(ended - began);
  watched.code = code_of(status);
  watched.out = slurp(scratch / "answer");
  watched.err = slurp(scratch / "complaint");
  do {
    watched.survivors = processes_of_ours(start_mark(), beside);
    for (const std::string& group : groups_of(pid)) watched.survivors.push_back(group);
    if (watched.survivors.empty()) break;
    std::this_thread::sleep_for(kTick);
  } while (Steady::now() - ended < kGrace);
  return watched;
}

}  // namespace grader::attacks
