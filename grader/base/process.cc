#include "grader/base/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/writable_pipe.hpp>
#include <boost/asio/write.hpp>
#include <boost/process/v2/process.hpp>
#include <cerrno>
#include <mutex>
#include <system_error>

#include "grader/base/launch.h"

namespace grader {
namespace {

namespace asio = boost::asio;
namespace process = boost::process::v2;
using boost::system::error_code;

constexpr std::array kTrustedPath = {"/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"};

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

// A pipe that no other child gets, as one of asio's connect_pipe may be.
void join(asio::readable_pipe& reading, asio::writable_pipe& writing) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category());
  reading.assign(ends[0]);
  writing.assign(ends[1]);
}

// The three ends of pipes that a child has, until it is started.
struct Ends {
  asio::readable_pipe input;
  asio::writable_pipe output;
  asio::writable_pipe error;
};

pid_t start(const Command& command, const std::filesystem::path& program, Ends ends) {
  Launch what{.program = program.string(),
              .argv = command.argv,
              .folder = (command.folder.empty() ? std::filesystem::current_path() : command.folder).string(),
              .input = ends.input.native_handle(),
              .output = ends.output.native_handle(),
              .error = ends.error.native_handle(),
              .file_cap = command.file_cap};
  what.argv.front() = what.program;
  for (const auto& [name, value] : command.env) what.env.push_back(name + "=" + value);
  return launch(what);
}

// A child that cannot be watched does not run on.
process::process watch(asio::io_context& context, pid_t child) {
  try {
    return process::process(context.get_executor(), child);
  } catch (...) {
    ::kill(-child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    throw;
  }
}

Finished run_to_end(const Command& command, const std::filesystem::path& program) {
  Finished finished;
  asio::io_context context;
  Drain output(context, finished.output, command.output_cap);
  Drain error(context, finished.error, command.output_cap);
  asio::writable_pipe input(context);
  Ends ends{asio::readable_pipe(context), asio::writable_pipe(context), asio::writable_pipe(context)};
  join(ends.input, input);
  join(output.pipe(), ends.output);
  join(error.pipe(), ends.error);
  process::process child = watch(context, start(command, program, std::move(ends)));
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
