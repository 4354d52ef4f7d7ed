// Names and owners of released reports.
#include "grader/cohort/released_folder.h"

#include <gmock/gmock.h>

#include <sstream>

#include "grader/base/files.h"
#include "tests/cohort/made.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Released released(const std::string& apprentice) {
  return {.apprentice = apprentice, .exercise = "bank", .commit = std::string(40, 'c'), .levels = {{"S1", "Secure"}}};
}

struct ReleasedFolder : testing::Test {
  support::Folder folder;
  Cohort cohort = cohort_of(3);

  void write(const std::string& apprentice, const People& people) const {
    const auto written = write_released(cohort, {released(apprentice)}, people, folder.path());
    EXPECT_TRUE(written) << message(written.error());
  }
};

TEST_F(ReleasedFolder, NamesReportsAfterPeopleAndElseByTheirIds) {
  EXPECT_THAT(report_names(cohort, {}), ElementsAre("a1-bank", "a2-bank", "a3-bank"));
  EXPECT_THAT(report_names(cohort, {{"a1", {.name = "Ben Rao"}}, {"a2", {.name = ""}}}),
              ElementsAre("ben-rao-bank", "a2-bank", "a3-bank"));
  write("a2", {{"a2", {.name = ""}}});
  const std::string sheet = support::slurp(folder / "a2-bank.md");
  EXPECT_THAT(sheet, Not(HasSubstr("For ")));
}

TEST_F(ReleasedFolder, NamesNoTwoReportsTheSame) {
  const People twins = {{"a1", {.name = "Ben Rao"}}, {"a2", {.name = "Ben Rao"}}, {"a3", {.name = "Ben  Rao"}}};
  const auto names = report_names(cohort, twins);
  ASSERT_THAT(names, SizeIs(3));
  EXPECT_EQ(names[0], "ben-rao-a1-bank");
  EXPECT_EQ(names[1], "ben-rao-a2-bank");
  EXPECT_EQ(names[2], "ben-rao-bank");
  const People alike = {{"a1", {.name = "Ben-Rao"}}, {"a2", {.name = "ben rao"}}};
  write("a1", alike);
  write("a2", alike);
  EXPECT_THAT(files_in(folder.path()), SizeIs(6)) << "one that is released alone takes no other's place";
}

TEST_F(ReleasedFolder, FindsWhatIsOfOneApprentice) {
  write("a1", {{"a1", {.name = "Ben Rao"}}});
  write("a1", {{"a1", {.name = "Ben Lee"}}});
  write("a2", {});
  cohort.rows.clear();  // none of it depends on the roster any more
  std::vector<std::string> found;
  for (const auto& file : released_files_of(folder.path(), "a1"))
    found.push_back(file.lexically_relative(folder.path()).string());
  EXPECT_THAT(found, ElementsAre("ben-lee-bank.html", "ben-lee-bank.md", "ben-lee-bank.txt", "ben-rao-bank.html",
                                 "ben-rao-bank.md", "ben-rao-bank.txt", ".written/a1"));
  EXPECT_THAT(released_files_of(folder.path(), "a3"), IsEmpty());
  EXPECT_THAT(released_files_of(folder / "nowhere", "a1"), IsEmpty());
}

// As ls shows them: "700".
std::string rights_of(const fs::path& path) {
  std::ostringstream octal;
  octal << std::oct << static_cast<unsigned>(fs::status(path).permissions());
  return octal.str();
}

TEST_F(ReleasedFolder, IsItsOwnersAlone) {
  cohort.rules.out = folder / "results";
  const fs::path own = folder / "results/released";
  fs::create_directories(own);  // as an older grader made it
  fs::permissions(own, fs::perms(0755));
  const People people = {{"a1", {.name = "Ben Rao"}}};
  ASSERT_TRUE(write_released(cohort, {released("a1")}, people, own));
  for (const char* path : {"", ".written"}) EXPECT_EQ(rights_of(own / path), "700") << path;
  for (const char* path : {"ben-rao-bank.html", "ben-rao-bank.md", "ben-rao-bank.txt", ".written/a1"})
    EXPECT_EQ(rights_of(own / path), "600") << path;
  const fs::path elsewhere = folder / "sent";
  ASSERT_TRUE(write_released(cohort, {released("a1")}, people, elsewhere));
  EXPECT_EQ(rights_of(elsewhere), "700");
  fs::permissions(elsewhere, fs::perms(0750));
  ASSERT_TRUE(write_released(cohort, {released("a1")}, people, elsewhere));
  EXPECT_EQ(rights_of(elsewhere), "750") << "what somebody chose stays";
  EXPECT_EQ(rights_of(elsewhere / "ben-rao-bank.html"), "600");
}

TEST_F(ReleasedFolder, FindsNothingElsewhere) {
  support::spit(folder / "out.html", "kept");
  support::spit(folder / "in/.written/a1", "../out\n" + (folder / "out").string() + "\n\n");
  EXPECT_THAT(released_files_of(folder / "in", "a1"), SizeIs(1)) << "the list alone";
}

}  // namespace
}  // namespace grader::cohort
