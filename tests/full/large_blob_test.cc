// What takes too long for every run of the suite; scripts/test --full.
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using support::Folder;
using support::shell;
using testing::HasSubstr;

// 1.5 GB of zeros are a few MB on the wire: neither fetching nor exporting holds them in memory.
TEST(Full, ABlobThatUnpacksToGigabytesIsSkippedUnread) {
  const Folder folder;
  const std::string repo = (folder / "repo").string();
  ASSERT_EQ(
      shell("git init -q -b main '" + repo + "' && cd '" + repo +
            "' && git config user.email a@example.org && git config user.name A && mkdir src && echo 'int f();' > "
            "src/f.cc && git add . && git commit -qm one && truncate -s 1536M big && "
            "git -c core.bigFileThreshold=1m add big && git commit -qm big && rm big")
          .code,
      0);
  const std::string program = std::string(GRADER_BINARY_DIR) + "/grader";
  const std::string cache = "GRADER_CACHE=" + (folder / "cache").string();
  const std::string out = (folder / "out").string();
  const auto ran = shell(cache + " '" + program + "' grade 'file://" + repo + "' --json > '" + out + "'");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(support::slurp(out), HasSubstr("larger than"));
  rusage usage{};
  ASSERT_EQ(getrusage(RUSAGE_CHILDREN, &usage), 0);  // the largest of all children: git add, git fetch, grader, g++
  EXPECT_LT(usage.ru_maxrss, 700 * 1024);
}

}  // namespace
}  // namespace grader
