#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/result.h"
#include "grader/base/text.h"
#include "grader/base/unfinished.h"

namespace grader {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Message, HasFourParts) {
  const Error error{Fault::kSetup, "reading the exercise", "a.json", "line 4", "write \"title\""};
  const auto text = message(error);
  EXPECT_THAT(text, HasSubstr("reading the exercise"));
  EXPECT_THAT(text, HasSubstr("what:  a.json\n"));
  EXPECT_THAT(text, HasSubstr("found: line 4\n"));
  EXPECT_THAT(text, HasSubstr("do:    write \"title\"\n"));
  EXPECT_EQ(exit_code(Fault::kUsage), 2);
  EXPECT_EQ(exit_code(Fault::kSetup), 3);
  EXPECT_EQ(exit_code(Fault::kPlatform), 4);
  EXPECT_EQ(exit_code(Fault::kBug), 70);
  EXPECT_EQ(exit_code(Fault::kBusy), 75);
}

TEST(Text, SplitsAndJoins) {
  EXPECT_THAT(split("a,,b", ','), ElementsAre("a", "", "b"));
  EXPECT_THAT(lines_of("a\r\nb"), ElementsAre("a", "b"));
  EXPECT_TRUE(lines_of("").empty());
  EXPECT_EQ(trim("  a b \n"), "a b");
  EXPECT_EQ(replace_all("aXbX", "X", "--"), "a--b--");
}

TEST(Text, MatchesPatterns) {
  EXPECT_TRUE(matches("**/*.cc", "a.cc"));
  EXPECT_TRUE(matches("**/*.cc", "src/deep/a.cc"));
  EXPECT_FALSE(matches("*.cc", "src/a.cc"));
  EXPECT_TRUE(matches("tests/**", "tests/a/b"));
  EXPECT_TRUE(matches("a?.h", "ab.h"));
  EXPECT_FALSE(matches("a?.h", "a/.h"));
}

TEST(Text, MakesForeignBytesSafe) {
  EXPECT_EQ(to_utf8("caf\xe9"), "caf\uFFFD<e9>");
  EXPECT_EQ(to_utf8("café"), "café");
  EXPECT_EQ(printable("a\x1b[31mb"), "a<U+001B>[31mb");
  EXPECT_THAT(printable("\u202e"), HasSubstr("U+202E"));
}

TEST(Text, SuggestsTheNearestWord) {
  const std::vector<std::string> words = {"check", "grade", "explain"};
  EXPECT_EQ(nearest("grad", words), "grade");
  EXPECT_EQ(nearest("zzzzzz", words), "");
}

TEST(Hash, KnowsThePublishedVectors) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

// RFC 4231, test cases 2 and 6.
TEST(Hash, SignsAsPublished) {
  EXPECT_EQ(hmac_sha256("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hash, DoesNotConfuseSequences) {
  EXPECT_NE(Hasher().add("ab").add("c").hex(), Hasher().add("a").add("bc").hex());
}

TEST(Files, WritesWholeAndListsSorted) {
  auto folder = TempFolder::make(std::filesystem::temp_directory_path());
  ASSERT_TRUE(folder.has_value());
  ASSERT_TRUE(write_file(folder->path() / "b/two.txt", "2").has_value());
  ASSERT_TRUE(write_file(folder->path() / "a.txt", "1").has_value());
  EXPECT_THAT(files_below(folder->path()), ElementsAre("a.txt", "b/two.txt"));
  EXPECT_THAT(files_in(folder->path()), ElementsAre("a.txt"));
  EXPECT_EQ(read_file(folder->path() / "a.txt").value_or("?"), "1");
}

TEST(Files, AFileOverTheCapIsNotRead) {
  auto folder = TempFolder::make(std::filesystem::temp_directory_path());
  ASSERT_TRUE(folder.has_value());
  ASSERT_TRUE(write_file(folder->path() / "big", std::string(100, 'x')).has_value());
  EXPECT_FALSE(read_file(folder->path() / "big", 99).has_value());
  EXPECT_EQ(read_file(folder->path() / "missing").error().fault, Fault::kUsage);
}

TEST(Files, OfAWriterThatIsKilledAreRemoved) {
  auto folder = TempFolder::make(std::filesystem::temp_directory_path());
  ASSERT_TRUE(folder.has_value());
  for (const char* file : {"a/page.html", "a/c.part", "d.1234567.part", "e.12.456.part"})
    ASSERT_TRUE(write_file(folder->path() / file, "old").has_value());
  const pid_t child = fork();
  if (child == 0) {
    const rlimit most{1'000, 1'000};
    setrlimit(RLIMIT_FSIZE, &most);
    static_cast<void>(write_file(folder->path() / "a/page.html", std::string(100'000, 'x')));
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status)) << "by SIGXFSZ, while it wrote";
  EXPECT_THAT(files_below(folder->path()), testing::SizeIs(5));
  remove_unfinished(folder->path());
  EXPECT_THAT(files_below(folder->path()), ElementsAre("a/c.part", "a/page.html", "d.1234567.part", "e.12.456.part"));
  EXPECT_EQ(read_file(folder->path() / "a/page.html").value_or("?"), "old");
}

TEST(Files, AFullDiskLeavesTheOldFile) {
  const auto written = write_file("/dev/full/x", "data");
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().fault, Fault::kPlatform);
}

TEST(Files, ATemporaryFolderGoesAwayWithReadOnlyContent) {
  std::filesystem::path path;
  {
    auto folder = TempFolder::make(std::filesystem::temp_directory_path());
    ASSERT_TRUE(folder.has_value());
    path = folder->path();
    ASSERT_TRUE(write_file(path / "d/f", "x").has_value());
    std::filesystem::permissions(path / "d", std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace grader
