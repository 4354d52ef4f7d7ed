// What the host does to a box, or lacks for it, is no failure of the program's.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/sandbox/box.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string quoted(const std::string& text) {
  return "'" + text + "'";
}

// A copy that the host has no room for is not a file that the program did not leave.
TEST(Host, RefusesWhenItCannotBringAFileOut) {
  Spec spec = attack("report_good");
  spec.collect = {{.path = "r", .max_bytes = 1000}};
  fs::create_directories(fs::path(spec.result) / "out");
  fs::create_symlink("nowhere", fs::path(spec.result) / "out" / "r");
  const Ran ran = run(spec);
  ASSERT_TRUE(ran.report.refused);
  EXPECT_EQ(ran.report.refused->mechanism, "result folder");
  EXPECT_THAT(ran.report.refused->remedy, HasSubstr("free space"));
}

TEST(Host, RefusesWhenTheDiskIsFullOfCopies) {
  Spec spec = attack("report_sparse");
  spec.collect = {{.path = "r", .max_bytes = 2U << 20U}};
  if (mount("small", spec.result.c_str(), "tmpfs", 0, "size=64k") != 0)
    GTEST_SKIP() << "only root can make a full disk";
  const Ran ran = run(spec);
  umount2(spec.result.c_str(), MNT_DETACH);
  ASSERT_TRUE(ran.report.refused);
  EXPECT_EQ(ran.report.refused->mechanism, "result folder");
  EXPECT_THAT(ran.report.refused->found, HasSubstr("No space left"));
}

// Nothing in the box can end its init: whoever does is of the host, and no failure of the program's comes of it.
TEST(Host, RefusesWhenItIsEndedFromOutside) {
  Ran ran;
  std::thread other([&] { ran = run(attack("idle")); });
  const pid_t init = init_of_the_box();
  EXPECT_GT(init, 1);
  if (init > 1) kill(init, SIGKILL);
  other.join();
  ASSERT_TRUE(ran.report.refused);
  EXPECT_EQ(ran.report.refused->mechanism, "undisturbed box");
  EXPECT_THAT(survivors(), testing::IsEmpty());
}

// Makes the group of the helper it then becomes, uses processor time in it and, told so, leaves a process.
const char* const kLeftGroup = R"sh(
parent=$(awk '/ - cgroup / && /cpuacct/ { print $5; exit }' /proc/self/mountinfo)
used() { echo $(($(cat "$group/cpuacct.usage") / 1000)); }
own=$(awk -F: '$2 ~ /cpuacct/ { print $3 }' /proc/self/cgroup)
if [ -z "$parent" ]; then
  parent=$(awk '/ - cgroup2 / { print $5; exit }' /proc/self/mountinfo) own=
  used() { awk '$1 == "usage_usec" { print $2 }' "$group/cpu.stat"; }
fi
[ -d "$parent$own" ] && parent=$parent$own
group=$parent/grader-$(stat -L -c %i /proc/self/ns/pid)-$$
mkdir "$group" && echo "$group" >&2 && echo $$ > "$group/cgroup.procs" || exit 77
while [ "$(used)" -lt 300000 ]; do :; done
if [ "$1" = stays ]; then sleep 60 < /dev/null > /dev/null 2>&1 & echo $! >&2; fi
echo $$ > "$parent/cgroup.procs"
shift
exec "$@"
)sh";

// A supervisor that was killed leaves its group, and one of the same process id may come after it.
TEST(Host, CountsNothingOfAGroupThatWasLeft) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can make groups anywhere";
  Spec spec = attack("honest");
  const fs::path scratch = fs::path(spec.result).parent_path();
  const fs::path script = scratch / "left";
  std::ofstream(script) << kLeftGroup;
  spec.limits.cpu_ms = 300;
  std::ofstream(scratch / "left.json") << print_spec(spec);
  for (const char* what : {"goes", "stays"}) {
    const fs::path left = scratch / "left.err";
    const std::string command =
        "sh " + quoted(script) + " " + what + " " + quoted(std::string(GRADER_BINARY_DIR) + "/grader-sandbox") +
        " run < " + quoted(scratch / "left.json") + " > " + quoted(scratch / "left.out") + " 2> " + quoted(left);
    const int code = WEXITSTATUS(std::system(command.c_str()));
    const auto report = parse_report(slurp(scratch / "left.out"));
    std::ifstream words(left);
    std::string group;
    pid_t stayed = 0;
    words >> group >> stayed;
    if (stayed > 0) kill(stayed, SIGKILL);
    for (int i = 0; i < 200 && rmdir(group.c_str()) != 0 && errno == EBUSY; ++i) usleep(5'000);
    if (code == 77) GTEST_SKIP() << "no control group here";
    ASSERT_TRUE(report) << slurp(left);
    EXPECT_EQ(report->end, End::kExited) << what;
    EXPECT_EQ(report->tier, Tier::kFull) << what;
  }
}

}  // namespace
}  // namespace grader::sandbox
