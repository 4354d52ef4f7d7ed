// The tiers below the best, each forced by a flag, and what a host is told to do about what it lacks.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "sandbox/fd.h"
#include "sandbox/host.h"
#include "sandbox/landlock.h"
#include "sandbox/practice.h"
#include "tests/sandbox/box.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

Spec practice_spec(const std::string& name) {
  Spec spec = attack(name);
  spec.minimum_tier = Tier::kLandlock;
  return spec;
}

Spec shell(const std::string& script) {
  Spec spec = practice_spec("honest");
  spec.argv = {"/bin/sh", "-c", script};
  return spec;
}

// As whoever may use that tier: root may not.
Ran practise(const Spec& spec, std::vector<std::string> more = {}) {
  more.insert(more.end(), {"--at-most", "landlock"});
  return run(spec, more, geteuid() == 0);
}

struct Practised : testing::Test {
  void SetUp() override {
    if (landlock_version() == 0) GTEST_SKIP() << "this kernel has no Landlock";
  }
};

TEST(Tiers, AreNeverSteppedDownInSilence) {
  Spec spec = attack("honest");
  spec.minimum_tier = Tier::kFull;
  const Ran full = run(spec, {"--at-most", "namespaces"});
  ASSERT_TRUE(full.report.refused);
  EXPECT_EQ(full.report.refused->mechanism, "cgroup");
  spec.minimum_tier = Tier::kNamespaces;
  const Ran lower = run(spec, {"--at-most", "namespaces"});
  ASSERT_FALSE(lower.report.refused) << lower.report.refused->found;
  EXPECT_EQ(lower.report.tier, Tier::kNamespaces);
  const Ran none = run(spec, {"--at-most", "landlock"});
  ASSERT_TRUE(none.report.refused);
  EXPECT_EQ(none.report.refused->mechanism, "namespaces");
  EXPECT_EQ(none.out, "");
}

TEST(Tiers, AMissingNamespaceIsARefusalUnlessPracticeWasAskedFor) {
  if (landlock_version() == 0) GTEST_SKIP() << "this kernel has no Landlock";
  const std::vector<std::string> without = {"--pretend-missing", "user namespace"};
  EXPECT_EQ(run(attack("honest"), without, geteuid() == 0).report.refused->mechanism, "user namespace");
  const Ran practised = run(practice_spec("honest"), without, geteuid() == 0);
  ASSERT_FALSE(practised.report.refused) << practised.report.refused->found;
  EXPECT_EQ(practised.report.tier, Tier::kLandlock);
}

TEST(Tiers, ABoxWithoutLandlockOrProcSaysSo) {
  for (const char* name : {"landlock", "proc"}) {
    const Ran ran = run(attack("honest"), {"--pretend-missing", name});
    ASSERT_FALSE(ran.report.refused);
    EXPECT_THAT(ran.report.degraded, testing::Contains(name));
    EXPECT_EQ(ran.out, "hello\n");
  }
}

TEST(Tiers, KnowNoOthers) {
  EXPECT_EQ(run(attack("honest"), {"--at-most", "nothing"}).code, 2);
  EXPECT_EQ(run(attack("honest"), {"--at-mist", "full"}).code, 2);
}

TEST_F(Practised, RunsAProgramUnderThePathsOfABox) {
  Spec spec = shell("pwd; echo $ROOT; cat /job/words/a; echo kept > /out/d/r; echo $0");
  spec.env["ROOT"] = "x:/job:/usr/job";
  spec.collect = {{.path = "d/r", .max_bytes = 100}};
  spec.scripts = {"words"};
  fs::create_directories(fs::path(spec.job) / "words");
  std::ofstream(fs::path(spec.job) / "words" / "a") << "in /job/words, not \"/jobs\"\n";
  const Ran ran = practise(spec);
  ASSERT_FALSE(ran.report.refused) << ran.report.refused->found;
  EXPECT_EQ(ran.report.tier, Tier::kLandlock);
  EXPECT_EQ(ran.out, "/out\nx:/job:/usr/job\nin /job/words, not \"/jobs\"\n/bin/sh\n") << ran.err;
  EXPECT_EQ(ran.report.out.bytes, ran.out.size());
  EXPECT_EQ(slurp(fs::path(ran.result) / "out/d/r"), "kept\n");
}

TEST_F(Practised, HoldsWhatItSays) {
  for (const char* name : {"denied", "read_host", "write_system", "trace_parent", "kill_all"}) {
    const Ran ran = practise(practice_spec(name));
    EXPECT_EQ(ran.out, "0\n") << name << " " << ran.err;
  }
  EXPECT_EQ(practise(practice_spec("list_fds")).out, "0 1 2 \n");
  EXPECT_EQ(practise(practice_spec("spread")).out, "1\n") << "processors";
  EXPECT_EQ(practise(practice_spec("foreign_abi")).report.end, End::kDenied);
}

// Before version 6 Landlock keeps no signal inside: the filter then allows a program its own abort alone.
TEST_F(Practised, ReachesNobodyUnderAnOlderLandlock) {
  const std::vector<std::string> older = {"--pretend-missing", "landlock scopes"};
  for (const char* name : {"kill_all", "signal_otherwise"}) EXPECT_EQ(practise(practice_spec(name), older).out, "0\n");
  EXPECT_EQ(practise(shell("kill -15 $PPID || echo kept off"), older).out, "kept off\n");
  Spec abort = shell("");
  abort.argv = {"/usr/bin/python3", "-c", "import os; os.abort()"};
  EXPECT_EQ(practise(abort, older).report.value, SIGABRT);
}

TEST_F(Practised, BoundsDiskAndInodesAtAnyDepth) {
  const auto what = [](const std::string& script, std::uint64_t inodes) {
    Spec spec = shell(script + "; sleep 5");
    spec.collect = {{.path = "a/b/c", .max_bytes = 100}};
    spec.limits.inodes = inodes;
    spec.limits.disk_bytes = 1U << 20U;
    spec.limits.wall_ms = 2'000;
    return practise(spec).report.what;
  };
  EXPECT_EQ(what(": > a/b/c", 1), "");
  EXPECT_EQ(what(": > a/b/c; : > a/b/d", 1), "disk");
  EXPECT_EQ(what("mkdir -p a/b/d/e; head -c 2000000 /dev/zero > a/b/d/e/f", 100), "disk");
  EXPECT_EQ(what("ln -s /usr a/b/c; ln -s .. a/b/d", 2), "") << "a link is one entry";
}

// Landlock does not keep a program from the paths of sockets.
TEST_F(Practised, HasNoPairOfSocketsThatSendsToAnother) {
  Spec spec = practice_spec("pairs");
  sockaddr_un at{.sun_family = AF_UNIX, .sun_path = {}};
  spec.input = spec.result + ".socket";
  ASSERT_LT(spec.input.size(), sizeof at.sun_path);
  spec.input.copy(at.sun_path, sizeof at.sun_path - 1);
  const Fd listener(socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  ASSERT_EQ(bind(listener.get(), reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
  ASSERT_EQ(chmod(at.sun_path, 0666), 0);
  EXPECT_EQ(practise(spec).out, "1 5 1 ") << "streams and packets";
  char byte = 0;
  EXPECT_LT(recv(listener.get(), &byte, 1, 0), 0) << "something came";
  unlink(at.sun_path);
}

// A file of whoever may use that tier, beside the box.
fs::path own_file(const fs::path& path, const std::string& text) {
  std::ofstream(path) << text;
  if (geteuid() == 0 && chown(path.c_str(), 65534, 65534) != 0) ADD_FAILURE() << path;
  return path;
}

// Landlock knows the bytes of a file and its names; before version 3 not even that it may be cut short.
TEST_F(Practised, ChangesNothingOfAFileBesideIt) {
  for (const char* lacking : {"nothing", "landlock scopes", "landlock truncation"}) {
    Spec spec = practice_spec("alter_host");
    const fs::path file = own_file(spec.result + ".beside", "kept");
    struct stat before{};
    struct stat after{};
    ASSERT_EQ(stat(file.c_str(), &before), 0);
    spec.input = file.string();
    EXPECT_EQ(practise(spec, {"--pretend-missing", lacking}).out, "0\n") << lacking;
    ASSERT_EQ(stat(file.c_str(), &after), 0);
    EXPECT_EQ(after.st_ctim.tv_sec, before.st_ctim.tv_sec) << lacking;
    EXPECT_EQ(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec) << lacking;
    EXPECT_EQ(slurp(file), "kept") << lacking;
  }
}

// The job's files are kept results and files of the work: what is done to them in the box is done to copies.
TEST_F(Practised, HoldsCopiesOfTheJob) {
  Spec spec = shell("chmod 000 /job/given; stat -c %a /job/given");
  const fs::path given = own_file(fs::path(spec.job) / "given", "x");
  fs::permissions(given, fs::perms(0640));
  EXPECT_EQ(practise(spec).out, "0\n");
  EXPECT_EQ(fs::status(given).permissions(), fs::perms(0640));
  fs::remove(given);
}

TEST_F(Practised, BoundsWhatItCan) {
  Spec idle = practice_spec("idle");
  idle.limits.wall_ms = 500;
  EXPECT_EQ(practise(idle).report.end, End::kWallLimit);
  Spec busy = practice_spec("busy");
  busy.limits.cpu_ms = 1000;
  EXPECT_EQ(practise(busy).report.end, End::kCpuLimit);
  EXPECT_EQ(practise(practice_spec("flood_out")).out.size(), 100'000U);
  EXPECT_EQ(practise(practice_spec("malloc_bomb")).report.value, 9) << "malloc fails at the limit";
  Spec disk = shell("i=0; while [ $i -lt 40 ]; do head -c 1000000 /dev/zero > /out/f$i; i=$((i+1)); done; sleep 30");
  EXPECT_EQ(practise(disk).report.what, "disk");
}

TEST_F(Practised, EndsWhatTheProgramLeaves) {
  const Ran ran = practise(practice_spec("daemon_stays"));
  EXPECT_EQ(ran.out, "main done\n");
  EXPECT_THAT(survivors(), testing::IsEmpty());
}

TEST_F(Practised, IsRefusedToRootAndWithoutLandlock) {
  if (geteuid() == 0) {
    const Ran ran = run(practice_spec("honest"), {"--at-most", "landlock"});
    ASSERT_TRUE(ran.report.refused);
    EXPECT_EQ(ran.report.refused->mechanism, "landlock");
  }
  const Ran ran = practise(practice_spec("honest"), {"--pretend-missing", "landlock"});
  ASSERT_TRUE(ran.report.refused);
  EXPECT_EQ(ran.report.refused->mechanism, "landlock");
  EXPECT_EQ(ran.out, "");
}

TEST(PathsBelow, AreTurnedWhereAPathBegins) {
  EXPECT_EQ(with_paths_below("/b", "/job/x -I/job/src:/out"), "/b/job/x -I/b/job/src:/b/out");
  EXPECT_EQ(with_paths_below("/b", "/usr/job /jobs src/out ./tmp"), "/usr/job /jobs src/out ./tmp");
  EXPECT_EQ(with_paths_below("/b", "{\"/tmp\"}"), "{\"/b/tmp\"}");
}

TEST(Remedies, FitTheHost) {
  EXPECT_THAT(remedy_for("sized tmpfs", {.apparmor_restricts = true}),
              HasSubstr("sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"));
  EXPECT_THAT(remedy_for("uid mapping", {.apparmor_restricts = true, .apparmor_profile = true}),
              HasSubstr("apparmor_parser -r /etc/apparmor.d/grader-sandbox"));
  EXPECT_THAT(remedy_for("user namespace", {.container = "docker"}), HasSubstr("seccomp=unconfined"));
  EXPECT_THAT(remedy_for("user namespace", {.container = "podman"}), HasSubstr("podman run"));
  EXPECT_THAT(remedy_for("user namespace", {.user_namespaces_off = true}), HasSubstr("unprivileged_userns_clone=1"));
  EXPECT_THAT(remedy_for("user namespace", {.user_namespaces_none = true}), HasSubstr("max_user_namespaces"));
  EXPECT_THAT(remedy_for("user namespace", {.wsl = true}), HasSubstr("--set-version"));
  EXPECT_THAT(remedy_for("cgroup", {.systemd = true}), HasSubstr("systemd-run --user"));
  EXPECT_THAT(remedy_for("cgroup", {.wsl = true}), HasSubstr("/etc/wsl.conf"));
  EXPECT_THAT(remedy_for("cgroup", {}), HasSubstr("root"));
  EXPECT_THAT(remedy_for("proc", {.container = "docker"}), HasSubstr("systempaths=unconfined"));
  EXPECT_THAT(remedy_for("landlock", {.wsl = true}), HasSubstr("--update"));
  EXPECT_THAT(remedy_for("landlock", {.root = true, .landlock = 7}), HasSubstr("ordinary user"));
  EXPECT_THAT(remedy_for("seccomp", {.container = "docker"}), Not(HasSubstr("docker")));
}

}  // namespace
}  // namespace grader::sandbox
