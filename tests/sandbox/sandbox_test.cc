#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <thread>

#include "tests/sandbox/box.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

fs::path scratch() {
  static const fs::path folder = [] {
    std::string pattern = (fs::temp_directory_path() / "sandbox-test-XXXXXX").string();
    const fs::path made = mkdtemp(pattern.data());
    fs::permissions(made, fs::perms(0777));
    return made;
  }();
  static const struct Remover {
    ~Remover() {
      std::error_code ignored;
      fs::remove_all(folder, ignored);
    }
  } remover;
  return folder;
}

std::string quoted(const std::string& text) {
  return "'" + text + "'";
}

// A word in the command line of every contained program of this test process, and of no other.
std::string marker() {
  return "marked-by-" + std::to_string(getpid());
}

struct Survivors : testing::Test {
  static Ran run_attack(const std::string& name, const std::function<void(Spec&)>& change = [](Spec&) {}) {
    Spec spec = attack(name);
    change(spec);
    Ran ran = run(spec);
    EXPECT_EQ(ran.code, 0) << ran.complaint;
    EXPECT_FALSE(ran.report.refused) << ran.report.refused->mechanism << ": " << ran.report.refused->found;
    EXPECT_THAT(survivors(), testing::IsEmpty()) << "a process of the box survived";
    return ran;
  }
};
using Box = Survivors;

}  // namespace

namespace {

// Of every contained program of this test: its folder in /proc and its command line.
std::map<fs::path, std::string> contained() {
  std::map<fs::path, std::string> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::string line;
    try {
      line = slurp(entry.path() / "cmdline");
    } catch (const std::exception&) {
      continue;  // it ended while it was looked at
    }
    if (line.find(marker()) != std::string::npos && line.find("/job/attacks") != std::string::npos)
      found[entry.path()] = line;
  }
  return found;
}

}  // namespace

pid_t init_of_the_box() {
  for (int i = 0; i < 1'000; ++i, usleep(5'000)) {
    for (const auto& [folder, line] : contained()) {
      const std::string stat = slurp(folder / "stat");  // "pid (name) state parent ..."
      const std::size_t name = stat.rfind(") ");
      if (name != std::string::npos) return std::stoi(stat.substr(name + 4));
    }
  }
  return 0;
}

std::vector<std::string> survivors() {
  std::vector<std::string> lines;
  for (const auto& [folder, line] : contained()) lines.push_back(line);
  return lines;
}

Spec attack(const std::string& name) {
  static int count = 0;
  const fs::path job = scratch() / "job";
  if (!fs::exists(job)) {
    fs::create_directories(job);
    fs::copy_file(fs::path(GRADER_BINARY_DIR) / "sandbox_attacks", job / "attacks");
  }
  const fs::path result = scratch() / ("result" + std::to_string(++count));
  fs::create_directories(result);
  fs::permissions(result, fs::perms(0777));
  Spec spec;
  spec.job = job;
  spec.result = result;
  spec.argv = {"/job/attacks", name, marker()};
  spec.env = {{"PATH", "/usr/bin"}};
  spec.limits = {.cpu_ms = 10'000,
                 .wall_ms = 20'000,
                 .memory_bytes = 64U << 20U,
                 .processes = 32,
                 .stream_bytes = 100'000,
                 .report_bytes = 50'000,
                 .disk_bytes = 8U << 20U,
                 .inodes = 500,
                 .file_bytes = 4U << 20U};
  return spec;
}

Ran run_text(const std::string& json, const std::vector<std::string>& options, bool as_user) {
  const fs::path input = scratch() / "spec.json";
  std::ofstream(input) << json;
  std::string command = as_user ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : "";
  command += quoted(std::string(GRADER_BINARY_DIR) + "/grader-sandbox");
  for (const std::string& option : options) command += " " + quoted(option);
  const fs::path complaint = scratch() / "complaint";
  command += " run < " + quoted(input) + " > " + quoted(scratch() / "answer") + " 2> " + quoted(complaint);
  const int status = std::system(command.c_str());
  Ran ran;
  ran.code = WEXITSTATUS(status);
  ran.complaint = slurp(complaint);
  if (const auto report = parse_report(slurp(scratch() / "answer"))) ran.report = *report;
  return ran;
}

Ran run(const Spec& spec, const std::vector<std::string>& options, bool as_user) {
  Ran ran = run_text(print_spec(spec), options, as_user);
  ran.result = spec.result;
  ran.out = slurp(fs::path(spec.result) / "stdout");
  ran.err = slurp(fs::path(spec.result) / "stderr");
  ran.channel = slurp(fs::path(spec.result) / "report");
  return ran;
}

TEST_F(Box, RunsAnHonestProgram) {
  const Ran ran = run_attack("honest");
  EXPECT_EQ(ran.report.end, End::kExited);
  EXPECT_EQ(ran.report.value, 0);
  EXPECT_EQ(ran.out, "hello\n");
  EXPECT_LT(ran.report.peak_bytes.value_or(0), 5U << 20U);
}

TEST_F(Box, SaysTheExitCodeAndTheSignal) {
  EXPECT_EQ(run_attack("exit_seven").report.value, 7);
  const Ran crash = run_attack("crash");
  EXPECT_EQ(crash.report.end, End::kSignalled);
  EXPECT_EQ(crash.report.value, SIGSEGV);
  const Ran killed = run_attack("kill_self");
  EXPECT_EQ(killed.report.end, End::kSignalled) << "a kill -9 of its own is no memory limit";
  EXPECT_EQ(killed.report.value, SIGKILL);
}

TEST_F(Box, SaysWhenTheProgramIsNotThere) {
  const Ran ran = run_attack("honest", [](Spec& spec) { spec.argv = {"/job/nowhere"}; });
  EXPECT_EQ(ran.report.end, End::kNotStarted);
  EXPECT_THAT(ran.report.reason, HasSubstr("/job/nowhere"));
}

TEST_F(Box, BoundsMemoryOfTheWholeBox) {
  for (const char* name : {"malloc_bomb", "many_small", "memfd_bomb", "oom_in_child"}) {
    const Ran ran = run_attack(name, [](Spec& spec) {
      spec.limits.file_bytes = 1U << 30U;
      spec.limits.cpu_ms = spec.limits.wall_ms =
          90'000;  // memory is the limit that is met, on the slowest of hosts too
    });
    if (ran.report.cgroup == "none") GTEST_SKIP() << "no control group here";
    EXPECT_EQ(ran.report.end, End::kMemoryLimit) << name;
    EXPECT_LE(ran.report.peak_bytes.value_or(0), 65U << 20U) << name;
  }
}

TEST_F(Box, BoundsProcesses) {
  const Ran ran = run_attack("fork_bomb");
  EXPECT_LE(std::stoi("0" + ran.out), 32);
  EXPECT_EQ(run_attack("zombies").report.end, End::kExited);
}

TEST_F(Box, BoundsCpuTimeOfAllProcessesTogether) {
  const auto short_cpu = [](Spec& spec) {
    spec.limits.cpu_ms = 400;
    spec.limits.wall_ms = 8'000;
  };
  EXPECT_EQ(run_attack("busy", short_cpu).report.end, End::kCpuLimit);
  const Ran hidden = run_attack("hidden_cpu", short_cpu);
  if (hidden.report.cgroup == "none") GTEST_SKIP() << "without a control group the limit holds for each process alone";
  EXPECT_EQ(hidden.report.end, End::kCpuLimit);
}

TEST_F(Box, BoundsWallTimeAndSaysIdle) {
  for (const char* name : {"idle", "deaf"}) {
    const Ran ran = run_attack(name, [](Spec& spec) { spec.limits.wall_ms = 1500; });
    EXPECT_EQ(ran.report.end, End::kWallLimit) << name;
    EXPECT_TRUE(ran.report.idle) << name;
  }
}

TEST_F(Box, CapsStreamsToTheByte) {
  const Ran out = run_attack("flood_out");
  EXPECT_EQ(out.report.end, End::kOutputLimit);
  EXPECT_EQ(out.report.what, "stdout");
  EXPECT_EQ(out.out.size(), 100'000U);
  const Ran err = run_attack("flood_err");
  EXPECT_EQ(err.report.what, "stderr");
  EXPECT_EQ(err.err.size(), 100'000U);
  const Ran report = run_attack("flood_report", [](Spec& spec) { spec.channel = "n"; });
  EXPECT_EQ(report.report.what, "report");
  EXPECT_EQ(report.channel.size(), 50'000U);
}

TEST_F(Box, BoundsDiskInodesAndFileSize) {
  EXPECT_EQ(run_attack("fill_disk", [](Spec& spec) { spec.limits.file_bytes = 1U << 30U; }).report.what, "disk");
  EXPECT_EQ(run_attack("fill_inodes").report.what, "disk");
  EXPECT_EQ(run_attack("big_file").report.what, "file");
}

// The folders above what is wanted are not the program's.
TEST_F(Box, HasRoomForAFileHoweverDeepItIsWanted) {
  const Ran ran = run_attack("honest", [](Spec& spec) {
    spec.argv = {"/bin/sh", "-c", ": > a/b/c/d"};
    spec.collect = {{.path = "a/b/c/d", .max_bytes = 100}, {.path = "a/b/e", .max_bytes = 100}};
    spec.limits.inodes = 2;
  });
  ASSERT_FALSE(ran.report.refused) << ran.report.refused->found;
  EXPECT_EQ(ran.report.end, End::kExited);
  ASSERT_EQ(ran.report.files.size(), 2U);
  EXPECT_EQ(ran.report.files[0].status, "collected");
}

TEST_F(Box, LeavesNoDaemonAndDoesNotWaitForIt) {
  const Ran ran = run_attack("daemon_stays");
  EXPECT_EQ(ran.report.end, End::kExited);
  EXPECT_EQ(ran.out, "main done\n");
}

TEST_F(Box, ShieldsOtherProcesses) {
  EXPECT_EQ(run_attack("kill_all").out, "0\n");
  EXPECT_EQ(run_attack("trace_parent").out, "0\n");
}

TEST_F(Box, ShowsNothingOfTheHost) {
  EXPECT_EQ(run_attack("read_host").out, "0\n");
  EXPECT_EQ(run_attack("write_system").out, "0\n");
  EXPECT_EQ(run_attack("list_fds").out, "0 1 2 \n");
  EXPECT_EQ(run_attack("list_fds", [](Spec& spec) { spec.channel = "n"; }).out, "0 1 2 3 4 \n");
  EXPECT_EQ(run_attack("environment").out, "PATH=/usr/bin\n");
}

TEST_F(Box, DeniesSystemCalls) {
  EXPECT_EQ(run_attack("denied").out, "0\n");
  EXPECT_EQ(run_attack("foreign_abi").report.end, End::kDenied);
  EXPECT_NE(run_attack("foreign_gate").out, "1\n");
}

TEST_F(Box, CollectsOnlyRegularFiles) {
  const auto want = [](Spec& spec) { spec.collect = {{.path = "r", .max_bytes = 1000}}; };
  for (const auto& [name, why] :
       std::vector<std::pair<std::string, std::string>>{{"report_link", "symbolic link"},
                                                        {"report_fifo", "not a regular file"},
                                                        {"report_folder", "not a regular file"},
                                                        {"report_twice", "several names"},
                                                        {"report_sparse", "larger than"}}) {
    const Ran ran = run_attack(name, want);
    ASSERT_EQ(ran.report.files.size(), 1U) << name;
    EXPECT_EQ(ran.report.files[0].status, "refused") << name;
    EXPECT_THAT(ran.report.files[0].why, HasSubstr(why)) << name;
    EXPECT_FALSE(fs::exists(fs::path(ran.result) / "out" / "r")) << name;
  }
  const Ran through =
      run_attack("report_parent_link", [](Spec& spec) { spec.collect = {{.path = "d/passwd", .max_bytes = 100000}}; });
  EXPECT_EQ(through.report.files[0].status, "refused");
  EXPECT_EQ(run_attack("honest", want).report.files[0].status, "absent");
}

TEST_F(Box, CollectsFilesAndTrees) {
  const Ran ran = run_attack("report_good", [](Spec& spec) {
    spec.collect = {{.path = "r", .max_bytes = 1000}, {.path = "t", .max_bytes = 1000, .tree = true}};
  });
  ASSERT_EQ(ran.report.files.size(), 3U);
  EXPECT_EQ(slurp(fs::path(ran.result) / "out" / "r"), "fine");
  EXPECT_EQ(slurp(fs::path(ran.result) / "out" / "t" / "a"), "alpha");
  EXPECT_EQ(ran.report.files[2].status, "refused");
}

TEST_F(Box, HasNoNetwork) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in at{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&at), sizeof at), 0);
  socklen_t size = sizeof at;
  getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size);
  listen(listener, 4);
  const Ran ran = run_attack("connect_host", [&](Spec& spec) { spec.input = std::to_string(ntohs(at.sin_port)); });
  EXPECT_EQ(ran.out, "0\n");
  EXPECT_LT(accept(listener, nullptr, nullptr), 0);
  close(listener);
}

TEST_F(Box, BoxesNeverMeet) {
  Ran first;
  std::thread other([&] {
    Spec spec = attack("meet");
    first = run(spec);
  });
  other.join();
  EXPECT_EQ(first.out, "1\n");
  EXPECT_EQ(run_attack("meet").out, "1\n");
}

TEST_F(Box, GivesInputAndANonceOnce) {
  EXPECT_EQ(run_attack("echo", [](Spec& spec) { spec.input = std::string(200'000, 'x').substr(0, 90'000); }).out.size(),
            90'000U);
  const Ran ran = run_attack("channel", [](Spec& spec) { spec.channel = "the-nonce"; });
  EXPECT_EQ(ran.channel, "the-nonce");
  EXPECT_EQ(ran.out, "0\n") << "the nonce can be read once";
}

TEST_F(Box, WorksForAnOrdinaryUser) {
  if (geteuid() != 0) GTEST_SKIP() << "already an ordinary user";
  Spec spec = attack("report_good");
  spec.collect = {{.path = "r", .max_bytes = 1000}};
  const Ran ran = run(spec, {}, true);
  if (ran.report.refused && ran.report.refused->mechanism == "user namespace")
    GTEST_SKIP() << ran.report.refused->found;
  ASSERT_FALSE(ran.report.refused) << ran.report.refused->mechanism << ": " << ran.report.refused->found;
  EXPECT_EQ(ran.report.end, End::kExited) << ran.report.reason;
  EXPECT_EQ(slurp(fs::path(ran.result) / "out" / "r"), "fine");
  for (const char* name : {"denied", "read_host", "write_system", "trace_parent", "kill_all"}) {
    EXPECT_EQ(run(attack(name), {}, true).out, "0\n") << name;
  }
  Spec busy = attack("busy");
  busy.limits.cpu_ms = 1000;
  EXPECT_EQ(run(busy, {}, true).report.end, End::kCpuLimit);
}

TEST_F(Box, CleansUpWhenItIsToldToStop) {
  const Spec spec = attack("idle");
  std::ofstream(scratch() / "stop.json") << print_spec(spec);
  const std::string command = "timeout -s TERM 1 '" + std::string(GRADER_BINARY_DIR) + "/grader-sandbox' run < '" +
                              (scratch() / "stop.json").string() + "' > /dev/null";
  EXPECT_NE(std::system(command.c_str()), 0);
  EXPECT_THAT(survivors(), testing::IsEmpty());
  const std::string kill = "timeout -s KILL 1 '" + std::string(GRADER_BINARY_DIR) + "/grader-sandbox' run < '" +
                           (scratch() / "stop.json").string() + "' > /dev/null";
  EXPECT_NE(std::system(kill.c_str()), 0);
  for (int i = 0; i < 100 && !survivors().empty(); ++i) usleep(20'000);
  EXPECT_THAT(survivors(), testing::IsEmpty()) << "the box outlived a killed supervisor";
}

}  // namespace grader::sandbox
