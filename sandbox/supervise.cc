#include "sandbox/supervise.h"

#include <signal.h>
#include <sys/signalfd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/box.h"
#include "sandbox/cgroup.h"
#include "sandbox/collect.h"
#include "sandbox/filter.h"
#include "sandbox/host.h"
#include "sandbox/landlock.h"
#include "sandbox/mechanism.h"
#include "sandbox/streams.h"
#include "sandbox/watch.h"

namespace grader::sandbox {
namespace {

Tier ceiling = Tier::kFull;  // NOLINT: set once by main before anything runs

Fd block_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  return Fd(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

// The box's ends of the pipes, and ours.
struct Plumbing {
  explicit Plumbing(const Spec& spec) : input(input_file(spec.input)) {
    if (spec.channel) {
      report = make_pipe();
      nonce = make_pipe();
      const auto written = write(nonce.write.get(), spec.channel->data(), spec.channel->size());
      require(written >= 0, "pipes", "writing the nonce");
      nonce.write.reset();
    }
    if (spec.peer) peer = connect_peer(*spec.peer);
  }
  BoxEnds ends() const {
    return {.socket = -1,
            .input = input.get(),
            .out = out.write.get(),
            .err = err.write.get(),
            .report = report.write.get(),
            .nonce = nonce.read.get(),
            .peer = peer.get()};
  }
  void close_ends() {
    for (Fd* end : {&out.write, &err.write, &report.write, &nonce.read, &input}) end->reset();
  }
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  Pipe report;
  Pipe nonce;
  Fd input;
  Fd peer;  // kept to the end: its other side ends the box
};

struct Built {
  std::unique_ptr<Practice> practice;  // outlives the box
  std::optional<Cgroup> group;
  std::string filter;
  Box box;
};

void require_full(Tier minimum, bool grouped) {
  if (grouped || minimum != Tier::kFull) return;
  throw Missing{.mechanism = "cgroup",
                .found = "no control group with memory, pids and cpu accounting can be made here"};
}

Built build_in_namespaces(const Spec& spec, const BoxEnds& ends) {
  Built built;
  built.box = start_in_namespaces(spec, ends);
  if (ceiling == Tier::kFull) {  // while init builds
    if (auto group = Cgroup::create(spec.limits)) built.group.emplace(std::move(*group));
    if (built.group) built.group->announce(built.box.init);
  }
  try {
    built.filter = make_filter(Neighbours::kNone, built.group.has_value());
    await_ready(built.box);
    require_full(spec.minimum_tier, built.group.has_value());
    if (built.group) {
      require(built.group->add(built.box.init), "cgroup", "moving the box into its group");
      built.group->begin();
    }
  } catch (const Missing&) {
    kill_box(built.box);
    bury(built.box);
    throw;
  }
  return built;
}

Built build_for_practice(const Spec& spec, const BoxEnds& ends) {
  errno = ENOSYS;
  require(landlock_version() > 0, "landlock", "asking the kernel for Landlock");
  Built built;
  built.practice = std::make_unique<Practice>(spec);
  const int version = landlock_version();
  const auto neighbours = version >= kLandlockThatScopes      ? Neighbours::kShielded
                          : version >= kLandlockThatTruncates ? Neighbours::kInReach
                                                              : Neighbours::kCut;
  built.filter = make_filter(neighbours, false);
  built.box = start_for_practice(*built.practice, ends);
  await_ready(built.box);
  return built;
}

// The best box that the host, the ceiling and the spec's minimum allow. A lower tier is tried only when the spec says
// that it is good enough; otherwise what is missing of the better one is the refusal.
Built build(const Spec& spec, const BoxEnds& ends) {
  if (ceiling == Tier::kLandlock && spec.minimum_tier != Tier::kLandlock)
    throw Missing{.mechanism = "namespaces", .found = "told to use none (--at-most landlock)"};
  if (ceiling != Tier::kLandlock) {
    try {
      return build_in_namespaces(spec, ends);
    } catch (const Missing&) {
      if (spec.minimum_tier != Tier::kLandlock || spec.root || landlock_version() == 0) throw;
    }
  }
  return build_for_practice(spec, ends);
}

std::vector<std::string> degraded(const Built& built) {
  std::vector<std::string> names;
  if (!built.practice && landlock_version() < kLandlockThatRenames) names.emplace_back("landlock");
  if (built.box.without_proc) names.emplace_back("proc");
  return names;
}

Report run(const Spec& spec) {
  const Fd signals = block_signals();
  Plumbing pipes(spec);
  Capture out(std::move(pipes.out.read), spec.result + "/stdout", spec.limits.stream_bytes);
  Capture err(std::move(pipes.err.read), spec.result + "/stderr", spec.limits.stream_bytes);
  Capture channel(std::move(pipes.report.read), spec.result + "/report", spec.limits.report_bytes);
  Built built = build(spec, pipes.ends());
  pipes.close_ends();
  let_run(built.box, built.group.has_value(), built.filter);

  Report report;
  report.tier = built.group ? Tier::kFull : built.practice ? Tier::kLandlock : Tier::kNamespaces;
  report.cgroup = built.group ? built.group->driver() : "none";
  report.degraded = degraded(built);
  watch_to_the_end({.limits = spec.limits,
                    .group = built.group,
                    .practice = built.practice.get(),
                    .captures = {&out, &err, &channel},
                    .signals = signals.get(),
                    .peer = pipes.peer.get()},
                   built.box, report);
  require(!out.failed() && !err.failed() && !channel.failed(), "result folder", "writing " + spec.result);
  report.out = out.stream();
  report.err = err.stream();
  report.report = channel.stream();
  report.files = collect(built.box.out.get(), spec.collect, spec.result);
  if (built.practice) {
    report.out.bytes = built.practice->restore_names(spec.result + "/stdout");
    report.err.bytes = built.practice->restore_names(spec.result + "/stderr");
    report.report.bytes = built.practice->restore_names(spec.result + "/report");
  }
  return report;
}

}  // namespace

void set_ceiling(Tier tier) {
  ceiling = tier;
}

Report supervise(const Spec& spec) {
  try {
    return run(spec);
  } catch (const Missing& missing) {
    Report report;
    report.refused = Refusal{
        .mechanism = missing.mechanism, .found = missing.found, .remedy = remedy_for(missing.mechanism, read_host())};
    return report;
  }
}

}  // namespace grader::sandbox
