#include "grader/run/relay.h"

#include <sys/eventfd.h>
#include <sys/socket.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "grader/base/files.h"
#include "grader/run/frames.h"
#include "grader/run/sockets.h"
#include "sandbox/fd.h"

namespace grader::run {
namespace {

namespace fs = std::filesystem;
using sandbox::End;
using sandbox::Fd;

constexpr const char* kJoining = "joining the boxes of a test";
constexpr std::string_view kNextTest = "t";

std::string lost(const std::string& state, const std::string& message) {
  return "l" + nlohmann::json({{"state", state}, {"message", message}}).dump();
}

// The test's state when the worker's box ended so while it was needed.
std::string lost_with(const sandbox::Report& report) {
  switch (report.end) {
    case End::kMemoryLimit:
    case End::kOutputLimit:
      return lost("over limit", "the box of the learner's code went over its limit of " +
                                    (report.what.empty() ? std::string("memory") : report.what));
    case End::kCpuLimit:
    case End::kWallLimit:
      return lost("timed out", "no answer within the time of a test");
    case End::kDenied:
      return lost("crashed", "it asked the system for something that is not allowed");
    case End::kSignalled:
      return lost("crashed", "ended by signal " + std::to_string(report.value));
    case End::kExited:
      return lost("not reported",
                  "the process ended with code " + std::to_string(report.value) + " before it answered");
    case End::kNotStarted:
      break;
  }
  return lost("not reported", "the box of the learner's code ended before it answered");
}

// A box that could not be made, or whose helper failed, says nothing of the learner's code.
Error no_box(const std::optional<sandbox::Report>& report) {
  const auto refused = report ? report->refused : std::nullopt;
  return {.fault = Fault::kPlatform,
          .doing = kJoining,
          .thing = "the box of the learner's code",
          .found = refused ? "the sandbox lacks: " + refused->mechanism + " (" + refused->found + ")"
                           : "the sandbox helper gave no report",
          .remedy = refused ? refused->remedy : "run `grader doctor`"};
}

// One box of the learner's code, from its start to its end.
class WorkerBox {
 public:
  WorkerBox(ProcessRunner& runner, const fs::path& helper, const sandbox::Spec& spec)
      : ended_(eventfd(0, EFD_CLOEXEC)) {
    thread_ = std::thread([this, &runner,
                           command = Command{.argv = {helper.string(), "run"},
                                             .input = sandbox::print_spec(spec),
                                             .wall = std::chrono::milliseconds(spec.limits.wall_ms + 30'000)}] {
      finished_ = runner.run(command);
      ring(ended_);
    });
  }
  ~WorkerBox() { end(); }
  WorkerBox(const WorkerBox&) = delete;
  WorkerBox& operator=(const WorkerBox&) = delete;

  // False when the helper ended before it joined; what becomes of the box shows later.
  bool connect(const Fd& listening) {
    if (wait_for({listening.get(), ended_.get()}) != listening.get()) return false;
    socket_ = Fd(accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC));
    return static_cast<bool>(socket_);
  }
  int fd() const { return socket_.get(); }
  FrameReader& reader() { return reader_; }

  // Closes the connection, which ends the box, and waits for its report.
  std::optional<sandbox::Report> end() {
    socket_.reset();
    if (thread_.joinable()) thread_.join();
    if (!finished_ || !*finished_) return std::nullopt;
    const auto report = sandbox::parse_report((*finished_)->output);
    return report ? std::optional(*report) : std::nullopt;
  }
  // Waits for the report of a box that ends by itself.
  std::optional<sandbox::Report> await() {
    thread_.join();
    return end();
  }

 private:
  Fd ended_;
  Fd socket_;
  FrameReader reader_;
  std::optional<Result<Finished>> finished_;
  std::thread thread_;
};

class SocketRelay final : public Relay {
 public:
  SocketRelay(ProcessRunner& runner, fs::path helper, sandbox::Spec worker, TempFolder folder)
      : runner_(runner),
        helper_(std::move(helper)),
        worker_spec_(std::move(worker)),
        folder_(std::move(folder)),
        stop_(eventfd(0, EFD_CLOEXEC)) {
    worker_spec_.peer = (folder_.path() / "worker").string();
    for_runner_ = listen_at(peer());
    for_worker_ = listen_at(*worker_spec_.peer);
  }
  ~SocketRelay() override { static_cast<void>(stop()); }
  SocketRelay(const SocketRelay&) = delete;
  SocketRelay& operator=(const SocketRelay&) = delete;

  bool listens() const { return for_runner_ && for_worker_ && stop_; }
  void begin() {
    thread_ = std::thread([this] { serve(); });
  }

  std::string peer() const override { return (folder_.path() / "runner").string(); }

  Result<void> stop() override {
    ring(stop_);
    if (thread_.joinable()) thread_.join();
    worker_.reset();
    if (error_) return std::unexpected(*error_);
    return {};
  }

 private:
  void serve() {
    if (wait_for({for_runner_.get(), stop_.get()}) != for_runner_.get()) return;
    runner_end_ = Fd(accept4(for_runner_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    while (!error_) {
      const int ready = wait_for({stop_.get(), worker_ ? worker_->fd() : -1, runner_end_.get()});
      if (ready < 0 || ready == stop_.get()) break;
      if (ready != runner_end_.get()) {
        interrupt();
        continue;
      }
      const std::string bytes = read_some(runner_end_.get());
      if (bytes.empty()) break;
      from_runner_.add(bytes);
      while (const auto request = from_runner_.next()) {
        if (!carry_out(*request)) break;
      }
      if (from_runner_.broken()) break;
    }
    runner_end_.reset();
  }

  // The worker's box speaks or ends though nobody asked: whatever is asked of it in this test is lost.
  void interrupt() {
    const std::string bytes = read_some(worker_->fd());
    lost_ = bytes.empty() ? ended_without_answer() : lost("failed", "an answer that nobody asked for");
    worker_.reset();
  }

  bool carry_out(const std::string& request) {
    if (request == kNextTest) {
      worker_.reset();
      lost_.clear();
      return tell("r");
    }
    return request.starts_with('c') && tell(answer_to(request.substr(1)));
  }

  bool tell(const std::string& payload) { return !error_ && send_all(runner_end_.get(), frame(payload)); }

  // 'a' with the worker's own bytes, once they are known to be an answer to this call, or 'l'.
  std::string answer_to(const std::string& call) {
    if (lost_.empty() && !worker_) start_worker();
    if (!lost_.empty() || error_) return lost_;
    const auto json = nlohmann::json::parse(call, nullptr, false);
    const std::uint64_t number = json.is_object() ? json.value("n", std::uint64_t{0}) : 0;
    if (send_all(worker_->fd(), frame(call))) {
      if (auto answer = read_answer(number)) return "a" + *answer;
    }
    if (lost_.empty()) lost_ = ended_without_answer();
    worker_.reset();
    return lost_;
  }

  void start_worker() {
    worker_.emplace(runner_, helper_, worker_spec_);
    if (worker_->connect(for_worker_)) return;
    const auto report = worker_->end();
    worker_.reset();
    error_ = no_box(report);
  }

  // None when there is none: then the box has ended, or lost_ says what came in its place.
  std::optional<std::string> read_answer(std::uint64_t number) {
    FrameReader& reader = worker_->reader();
    for (bool listens = true; !from_runner_.holds(kNextTest);) {
      const int ready = wait_for({stop_.get(), worker_->fd(), listens ? runner_end_.get() : -1});
      if (ready == stop_.get()) break;
      if (ready == runner_end_.get()) {
        listens = false;  // for the rest of this call: what comes now is kept for later, and must not be much
        if (is_given_up()) break;
        continue;
      }
      const std::string bytes = read_some(worker_->fd());
      if (bytes.empty()) return std::nullopt;
      reader.add(bytes);
      if (reader.broken()) {
        lost_ = lost("failed", "an answer of more than 1 MiB");
        return std::nullopt;
      }
      auto answer = reader.next();
      if (!answer) continue;
      auto wrong = wrong_answer(*answer, number);
      if (!wrong && reader.pending()) wrong = "more than one answer to a call";
      if (!wrong) return answer;
      lost_ = lost("failed", *wrong);
      return std::nullopt;
    }
    lost_ = lost("not reported", "the test ended before the answer came");
    return std::nullopt;
  }

  // The runner speaks while a call of its test is not answered: it ended that test, or is gone.
  bool is_given_up() {
    const std::string bytes = read_some(runner_end_.get());
    from_runner_.add(bytes);
    return bytes.empty() || from_runner_.holds(kNextTest);
  }

  // Empty, and error_ set, when it was the host's fault: then nothing more is told.
  std::string ended_without_answer() {
    const auto report = worker_->await();
    if (report && !report->refused) return lost_with(*report);
    error_ = no_box(report);
    return {};
  }

  ProcessRunner& runner_;
  fs::path helper_;
  sandbox::Spec worker_spec_;
  TempFolder folder_;
  Fd stop_;
  Fd for_runner_;
  Fd for_worker_;
  Fd runner_end_;
  FrameReader from_runner_;
  std::optional<WorkerBox> worker_;
  std::string lost_;
  std::optional<Error> error_;
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<Relay>> Relay::start(ProcessRunner& runner, const fs::path& helper,
                                            const sandbox::Spec& worker) {
  auto folder = TempFolder::make(fs::temp_directory_path());
  if (!folder) return pass(folder);
  const std::string where = folder->path().string();
  std::error_code ignored;
  fs::permissions(where, fs::perms::owner_all, ignored);  // nobody else may join
  auto relay = std::make_unique<SocketRelay>(runner, helper, worker, std::move(*folder));
  if (!relay->listens()) {
    return fail(Fault::kPlatform, kJoining, where, std::strerror(errno),
                "set TMPDIR to a short path that can be written");
  }
  relay->begin();
  return relay;
}

}  // namespace grader::run
