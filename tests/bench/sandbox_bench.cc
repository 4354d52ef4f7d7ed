// Prints what the box costs and how near its numbers are to the truth; scripts/bench sandbox starts it. No test.
//   sandbox_bench HELPER [RUNS]      start-up against posix_spawn and bubblewrap, then memory, caps, CPU, peak and wall
//   sandbox_bench --burn MS          what it runs in the box: unwaited children that burn MS each
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "sandbox/filter.h"
#include "sandbox/spec.h"

namespace {

namespace fs = std::filesystem;
namespace box = grader::sandbox;
using Steady = std::chrono::steady_clock;

constexpr int kBurners = 4;

struct Done {
  int code = -1;
  double ms = 0;
  long peak_kib = 0;  // the largest process, those it waited for included
};

// Starts a program with `in` as its standard input and `out` as its standard output, and waits for it.
Done spawn(std::vector<std::string> words, const std::string& in, const std::string& out) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  const auto began = Steady::now();
  pid_t pid = -1;
  if (posix_spawn(&pid, argv.front(), &actions, nullptr, argv.data(), environ) != 0) std::abort();
  int status = 0;
  rusage usage{};
  wait4(pid, &status, 0, &usage);
  const std::chrono::duration<double, std::milli> took = Steady::now() - began;
  posix_spawn_file_actions_destroy(&actions);
  return {.code = WEXITSTATUS(status), .ms = took.count(), .peak_kib = usage.ru_maxrss};
}

class Bench {
 public:
  explicit Bench(std::string helper) : helper_(std::move(helper)) {
    std::string pattern = (fs::temp_directory_path() / "sandbox-bench-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    fs::permissions(folder_, fs::perms(0755));
    for (const char* name : {"job", "result"}) fs::create_directory(folder_ / name);
    fs::copy_file("/proc/self/exe", folder_ / "job" / "bench");
  }
  ~Bench() { fs::remove_all(folder_); }

  void start_up(int runs) {
    const int filter = open((folder_ / "filter").c_str(), O_RDWR | O_CREAT, 0600);
    const std::string instructions = box::make_filter(box::Neighbours::kNone, true);
    if (::write(filter, instructions.data(), instructions.size()) < 0) std::abort();
    const std::vector<std::string> bubblewrap = {"/usr/bin/bwrap",
                                                 "--unshare-all",
                                                 "--die-with-parent",
                                                 "--new-session",
                                                 "--ro-bind",
                                                 "/usr",
                                                 "/usr",
                                                 "--symlink",
                                                 "usr/bin",
                                                 "/bin",
                                                 "--symlink",
                                                 "usr/lib",
                                                 "/lib",
                                                 "--symlink",
                                                 "usr/lib64",
                                                 "/lib64",
                                                 "--ro-bind",
                                                 (folder_ / "job").string(),
                                                 "/job",
                                                 "--proc",
                                                 "/proc",
                                                 "--dev",
                                                 "/dev",
                                                 "--tmpfs",
                                                 "/tmp",
                                                 "--tmpfs",
                                                 "/out",
                                                 "--chdir",
                                                 "/out",
                                                 "--seccomp",
                                                 std::to_string(filter),
                                                 "/usr/bin/true"};
    box::Spec spec = spec_for({"/usr/bin/true"});
    write(spec);
    std::vector<std::vector<double>> times(3);
    for (int run = 0; run < runs; ++run) {
      lseek(filter, 0, SEEK_SET);
      const Done bare = spawn({"/usr/bin/true"}, "/dev/null", "/dev/null");
      const Done other = spawn(bubblewrap, "/dev/null", "/dev/null");
      const Done ours = spawn({helper_, "run"}, input(), answer());
      if (bare.code != 0 || other.code != 0 || ours.code != 0) {
        std::printf("a run failed: spawn %d, bubblewrap %d, box %d\n", bare.code, other.code, ours.code);
        std::exit(1);
      }
      times[0].push_back(bare.ms);
      times[1].push_back(other.ms);
      times[2].push_back(ours.ms);
    }
    close(filter);
    static constexpr const char* kNames[] = {"posix_spawn", "bubblewrap", "box"};
    for (std::size_t i = 0; i < times.size(); ++i) {
      std::sort(times[i].begin(), times[i].end());
      std::printf("%-12s min %6.2f ms  median %6.2f ms  (%d interleaved runs)\n", kNames[i], times[i].front(),
                  times[i][times[i].size() / 2], runs);
    }
    const auto middle = [&](std::size_t i) { return times[i][times[i].size() / 2]; };
    std::printf("box / bubblewrap: median %.2f, min %.2f\n", middle(2) / middle(1),
                times[2].front() / times[1].front());
  }

  void flood() {
    const Done quiet = run(spec_for({"/usr/bin/true"}));
    box::Spec spec = spec_for({"/usr/bin/yes"});  // both smaller than the helper
    spec.limits.stream_bytes = 8'000'001;
    const Done loud = run(spec);
    std::printf(
        "flood: peak of the helper at most %ld KiB, %ld more than without (bound 16384); kept %zu bytes of a cap of "
        "%llu, report says "
        "%llu\n",
        loud.peak_kib, loud.peak_kib - quiet.peak_kib,
        static_cast<std::size_t>(fs::file_size(folder_ / "result" / "stdout")),
        static_cast<unsigned long long>(spec.limits.stream_bytes), static_cast<unsigned long long>(report_.out.bytes));
  }

  void cpu() {
    constexpr int kEach = 250;
    run(spec_for({"/job/bench", "--burn", std::to_string(kEach)}));
    const double truth = kEach * kBurners;
    std::printf("hidden CPU: burnt %.0f ms, reported %.0f ms, bound +-%.0f ms (control group: %s)\n", truth,
                static_cast<double>(report_.cpu_us) / 1000, std::max(truth * 0.05, 20.0), report_.cgroup.c_str());
  }

  void peak() {
    constexpr std::size_t kSize = 300U << 20U;
    void* ballast = mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    std::memset(ballast, 1, kSize);
    run(spec_for({"/usr/bin/true"}));
    munmap(ballast, kSize);
    if (report_.peak_bytes)
      std::printf("peak of true under a starter of 300 MiB: %llu KiB (bound 5120)\n",
                  static_cast<unsigned long long>(*report_.peak_bytes / 1024));
    else
      std::printf("peak of true: not measured without a control group\n");
  }

  void wall() {
    double worst = 0;
    for (int i = 0; i < 5; ++i) {
      box::Spec spec = spec_for({"/usr/bin/sleep", "9"});
      spec.limits.wall_ms = 300;
      worst = std::max(worst, run(spec).ms - 300);
    }
    std::printf("wall limit of 300 ms: helper ended at most %.0f ms later, start-up included (bound 100)\n", worst);
  }

  const box::Report& last() const { return report_; }

 private:
  std::string input() const { return (folder_ / "spec.json").string(); }
  std::string answer() const { return (folder_ / "answer").string(); }
  void write(const box::Spec& spec) const { std::ofstream(input()) << box::print_spec(spec); }

  box::Spec spec_for(std::vector<std::string> argv) const {
    box::Spec spec;
    spec.job = (folder_ / "job").string();
    spec.result = (folder_ / "result").string();
    spec.argv = std::move(argv);
    return spec;
  }

  Done run(const box::Spec& spec) {
    write(spec);
    const Done done = spawn({helper_, "run"}, input(), answer());
    std::ifstream file(answer());
    const auto report = box::parse_report({std::istreambuf_iterator<char>(file), {}});
    if (!report || report->refused) {
      std::printf("the box refused or gave no report\n");
      std::exit(1);
    }
    report_ = *report;
    return done;
  }

  std::string helper_;
  fs::path folder_;
  box::Report report_;
};

int burn(long ms) {
  signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < kBurners; ++i) {
    if (fork() != 0) continue;
    timespec used{};
    do {
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    } while (used.tv_sec * 1000 + used.tv_nsec / 1'000'000 < ms);
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty()) return 2;
  if (words[0] == "--burn") return burn(std::atol(words.at(1).c_str()));
  Bench bench(words[0]);
  bench.start_up(words.size() > 1 ? std::atoi(words[1].c_str()) : 200);
  bench.flood();
  bench.cpu();
  bench.peak();
  bench.wall();
  std::printf("tier of these runs: control group %s\n", bench.last().cgroup.c_str());
  return 0;
}
