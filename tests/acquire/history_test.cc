// What each commit changed, in repositories made here; hostile ones included.
#include <gmock/gmock.h>

#include "grader/acquire/repository.h"
#include "grader/base/files.h"
#include "tests/acquire/repo.h"

namespace grader::acquire {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct HistoryOf : Repo {
  void commit(const std::string& message, const std::string& as = "A") const {
    git("add -A");
    git("-c user.name=" + as + " -c user.email=" + as + "@example.org commit -q --allow-empty -m '" + message +
        "' --author='" + as + " <" + as + "@example.org>'");
  }
  History history(const BlobIds& starter = {}, const std::string& learner = "") const {
    auto opened = Repository::open(repo);
    auto read = opened->history(*opened->resolve({}), starter, learner);
    EXPECT_TRUE(read) << message(read.error());
    return *read;
  }
};

TEST_F(HistoryOf, CountsLinesPerFileAgainstTheFirstParent) {
  spit(repo / "a.cc", "one\ntwo\n");
  commit("first");
  spit(repo / "a.cc", "one\n2\nthree\n");
  spit(repo / "b.cc", "new\n");
  commit("second");
  const History read = history();
  ASSERT_EQ(read.commits.size(), 2U);
  EXPECT_EQ(read.commits[0].subject, "second");
  EXPECT_THAT(read.commits[0].changes, ElementsAre(Change{"a.cc", 2, 1}, Change{"b.cc", 1, 0}));
  EXPECT_THAT(read.commits[0].present, ElementsAre("b.cc"));
  EXPECT_THAT(read.commits[1].changes, ElementsAre(Change{"a.cc", 2, 0}));
}

TEST_F(HistoryOf, NeitherTheStarterNorAMoveIsAChange) {
  spit(repo / "given.cc", "given\n");
  spit(folder / "starter/given.cc", "given\n");
  commit("starter");
  git("mv given.cc moved.cc");
  commit("move");
  fs::create_directories(repo / "src");
  git("mv moved.cc src/moved.cc");
  spit(repo / "src/moved.cc", "given\nmore\n");
  commit("move and add");
  const History read = history(blob_ids_of_folder(folder / "starter", {"given.cc"}));
  EXPECT_THAT(read.commits[2].changes, IsEmpty());
  EXPECT_THAT(read.commits[2].present, IsEmpty());
  EXPECT_THAT(read.commits[1].changes, IsEmpty());
  EXPECT_THAT(read.commits[0].changes, ElementsAre(Change{"src/moved.cc", 1, 0}));
}

TEST_F(HistoryOf, AMergeHasNoChangesOfItsOwn) {
  spit(repo / "a.cc", "a\n");
  commit("first");
  git("checkout -q -b side");
  spit(repo / "side.cc", "s\n");
  commit("side");
  git("checkout -q main");
  spit(repo / "b.cc", "b\n");
  commit("main");
  git("-c user.name=A -c user.email=A@example.org merge -q --no-ff -m merged side");
  const History read = history();
  ASSERT_EQ(read.commits[0].parents.size(), 2U);
  EXPECT_THAT(read.commits[0].changes, IsEmpty());
  EXPECT_EQ(read.commits.size(), 4U);
}

TEST_F(HistoryOf, NamesPeopleByNumberWithAliasesAndCoAuthors) {
  spit(repo / ".mailmap", "Bea <Bea@example.org> <Old@example.org>\n");
  commit("one", "Ann");
  spit(repo / "x", "1\n");
  commit("two", "Old");
  spit(repo / "x", "2\n");
  commit("three\n\nCo-authored-by: Cy <Cy@example.org>\nCo-Authored-By: Ann <Ann@example.org>", "Bea");
  const History read = history({}, "Bea");
  EXPECT_EQ(read.commits[2].author, "a1");
  EXPECT_EQ(read.commits[1].author, "a2") << "an alias of the mailmap";
  EXPECT_EQ(read.commits[0].author, "a2");
  EXPECT_THAT(read.commits[0].co_authors, ElementsAre("a3", "a1"));
  EXPECT_EQ(read.learner, "a2");
  EXPECT_EQ(history({}, "Ann@example.org").learner, "a1");
  EXPECT_EQ(history({}, "Old").learner, "a2") << "a name that the mailmap replaces";
  EXPECT_EQ(history({}, "Cy").learner, "a3") << "only ever a co-author";
  EXPECT_EQ(history({}, "Nobody").learner, "");
}

TEST_F(HistoryOf, ANameInACoAuthorLineIsNotTakenForTheAuthorOfThatName) {
  spit(repo / "x", "1\n");
  commit("one", "Ann");
  spit(repo / "x", "2\n");
  commit("two\n\nCo-authored-by: Ann <somebody-else@example.org>", "Bea");
  EXPECT_EQ(history({}, "Ann").learner, "a1");
}

// Several people with addresses of their own.
struct Addresses : HistoryOf {
  void commit_by(const std::string& name, const std::string& mail, const std::string& message = "Change") const {
    git("commit -q --allow-empty -m '" + message + "' --author='" + name + " <" + mail + ">'");
  }
  // Of all commits, oldest first.
  std::vector<std::string> authors(const std::string& learner = "") const {
    std::vector<std::string> found;
    for (const Commit& commit : history({}, learner).commits) found.insert(found.begin(), commit.author);
    return found;
  }
};

TEST_F(Addresses, DifferInMoreThanTheirCapitals) {
  commit_by("ann", "Ann@Example.org");
  commit_by("bea", "bea@example.org");
  commit_by("Ann", "ann@example.org");
  EXPECT_THAT(authors(), ElementsAre("a1", "a2", "a1"));
  EXPECT_EQ(history({}, "BEA@example.org").learner, "a2");
  EXPECT_THAT(history().addresses, IsEmpty()) << "nothing was joined by name";
}

TEST_F(Addresses, WithOneFullNameAreOnePersons) {
  commit_by("Ann Smith", "ann@home.example.org");
  commit_by("Bea Jones", "bea@example.org");
  commit_by("ann  smith", "12+ann@users.noreply.example.org",
            "Change\n\nCo-authored-by: Ann Smith <ann@work.example.org>\n"
            "Co-authored-by: Bea Jones <bea@work.example.org>\nCo-authored-by: BEA JONES <bea@example.org>");
  EXPECT_THAT(authors(), ElementsAre("a1", "a2", "a1"));
  const History read = history({}, "Ann Smith");
  EXPECT_THAT(read.commits[0].co_authors, ElementsAre("a2"));
  EXPECT_EQ(read.learner, "a1");
  EXPECT_EQ(read.addresses, (std::map<std::string, int>{{"a1", 3}, {"a2", 2}}));
}

TEST_F(Addresses, OfANameOfOneWordAreOnePersonsOnlyWhenTheNameWasAskedFor) {
  commit_by("student", "ann@example.org");
  commit_by("student", "bea@example.org");
  EXPECT_THAT(authors(), ElementsAre("a1", "a2"));
  EXPECT_THAT(authors("student"), ElementsAre("a1", "a1"));
}

TEST_F(Addresses, AreKeptApartByAMailmapOrTheLearnersAddress) {
  commit_by("Ann Smith", "ann@example.org");
  commit_by("Ann Smith", "other@example.org");
  commit_by("Ann Smith", "third@example.org");
  EXPECT_THAT(authors("other@example.org"), ElementsAre("a1", "a2", "a1"));
  EXPECT_EQ(history({}, "other@example.org").learner, "a2");
  spit(repo / ".mailmap", "Ann Smith of York <other@example.org>\n");
  EXPECT_THAT(authors(), ElementsAre("a1", "a2", "a1"));
}

// Such as whoever sits at a machine of the school: one person as far as git can tell, but no bridge between two.
TEST_F(Addresses, DoNotJoinTwoNames) {
  commit_by("Ann Smith", "lab@example.org");
  commit_by("Bea Jones", "lab@example.org");
  commit_by("Bea Jones", "bea@example.org");
  commit_by("Ann Smith", "ann@example.org");
  EXPECT_THAT(authors(), ElementsAre("a1", "a1", "a2", "a1"));
}

TEST_F(Addresses, OfBotsAreMarked) {
  commit_by("Ann Smith", "ann@example.org");
  commit_by("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.example.org");
  EXPECT_THAT(history().bots, ElementsAre("a2"));
}

// 10^10 files in a few hundred bytes, at once and then with one leaf changed, and a bomb of empty folders.
TEST_F(HistoryOf, GivesUpOnATreeBomb) {
  for (const std::string leaf : {"x", "y", ""}) {
    std::string id = leaf.empty() ? git("hash-object -t tree -w /dev/null") : tree({{"100644", "f", blob(leaf)}});
    for (int level = 0; level < 10; ++level) {
      std::vector<Entry> entries;
      for (int i = 0; i < 10; ++i) entries.push_back({"40000", std::to_string(i), id});
      id = tree(entries);
    }
    git("update-ref refs/heads/main $(git -c user.name=A -c user.email=a@example.org commit-tree -m bomb " + id +
        (leaf == "x" ? ")" : " -p $(git rev-parse main))"));
  }
  const History read = history();
  ASSERT_EQ(read.commits.size(), 3U);
  for (const Commit& commit : read.commits) EXPECT_TRUE(commit.bounded);
}

TEST_F(HistoryOf, LargeAndBinaryFilesHaveNoLines) {
  spit(repo / "data.bin", std::string("a\0b\n", 4));
  spit(repo / "large.txt", std::string((1U << 20U) + 1, '\n'));
  commit("first");
  const History read = history();
  EXPECT_THAT(read.commits[0].changes, IsEmpty());
  EXPECT_THAT(read.commits[0].present, ElementsAre("data.bin", "large.txt"));
}

TEST_F(HistoryOf, SaysThatItIsShallow) {
  spit(repo / "a", "1\n");
  commit("one");
  spit(repo / "a", "2\n");
  commit("two");
  ASSERT_EQ(shell("git clone -q --depth 1 'file://" + repo.string() + "' '" + (folder / "shallow").string() + "'").code,
            0);
  auto opened = Repository::open(folder / "shallow");
  const auto read = opened->history(*opened->resolve({}));
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->shallow);
}

// Two branches that change one line; `resolution` is what the merge makes of it.
struct Merges : HistoryOf {
  // Left in the middle, with or without conflicts.
  void begin_merge() const {
    shell("cd '" + repo.string() +
          "' && git -c user.name=A -c user.email=a@example.org merge -q --no-commit side >/dev/null 2>&1");
  }
  void merge_with(const std::string& ours, const std::string& theirs, const std::string& resolution) const {
    spit(repo / "a.cc", "one\ntwo\nthree\nfour\nfive\n");
    commit("first");
    git("checkout -q -b side");
    spit(repo / "a.cc", theirs);
    commit("theirs", "B");
    git("checkout -q main");
    spit(repo / "a.cc", ours);
    commit("ours");
    begin_merge();
    spit(repo / "a.cc", resolution);
    commit("Merge side");
  }
};

TEST_F(Merges, KnowThatBothSidesChangedOneLine) {
  merge_with("ONE\ntwo\nthree\nfour\nfive\n", "1\ntwo\nthree\nfour\nfive\n", "ONE 1\ntwo\nthree\nfour\nfive\n");
  const History read = history();
  ASSERT_EQ(read.commits[0].parents.size(), 2U);
  EXPECT_THAT(read.commits[0].conflicts, ElementsAre("a.cc"));
  EXPECT_THAT(read.commits[0].markers, IsEmpty());
}

TEST_F(Merges, KnowThatTwoPlacesGoTogether) {
  merge_with("ONE\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\n5\n", "ONE\ntwo\nthree\nfour\n5\n");
  EXPECT_THAT(history().commits[0].conflicts, IsEmpty());
}

TEST_F(Merges, SeeMarkersThatWereLeft) {
  merge_with("ONE\ntwo\nthree\nfour\nfive\n", "1\ntwo\nthree\nfour\nfive\n",
             "<<<<<<< HEAD\nONE\n=======\n1\n>>>>>>> side\ntwo\nthree\nfour\nfive\n");
  EXPECT_THAT(history().commits[0].markers, ElementsAre("a.cc"));
}

TEST_F(Merges, TakeAFileThatOneSideChangedAndTheOtherTookAwayForAConflict) {
  spit(repo / "a.cc", "one\n");
  spit(repo / "b.cc", "kept\n");
  commit("first");
  git("checkout -q -b side");
  fs::remove(repo / "a.cc");
  commit("theirs", "B");
  git("checkout -q main");
  spit(repo / "a.cc", "two\n");
  commit("ours");
  begin_merge();
  commit("Merge side");
  EXPECT_THAT(history().commits[0].conflicts, ElementsAre("a.cc"));
}

TEST_F(HistoryOf, KnowsWhichCommitTakesBackWhichWhateverItSays) {
  spit(repo / "a.cc", "one\n");
  commit("first");
  spit(repo / "a.cc", "one\ntwo\n");
  commit("second", "B");
  spit(repo / "b.cc", "other\n");
  commit("third");
  spit(repo / "a.cc", "one\n");
  commit("tidy up");
  const History read = history();
  EXPECT_EQ(read.commits[0].reverts, read.commits[2].id);
  EXPECT_EQ(read.commits[1].reverts, "");
}

TEST_F(HistoryOf, KeepsDaysAndNoTimes) {
  spit(repo / "a.cc", "one\n");
  commit("first");
  spit(repo / "a.cc", "two\n");
  git("add -A");
  shell("cd '" + repo.string() +
        "' && GIT_AUTHOR_DATE=2026-01-01T10:00:00Z GIT_COMMITTER_DATE=2026-01-02T23:00:00Z "
        "git -c user.name=A -c user.email=a@example.org commit -qm second");
  const History read = history();
  EXPECT_EQ(read.commits[0].dates, (Dates{.authored = 20'454, .committed = 20'455, .before_parent = true}));
  EXPECT_EQ(read.commits[1].dates, (Dates{.authored = 20'458, .committed = 20'458}));
}

TEST_F(HistoryOf, BlamesLinesToTheLearnerAndToWhomTheyWorkedWith) {
  spit(repo / "a.cc", "given\n");
  commit("first");
  spit(repo / "a.cc", "given\nby A\n");
  commit("second");
  spit(repo / "a.cc", "given\nby A\nby B\n");
  commit("third", "B");
  spit(repo / "a.cc", "given\nby A\nby B\nby both\n");
  commit("fourth\n\nCo-authored-by: A <A@example.org>", "B");
  const auto opened = Repository::open(repo);
  const std::string id = *opened->resolve({});
  std::vector<Skipped> skipped;
  const auto lines = opened->lines_of_learner(id, history({}, "A"), {{"a.cc", {2, 3, 4}}}, skipped);
  EXPECT_EQ(lines, (std::map<std::string, std::set<int>>{{"a.cc", {2, 4}}}));
  EXPECT_THAT(skipped, IsEmpty());
}

}  // namespace
}  // namespace grader::acquire
