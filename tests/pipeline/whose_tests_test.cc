// A line in the team's tests makes nobody the author of them all.
#include "grader/pipeline/whose_tests.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "grader/syntax/source.h"

namespace grader::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kDesk = "tests/test_desk.py";
const std::string kShed = "tests/test_shed.py";

class WhoseTestsTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto read = toolchain::read_toolchain(std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains" / "python");
    ASSERT_TRUE(read) << message(read.error());
    tools_ = *read;
    material_.workspace.files = {"shed/desk.py", kDesk, kShed};
    material_.history.emplace().learner = "a1";
    for (const char* author : {"a1", "a2", "a1", "a3"})
      material_.history->commits.push_back({.author = author, .changes = {{.path = kDesk}}});
    material_.history->commits.push_back({.author = "a4"});  // gave the starter
    functions_ = {{.file = kDesk, .name = "test_lend", .line = 3},
                  {.file = kDesk, .name = "test_return", .line = 9},
                  {.file = kShed, .name = "make_shed", .line = 2, .helper = true},
                  {.file = kShed, .name = "test_shed", .line = 5}};
  }

  WhoseTests whose() const { return WhoseTests(material_, tools_, functions_); }

  std::vector<std::string> learners() const {
    std::vector<TestCase> cases;
    for (const char* id : {"test_desk.py::test_lend", "test_desk.py::test_return[late]", "test_shed.py::test_shed",
                           "test_shed.py::test_unknown"})
      cases.push_back({.id = "tests/" + std::string(id), .state = TestState::kPassed});
    std::vector<std::string> ids;
    for (const TestCase& row : whose().learners(cases)) ids.push_back(row.id);
    return ids;
  }

  toolchain::Toolchain tools_;
  Material material_;
  std::vector<TestFunction> functions_;
};

TEST_F(WhoseTestsTest, ALineOfNoTestIsNoTest) {
  material_.own[kDesk] = {1, 4};
  EXPECT_THAT(learners(), IsEmpty());
  EXPECT_EQ(whose().missing().reserve, Reserve::kNoEvidence);
  EXPECT_EQ(whose().missing().why, "the tests were written by others of the team");
}

TEST_F(WhoseTestsTest, ATestIsWhoeversItBeginsOnALineOf) {
  material_.own[kDesk] = {9, 10};
  EXPECT_THAT(learners(), ElementsAre("tests/test_desk.py::test_return[late]"));
  EXPECT_THAT(whose().learners_files(), ElementsAre(kDesk));
  EXPECT_EQ(whose().missing().reserve, Reserve::kNone);
}

TEST_F(WhoseTestsTest, ATestInASuiteOfOthersIsWhoeversItBeginsOnALineOf) {
  const auto cpp = toolchain::read_toolchain(std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains" / "cpp");
  ASSERT_TRUE(cpp) << message(cpp.error());
  const std::string file = "tests/fee_test.cc";
  functions_ = syntax::SourceQuery::compile(cpp->syntax->rules)
                   ->read(file,
                          "TEST_SUITE(\"fees\") {\nTEST_CASE(\"one\") {\n  CHECK(fee(1) == 2);\n}\n"
                          "TEST_CASE(\"two\") {\n  CHECK(fee(2) == 4);\n}\n}\n",
                          syntax::FileOf::kTests)
                   .tests;
  material_.workspace.files = {file};
  material_.own[file] = {5, 6, 7};
  std::vector<std::string> ids;
  for (const TestCase& row : WhoseTests(material_, *cpp, functions_).learners({{.id = "fees/one"}, {.id = "fees/two"}}))
    ids.push_back(row.id);
  EXPECT_THAT(ids, ElementsAre("fees/two"));
}

TEST_F(WhoseTestsTest, FewerThanHalfOfAnEqualShareAreTooLittle) {
  material_.own[kDesk] = {9};
  for (int i = 0; i < 2; ++i) functions_.push_back({.file = kShed, .name = "test_more", .line = 20 + i});
  EXPECT_EQ(whose().missing().reserve, Reserve::kNone) << "one of five, in a team of three";
  for (int i = 2; i < 4; ++i) functions_.push_back({.file = kShed, .name = "test_more", .line = 20 + i});
  EXPECT_EQ(whose().missing().reserve, Reserve::kTooLittle);
  EXPECT_EQ(whose().missing().why, "1 of 7 tests of the team is the learner's");
  material_.history->commits[0].co_authors = {"a5"};
  EXPECT_EQ(whose().missing().reserve, Reserve::kNone) << "whoever helped is of the team: they are four";
}

TEST_F(WhoseTestsTest, AHelperIsNoTest) {
  material_.own[kShed] = {2, 3};
  EXPECT_THAT(learners(), IsEmpty());
  EXPECT_EQ(whose().missing().reserve, Reserve::kNoEvidence);
}

TEST_F(WhoseTestsTest, GivenTestsAreNobodys) {
  material_.own[kDesk] = {3};
  material_.given = {kShed};
  EXPECT_THAT(whose().learners_files(), ElementsAre(kDesk));
  EXPECT_EQ(whose().missing().reserve, Reserve::kNone);
}

TEST_F(WhoseTestsTest, FilesWithoutATestThatIsKnownAreOthersOnlyWithoutALine) {
  functions_ = {};
  EXPECT_EQ(whose().missing().reserve, Reserve::kNoEvidence);
  material_.own[kDesk] = {1};
  EXPECT_EQ(whose().missing().reserve, Reserve::kNone);
}

TEST_F(WhoseTestsTest, WithoutANamedLearnerAllAreTheirs) {
  material_.history->learner = "";
  EXPECT_THAT(learners(), testing::SizeIs(4));
  EXPECT_EQ(whose().missing().reserve, Reserve::kNone);
  material_.history.reset();
  EXPECT_THAT(learners(), testing::SizeIs(4));
}

}  // namespace
}  // namespace grader::pipeline
