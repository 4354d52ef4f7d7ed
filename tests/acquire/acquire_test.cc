// Reading repositories, hostile ones included: each case of a tree that git itself would not make is written as raw
// objects.
#include <gmock/gmock.h>

#include <fstream>

#include "grader/acquire/exporter.h"
#include "grader/acquire/fetching.h"
#include "grader/acquire/mirror.h"
#include "grader/acquire/repository.h"
#include "grader/base/dates.h"
#include "tests/acquire/repo.h"

namespace grader::acquire {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(Repo, ExportsExactlyOneTree) {
  spit(repo / "src/a.txt", "alpha");
  spit(repo / "run.sh", "echo");
  fs::permissions(repo / "run.sh", fs::perms(0755));
  git("add . && git -c user.name=A -c user.email=a@example.org commit -qm one");
  const auto workspace = exported();
  ASSERT_TRUE(workspace);
  EXPECT_THAT(workspace->files, ElementsAre("run.sh", "src/a.txt"));
  EXPECT_EQ(support::slurp(folder / "out/src/a.txt"), "alpha");
  EXPECT_EQ(access((folder / "out/run.sh").c_str(), X_OK), 0);
  EXPECT_EQ(workspace->commit.size(), 40U);
}

TEST_F(Repo, RefusesNamesThatLeaveOrImitateGit) {
  const std::string content = blob("x");
  for (const std::string name :
       {"..", ".", ".git", ".GIT", "git~1", ".git ", ".g\u200cit", "a\nb", "a\x1b[31m", "a\\b"}) {
    fs::remove_all(folder / "out");
    commit_tree(tree({{"100644", name, content}}));
    const auto workspace = exported();
    ASSERT_TRUE(workspace) << name;
    EXPECT_TRUE(workspace->files.empty()) << name;
    EXPECT_NE(why(*workspace), "") << name;
  }
  EXPECT_EQ(refusal_of_name("caf\xe9", 255), "a name that is not UTF-8");
  EXPECT_NE(refusal_of_name(std::string(300, 'a'), 255), "");
  EXPECT_EQ(refusal_of_name("-rf", 255), "");
}

TEST_F(Repo, RecordsLinksSubmodulesAndCollisions) {
  const std::string content = blob("/etc/passwd");
  commit_tree(tree({{"120000", "link", content},
                    {"160000", "module", content},
                    {"100644", "README", content},
                    {"100644", "readme", content},
                    {"104755", "setuid", content}}));
  const auto workspace = exported();
  ASSERT_TRUE(workspace);
  EXPECT_THAT(workspace->files, ElementsAre("README", "setuid"));
  ASSERT_EQ(workspace->skipped.size(), 3U);
  EXPECT_EQ(workspace->skipped[0].why, "a symbolic link");
  EXPECT_EQ(workspace->skipped[1].why, "a submodule");
  EXPECT_THAT(workspace->skipped[2].why, HasSubstr("case"));
  EXPECT_EQ(fs::status(folder / "out/setuid").permissions() & fs::perms::set_uid, fs::perms::none);
}

// A link `a` and a folder `a`: what a naive checkout would write through the link.
TEST_F(Repo, TakesTheFirstOfTwoEntriesOfOneName) {
  const std::string below = tree({{"100644", "passwd", blob("evil")}});
  commit_tree(tree(
      {{"120000", "a", blob("/tmp")}, {"40000", "a", below}, {"100644", "b", blob("1")}, {"100644", "b", blob("2")}}));
  const auto workspace = exported();
  ASSERT_TRUE(workspace) << message(workspace.error());
  EXPECT_THAT(workspace->files, ElementsAre("b"));
  EXPECT_EQ(support::slurp(folder / "out/b"), "1");
  ASSERT_EQ(workspace->skipped.size(), 3U);
  EXPECT_EQ(workspace->skipped[0].why, "a symbolic link");
  EXPECT_EQ(workspace->skipped[1].why, "the same name twice");
  EXPECT_EQ(workspace->skipped[2].why, "the same name twice");
}

TEST_F(Repo, SaysThatItStoppedListingWhatItSkips) {
  std::vector<Entry> entries;
  const std::string content = blob("x");
  for (int i = 10'000; i < 12'000; ++i) entries.push_back({"120000", std::to_string(i), content});
  commit_tree(tree(entries));
  const auto workspace = exported();
  ASSERT_TRUE(workspace);
  EXPECT_EQ(workspace->skipped.size(), 1'001U);
  EXPECT_EQ(workspace->skipped.back().why, "more than 1000 entries were skipped");
}

TEST_F(Repo, BoundsSizeCountAndDepth) {
  const std::string large = blob(std::string(2000, 'x'));
  const std::string small = blob("x");
  commit_tree(tree({{"100644", "large", large}, {"100644", "small", small}}));
  const auto sized = exported({.file_bytes = 1000});
  ASSERT_TRUE(sized);
  EXPECT_THAT(sized->files, ElementsAre("small"));

  fs::remove_all(folder / "out");
  std::string deep = tree({{"100644", "f", small}});
  for (int i = 0; i < 100; ++i) deep = tree({{"40000", "d", deep}});
  commit_tree(deep);
  const auto bounded = exported({.depth = 10});
  ASSERT_TRUE(bounded);
  EXPECT_THAT(why(*bounded), HasSubstr("deeper than 10"));

  fs::remove_all(folder / "out");
  std::string bomb = tree({{"100644", "f", small}});
  for (int i = 0; i < 10; ++i) {
    std::vector<Entry> ten;
    for (char c = '0'; c <= '9'; ++c) ten.push_back({"40000", std::string(1, c), bomb});
    bomb = tree(ten);
  }
  commit_tree(bomb);
  const auto stopped = exported({.files = 500});
  ASSERT_TRUE(stopped);
  EXPECT_LE(stopped->files.size(), 500U);
  EXPECT_THAT(stopped->skipped.back().why, HasSubstr("more than 500"));
}

TEST_F(Repo, SaysWhenAnObjectIsMissing) {
  commit_tree(tree({{"100644", "gone", std::string(40, '1')}}));
  const auto workspace = exported();
  ASSERT_FALSE(workspace);
  EXPECT_EQ(workspace.error().fault, Fault::kUsage);
}

TEST_F(Repo, ObeysNoAttributesAndNoFilters) {
  spit(repo / ".gitattributes", "*.txt eol=crlf ident export-ignore\n");
  spit(repo / "a.txt", "$Id$\n");
  git("add . && git -c user.name=A -c user.email=a@example.org commit -qm one");
  ASSERT_TRUE(exported());
  EXPECT_EQ(support::slurp(folder / "out/a.txt"), "$Id$\n");
}

TEST_F(Repo, FindsTheCommitOfAMoment) {
  const std::string content = blob("x");
  const std::string one = git("commit-tree -m one " + tree({{"100644", "a", content}}));
  const auto ran = shell("cd '" + repo.string() +
                         "' && GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@b "
                         "GIT_COMMITTER_DATE=2026-02-05T00:00:00Z git commit-tree -p " +
                         one + " -m two " + tree({{"100644", "b", content}}));
  const std::string two = ran.out.substr(0, 40);
  git("update-ref refs/heads/main " + two);
  auto opened = Repository::open(repo);
  ASSERT_TRUE(opened);
  using std::chrono::seconds;
  const std::chrono::sys_seconds second = *day_of("2026-02-05");
  EXPECT_EQ(*opened->resolve({.until = second - seconds(1)}), one);
  EXPECT_EQ(*opened->resolve({.until = second}), two);
  EXPECT_FALSE(opened->resolve({.until = *day_of("2026-01-01")}));
  EXPECT_EQ(*opened->committed(two), second);
  EXPECT_TRUE(opened->leads_to(one, two));
  EXPECT_FALSE(opened->leads_to(two, one));
  EXPECT_FALSE(opened->leads_to(std::string(40, 'a'), two));
  EXPECT_EQ(opened->between(one, two, 9), std::vector<std::string>{two});
  EXPECT_EQ(opened->between("", two, 1), std::vector<std::string>{two});
  EXPECT_TRUE(opened->holds_only(one, {{"a", content}, {"more", content}}));
  EXPECT_FALSE(opened->holds_only(one, {{"b", content}})) << "it stands elsewhere";
  EXPECT_FALSE(opened->holds_only(one, {{"a", two}})) << "it is another file";
  EXPECT_FALSE(opened->holds_only(std::string(40, 'a'), {}));
  EXPECT_EQ(*opened->root_of(two), one);
  EXPECT_EQ(opened->history(two)->commits.size(), 2U);
  EXPECT_EQ(opened->history(two)->commits[0].author, "a2");
}

TEST_F(Repo, OwnLinesFollowContentAndNames) {
  const fs::path before = folder / "before";
  const fs::path after = folder / "after";
  spit(before / "a.cc", "one\ntwo\n");
  spit(before / "old/b.cc", "x\ny\n");
  spit(after / "a.cc", "one\nmine\ntwo\n");
  spit(after / "new/b.cc", "x\ny\nz\n");
  spit(after / "c.cc", "all\n");
  const auto own = own_lines(after, {"a.cc", "c.cc", "new/b.cc"}, before, {"a.cc", "old/b.cc"});
  EXPECT_EQ(own.at("a.cc"), std::set<int>{2});
  EXPECT_EQ(own.at("c.cc"), std::set<int>{1});
  EXPECT_EQ(own.at("new/b.cc"), std::set<int>{3});
}

TEST(Source, IsAFolderABundleOrAnAddress) {
  EXPECT_EQ(*kind_of("/tmp"), Kind::kFolder);
  EXPECT_EQ(*kind_of("https://example.org/a.git"), Kind::kUrl);
  EXPECT_EQ(*kind_of("git@example.org:a.git"), Kind::kUrl);
  for (const std::string bad : {"ext::sh -c id", "--upload-pack=id", "git://example.org/a", "nowhere"})
    EXPECT_FALSE(kind_of(bad)) << bad;
}

struct Fetch : Repo {
  SystemProcessRunner runner;
  void SetUp() override {
    Repo::SetUp();
    setenv("GRADER_CACHE", (folder / "cache").c_str(), 1);
    commit_tree(tree({{"100644", "a", blob("x")}}));
  }
  std::string url() const { return "file://" + repo.string(); }
};

TEST_F(Fetch, MakesAMirrorAndThenFetchesOnlyWhatIsNew) {
  const auto mirror = fetch(runner, url(), Kind::kUrl, {});
  ASSERT_TRUE(mirror) << message(mirror.error());
  const std::string first = *Repository::open(*mirror)->resolve({});
  commit_tree(tree({{"100644", "b", blob("y")}}));
  ASSERT_TRUE(fetch(runner, url(), Kind::kUrl, {}));
  EXPECT_NE(*Repository::open(*mirror)->resolve({}), first);
  EXPECT_FALSE(fs::exists(*mirror / "hooks"));
}

TEST_F(Fetch, KeepsABranchWhenItIsFetchedAgain) {
  git("branch work main");
  for (int time = 1; time <= 3; ++time) {
    const auto mirror = fetch(runner, url(), Kind::kUrl, {"work", "main"});
    ASSERT_TRUE(mirror) << message(mirror.error());
    EXPECT_TRUE(Repository::open(*mirror)->resolve({.at = "work"})) << "time " << time;
  }
}

// A purge goes by it; a branch that moves on leaves no mark on the folder.
TEST_F(Fetch, LeavesOnTheMirrorWhenItWasUsed) {
  const auto mirror = fetch(runner, url(), Kind::kUrl, {});
  ASSERT_TRUE(mirror) << message(mirror.error());
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::days(31);
  fs::last_write_time(*mirror, long_ago);
  commit_tree(tree({{"100644", "b", blob("y")}}));
  ASSERT_TRUE(fetch(runner, url(), Kind::kUrl, {}));
  EXPECT_GT(fs::last_write_time(*mirror), long_ago + std::chrono::days(30));
}

TEST_F(Fetch, ReachingNamesTheBranchesThatAreNotThere) {
  git("branch feature/work main");
  const auto reached = reach(runner, url(), {"main", "feature/work", "work", "", std::string(40, 'a')}, {});
  ASSERT_TRUE(reached) << message(reached.error());
  EXPECT_EQ(reached->missing, std::vector<std::string>{"work"});
  EXPECT_TRUE(reached->head);
}

TEST_F(Fetch, RemovesWhatAKilledFetchLeftAndNothingOfOneUnderWay) {
  const auto mirror = fetch(runner, url(), Kind::kUrl, {});
  ASSERT_TRUE(mirror) << message(mirror.error());
  const std::vector<fs::path> left = {*mirror / "objects/pack/tmp_pack_x1", *mirror / "objects/aa/tmp_obj_x2",
                                      *mirror / "refs/heads/graded.lock"};
  for (const fs::path& file : left) spit(file, "half");
  commit_tree(tree({{"100644", "b", blob("y")}}));
  {
    const Fetching other(*mirror);
    for (const fs::path& file : left) spit(file, "half");
    EXPECT_FALSE(fetch(runner, url(), Kind::kUrl, {})) << "git's lock is somebody's";
    for (const fs::path& file : left) EXPECT_TRUE(fs::exists(file)) << file;
  }
  ASSERT_TRUE(fetch(runner, url(), Kind::kUrl, {}));
  for (const fs::path& file : left) EXPECT_FALSE(fs::exists(file)) << file;
  EXPECT_EQ(*Repository::open(*mirror)->resolve({}), git("rev-parse main"));
}

// A bundle of one branch has no HEAD, nor has a bare repository whose HEAD names a branch that nobody pushed.
struct WithoutHead : Fetch {
  std::string bundle() const { return (folder / "x.bundle").string(); }
  void bundle_of(const std::string& branches) const { git("bundle create -q '" + bundle() + "' " + branches); }
  std::string bare() const {
    const std::string to = (folder / "bare.git").string();
    git("init -q --bare -b master '" + to + "' && git push -q '" + to + "' --all");
    return to;
  }
};

TEST_F(WithoutHead, TheOnlyBranchStandsForIt) {
  const std::string main = git("rev-parse main");
  bundle_of("main");
  const auto mirror = fetch(runner, bundle(), Kind::kBundle, {});
  ASSERT_TRUE(mirror) << message(mirror.error());
  EXPECT_EQ(*Repository::open(*mirror)->resolve({}), main);
  const auto of_bare = fetch(runner, bare(), Kind::kFolder, {""});
  ASSERT_TRUE(of_bare) << message(of_bare.error());
  EXPECT_EQ(*Repository::open(*of_bare)->resolve({}), main);
  EXPECT_EQ(*Repository::open(bare())->resolve({}), main);
}

TEST_F(WithoutHead, ABranchThatIsNamedIsEnough) {
  git("branch work main");
  bundle_of("main work");
  const auto mirror = fetch(runner, bundle(), Kind::kBundle, {"work"});
  ASSERT_TRUE(mirror) << message(mirror.error());
  EXPECT_TRUE(Repository::open(*mirror)->resolve({.at = "work"}));
  EXPECT_TRUE(Repository::open(bare())->resolve({.at = "work"}));
  const std::string id = git("rev-parse work");
  const auto by_id = fetch(runner, bundle(), Kind::kBundle, {id});
  ASSERT_TRUE(by_id) << message(by_id.error());
  EXPECT_EQ(*Repository::open(*by_id)->resolve({.at = id}), id);
  const auto nowhere = fetch(runner, bundle(), Kind::kBundle, {"nowhere"});
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.error().found, HasSubstr("couldn't find remote ref nowhere"));
}

TEST_F(WithoutHead, OfSeveralBranchesOneIsToBeNamed) {
  git("branch work main");
  bundle_of("main work");
  const auto mirror = fetch(runner, bundle(), Kind::kBundle, {"", "work"});
  const auto commit = Repository::open(bare())->resolve({});
  ASSERT_TRUE(!mirror && !commit);
  for (const Error& error : {mirror.error(), commit.error()}) {
    EXPECT_EQ(error.fault, Fault::kUsage);
    EXPECT_EQ(error.found, "no HEAD, and several branches: main, work");
    EXPECT_THAT(error.remedy, AllOf(HasSubstr("--at"), HasSubstr("\"branch\" in the roster")));
  }
}

TEST_F(WithoutHead, ReachingSaysSoAndNamesTheBranches) {
  git("branch work main");
  bundle_of("main work");
  for (const std::string& source : {bundle(), bare()}) {
    const auto reached = reach(runner, source, {"work", ""}, {});
    ASSERT_TRUE(reached) << message(reached.error());
    EXPECT_FALSE(reached->head) << source;
    EXPECT_EQ(reached->branches, (std::vector<std::string>{"main", "work"})) << source;
    EXPECT_EQ(reached->missing, std::vector<std::string>{}) << source;
  }
  const std::string empty = (folder / "empty.git").string();
  git("init -q --bare '" + empty + "'");
  const auto reached = reach(runner, empty, {}, {});
  ASSERT_TRUE(reached) << message(reached.error());
  EXPECT_FALSE(reached->head);
  EXPECT_EQ(reached->branches, std::vector<std::string>{});
}

TEST_F(Fetch, RefusesBrokenObjectsAtTheDoor) {
  const std::string x = blob("x");
  const std::string evil = blob("[submodule \"a\"]\n\tpath = a\n\turl = -u./payload\n");
  const std::vector<std::vector<Entry>> trees = {{{"100644", "..", x}},
                                                 {{"100644", ".GIT", x}},
                                                 {{"100644", "a", x}, {"100644", "a", x}},
                                                 {{"120000", "a", x}, {"40000", "a", tree({{"100644", "b", x}})}},
                                                 {{"100644", ".gitmodules", evil}, {"160000", "a", x}}};
  for (std::size_t i = 0; i < trees.size(); ++i) {
    commit_tree(tree(trees[i]));
    const auto mirror = fetch(runner, url(), Kind::kUrl, {});
    ASSERT_FALSE(mirror) << i;
    EXPECT_EQ(mirror.error().fault, Fault::kUsage) << i;
  }
}

TEST_F(Fetch, AsksForOneRefHoweverManyThereAre) {
  const std::string id = git("rev-parse main");
  std::string refs = "# pack-refs with: peeled fully-peeled sorted \n";
  for (int i = 100'000; i < 150'000; ++i) refs += id + " refs/heads/b" + std::to_string(i) + "\n";
  spit(repo / ".git/packed-refs", refs);
  const auto mirror = fetch(runner, url(), Kind::kUrl, {});
  ASSERT_TRUE(mirror) << message(mirror.error());
  const auto listed = shell("git --git-dir='" + mirror->string() + "' for-each-ref --format='%(refname)'");
  EXPECT_EQ(listed.out, "refs/heads/graded\n");
}

TEST_F(Fetch, FindsACommitOutsideHeadsHistoryByItsId) {
  const std::string left = git("commit-tree -m left main^{tree}");
  git("update-ref refs/pull/7/head " + left);
  const auto mirror = fetch(runner, url(), Kind::kUrl, {left});
  ASSERT_TRUE(mirror) << message(mirror.error());
  EXPECT_EQ(*Repository::open(*mirror)->resolve({.at = left}), left);
  const std::string nowhere(40, 'a');
  const auto without = fetch(runner, url(), Kind::kUrl, {nowhere});
  ASSERT_TRUE(without);
  EXPECT_FALSE(Repository::open(*without)->resolve({.at = nowhere}));
}

TEST_F(Fetch, NamesAMissingRevisionAndMasksSecrets) {
  EXPECT_FALSE(fetch(runner, url(), Kind::kUrl, {"nowhere"}));
  const auto refused = fetch(runner, "https://user:secret-token@127.0.0.1:9/a.git", Kind::kUrl, {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(message(refused.error()), testing::Not(HasSubstr("secret-token")));
}

TEST_F(Fetch, StopsAtItsSizeAndTime) {
  const std::string noise = shell("head -c 3000000 /dev/urandom | base64").out;
  commit_tree(tree({{"100644", "big", blob(noise)}}));
  const auto large = fetch(runner, url(), Kind::kUrl, {}, {}, {.pack_bytes = 1U << 20U});
  ASSERT_FALSE(large);
  const auto late = fetch(runner, url(), Kind::kUrl, {}, {}, {.wall = std::chrono::milliseconds(1)});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().fault, Fault::kPlatform);
}

}  // namespace
}  // namespace grader::acquire
