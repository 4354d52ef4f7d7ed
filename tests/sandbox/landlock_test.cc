// Landlock by itself: what it refuses where modes and mounts would allow it. Without these a box of namespaces would
// look the same with it and without.
#include "sandbox/landlock.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sandbox/mechanism.h"
#include "tests/sandbox/box.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

struct Act {
  const char* name;
  int since;  // version of Landlock that keeps it off
  bool (*done)(const std::string& folder);
};

bool made(int fd) {
  if (fd >= 0) close(fd);
  return fd >= 0;
}

// Each is done once in a folder that holds "file", "gone", "moved" and the empty folder "empty".
const Act kActs[] = {
    {"create", 1, [](const std::string& in) { return made(open((in + "/new").c_str(), O_CREAT | O_WRONLY, 0600)); }},
    {"write", 1, [](const std::string& in) { return made(open((in + "/file").c_str(), O_WRONLY)); }},
    {"read", 1, [](const std::string& in) { return made(open((in + "/file").c_str(), O_RDONLY)); }},
    {"list", 1, [](const std::string& in) { return made(open(in.c_str(), O_RDONLY | O_DIRECTORY)); }},
    {"delete", 1, [](const std::string& in) { return unlink((in + "/gone").c_str()) == 0; }},
    {"make a folder", 1, [](const std::string& in) { return mkdir((in + "/folder").c_str(), 0700) == 0; }},
    {"remove a folder", 1, [](const std::string& in) { return rmdir((in + "/empty").c_str()) == 0; }},
    {"rename", 1, [](const std::string& in) { return rename((in + "/moved").c_str(), (in + "/there").c_str()) == 0; }},
    {"link", 1, [](const std::string& in) { return symlink("file", (in + "/link").c_str()) == 0; }},
    {"make a pipe", 1, [](const std::string& in) { return mkfifo((in + "/pipe").c_str(), 0600) == 0; }},
    {"cut short", 3, [](const std::string& in) { return truncate((in + "/file").c_str(), 0) == 0; }},
};

fs::path folder_of_acts(const fs::path& at) {
  fs::create_directories(at / "empty");
  for (const char* name : {"file", "gone", "moved"}) std::ofstream(at / name) << "kept";
  return at;
}

// The acts that succeeded in `at`, in a process under `rules`; without rules, in one that nothing is taken from.
std::vector<std::string> done_in(const fs::path& at, const LandlockRules* rules) {
  int pipe_of[2];
  if (pipe(pipe_of) != 0) return {"no pipe"};
  const pid_t child = fork();
  if (child == 0) {
    try {
      if (rules != nullptr && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        restrict_by_landlock(*rules, landlock_version());
      for (const Act& act : kActs) {
        errno = 0;
        const bool done = act.done(at.string());
        // Refused by its rules; by modes and mounts it would have been EPERM, EROFS or another one.
        const char said = done ? 'y' : errno == EACCES ? 'n' : '?';
        if (write(pipe_of[1], &said, 1) != 1) _exit(1);
      }
    } catch (const Missing&) {
      _exit(1);
    }
    _exit(0);
  }
  close(pipe_of[1]);
  std::vector<std::string> done;
  for (const Act& act : kActs) {
    char said = ' ';
    if (read(pipe_of[0], &said, 1) != 1) done.emplace_back("ended before it could " + std::string(act.name));
    if (said == 'y') done.emplace_back(act.name);
    if (said == '?') done.emplace_back("refused by something else: " + std::string(act.name));
  }
  close(pipe_of[0]);
  waitpid(child, nullptr, 0);
  return done;
}

// What that version keeps nobody from; of version 0 all.
std::vector<std::string> beyond(int version) {
  std::vector<std::string> names;
  for (const Act& act : kActs) {
    if (act.since > version) names.emplace_back(act.name);
  }
  return names;
}

struct LandlockAlone : testing::Test {
  void SetUp() override {
    if (landlock_version() == 0) GTEST_SKIP() << "this kernel has no Landlock, or was started without it";
    std::string pattern = (fs::temp_directory_path() / "landlock-test-XXXXXX").string();
    scratch = mkdtemp(pattern.data());
  }
  void TearDown() override {
    std::error_code ignored;
    if (!scratch.empty()) fs::remove_all(scratch, ignored);
  }
  fs::path scratch;
};

TEST_F(LandlockAlone, ChangesNothingOutsideOfWhatIsWritable) {
  const LandlockRules rules{.readable = {"/usr"}, .writable = {(scratch / "within").string()}, .devices = {}};
  const std::vector<std::string> all = beyond(0);
  EXPECT_EQ(done_in(folder_of_acts(scratch / "free"), nullptr), all) << "modes and mounts allow all of it";
  EXPECT_EQ(done_in(folder_of_acts(scratch / "within"), &rules), all) << "what is writable stays so";
  EXPECT_EQ(done_in(folder_of_acts(scratch / "beside"), &rules), beyond(landlock_version()));
  EXPECT_EQ(slurp(scratch / "beside/gone"), "kept");
  EXPECT_FALSE(fs::exists(scratch / "beside/new"));
}

TEST_F(LandlockAlone, ReadsWhereItMayAndChangesNothingThere) {
  const LandlockRules rules{.readable = {scratch.string()}, .writable = {}, .devices = {}};
  std::vector<std::string> allowed = {"read", "list"};
  for (const std::string& name : beyond(landlock_version())) allowed.push_back(name);
  EXPECT_EQ(done_in(folder_of_acts(scratch / "read"), &rules), allowed);
}

// In the box nearly all that Landlock refuses mounts and owners refuse as well. Its own /proc is mounted to be written
// to.
TEST_F(LandlockAlone, IsInForceInTheBox) {
  if (landlock_version() < kLandlockThatRenames) GTEST_SKIP() << "the box goes without a Landlock this old";
  Spec spec = attack("honest");
  spec.argv = {"/bin/sh", "-c", "echo changed > /proc/self/comm && echo changed; echo kept > /out/r && cat /out/r"};
  const Ran with = run(spec);
  const Ran without = run(spec, {"--pretend-missing", "landlock"});
  ASSERT_FALSE(with.report.refused || without.report.refused);
  if (std::string(with.err).find("No such file") != std::string::npos) GTEST_SKIP() << "the box has no /proc here";
  EXPECT_EQ(with.out, "kept\n");
  EXPECT_THAT(with.err, testing::HasSubstr("Permission denied"));
  EXPECT_EQ(without.out, "changed\nkept\n");
}

}  // namespace
}  // namespace grader::sandbox
