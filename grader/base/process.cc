#include "grader/base/process.h"

#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/writable_pipe.hpp>
#include <boost/asio/write.hpp>
#include <boost/process/v2/environment.hpp>
#include <boost/process/v2/impl/environment.ipp>  // 1.81 does not include it in its header-only form
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/start_dir.hpp>
#include <boost/process/v2/stdio.hpp>
#include <mutex>

namespace grader {
namespace {

namespace asio = boost::asio;
namespace process = boost::process::v2;
using boost::system::error_code;

constexpr std::array kTrustedPath = {"/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"};

// In the child, between fork and exec: its own process group, an end with its parent, an ordinary SIGPIPE, the size
// limit for files, and only the three streams open. Boost 1.81 leaves the others open: a child would hold the pipes of
// those that other threads start beside it, and their ends would be seen only when it ends too.
struct ChildSetup {
  std::uint64_t file_cap;
  pid_t parent = ::getpid();
  template <typename Launcher>
  error_code on_exec_setup(Launcher&, const process::filesystem::path&, const char* const*&) const {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    if (::getppid() != parent) ::_exit(127);  // it died before it could be watched
    ::signal(SIGPIPE, SIG_DFL);
    ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    if (file_cap != 0) {
      const rlimit limit{file_cap, file_cap};
      ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    return {};
  }
};

// Reads a pipe to its end; keeps the first `cap` bytes.
class Drain {
 public:
  Drain(asio::io_context& context, std::string& kept, std::uint64_t cap) : pipe_(context), kept_(kept), cap_(cap) {}
  asio::readable_pipe& pipe() { return pipe_; }
  void start() {
    pipe_.async_read_some(asio::buffer(buffer_), [this](error_code error, std::size_t count) {
      const auto room = cap_ - kept_.size();
      kept_.append(buffer_.data(), std::min<std::uint64_t>(room, count));
      if (!error) start();
    });
  }

 private:
  asio::readable_pipe pipe_;
  std::string& kept_;
  std::uint64_t cap_;
  std::array<char, 65536> buffer_{};
};

int code_of(int status) {
  if (WIFSIGNALED(status)) return 128 + WTERMSIG(status);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::unordered_map<std::string, std::string> environment_of(const Command& command) {
  return {command.env.begin(), command.env.end()};
}

Finished run_to_end(const Command& command, const std::filesystem::path& program) {
  Finished finished;
  asio::io_context context;
  Drain output(context, finished.output, command.output_cap);
  Drain error(context, finished.error, command.output_cap);
  asio::writable_pipe input(context);
  const std::vector<std::string> arguments(command.argv.begin() + 1, command.argv.end());
  const auto folder = command.folder.empty() ? std::filesystem::current_path() : command.folder;
  process::process child(context, program.string(), arguments,
                         process::process_stdio{input, output.pipe(), error.pipe()},
                         process::process_environment(environment_of(command)),
                         process::process_start_dir(folder.string()), ChildSetup{command.file_cap});
  const pid_t group = child.id();
  output.start();
  error.start();
  asio::async_write(input, asio::buffer(command.input), [&input](error_code, std::size_t) {
    error_code ignored;
    input.close(ignored);
  });
  asio::steady_timer timer(context, command.wall);
  bool over = false;
  const auto end_it = [&] {
    if (over || finished.timed_out) return;
    finished.timed_out = true;
    ::kill(-group, SIGTERM);
    timer.expires_after(std::chrono::seconds(1));
    timer.async_wait([group](error_code stopped) {
      if (!stopped) ::kill(-group, SIGKILL);
    });
  };
  timer.async_wait([&](error_code cancelled) {
    if (!cancelled) end_it();
  });
  const std::stop_callback on_stop(command.stop, [&] { asio::post(context, end_it); });
  child.async_wait([&](error_code, int) {
    finished.code = code_of(child.native_exit_code());
    over = true;
    timer.cancel();
    ::kill(-group, SIGKILL);  // whatever the program left running in its group; ends the pipes as well
    error_code ignored;
    input.close(ignored);
  });
  context.run();
  return finished;
}

}  // namespace

std::filesystem::path find_program(const std::string& name) {
  for (const auto* folder : kTrustedPath) {
    const auto candidate = std::filesystem::path(folder) / name;
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

Result<Finished> SystemProcessRunner::run(const Command& command) {
  static std::once_flag once;
  std::call_once(once, [] { ::signal(SIGPIPE, SIG_IGN); });  // a child that closes its input early is not our death
  const std::string name = command.argv.empty() ? "" : command.argv.front();
  const std::filesystem::path program = name.starts_with('/') ? std::filesystem::path(name) : find_program(name);
  if (program.empty() || ::access(program.c_str(), X_OK) != 0) {
    return fail(Fault::kPlatform, "starting a program", name, "it is not installed",
                "run scripts/setup, or install the package that holds " + name);
  }
  try {
    return run_to_end(command, program);
  } catch (const std::exception& error) {
    return fail(Fault::kPlatform, "starting a program", program.string(), error.what(),
                "check the machine's limits on processes and open files, then run again");
  }
}

}  // namespace grader
