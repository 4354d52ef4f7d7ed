#include "grader/toolchain/canaries.h"

#include <gmock/gmock.h>

namespace grader::toolchain {
namespace {

CanaryRules rules() {
  return {.words = {"Early", "Late", "Soon", "Twice"},
          .names = {{.of = std::regex("^(\\w+)\\.(\\w+)(\\[.*\\])?$"), .copy = "$1{word}.$2$3", .together = "$1.$2"}},
          .probes = {"Basics{word}.Sums"},
          .plain = "Basics{word}.Whole"};
}

std::vector<std::string> ids(int count) {
  std::vector<std::string> made = {"odd one"};
  for (int i = 0; i < count; ++i) made.push_back("Suite.Test" + std::to_string(i));
  return made;
}

TEST(Canaries, AreTheSameForTheSameTestsAndOthersForOthers) {
  const auto one = draw_canaries(rules(), ids(20), "secret");
  EXPECT_EQ(one.copies, draw_canaries(rules(), ids(20), "secret").copies);
  EXPECT_NE(one.copies, draw_canaries(rules(), ids(20), "another").copies);
}

// What the runner is told; a run without copies keeps its order.
TEST(Canaries, DrawTheOrderOfTheRun) {
  const auto one = draw_canaries(rules(), ids(20), "secret");
  EXPECT_EQ(print_order(one), one.order + " " + one.word);
  EXPECT_EQ(one.order, draw_canaries(rules(), ids(20), "secret").order);
  EXPECT_NE(one.order, draw_canaries(rules(), ids(20), "another").order);
  EXPECT_EQ(print_order(draw_canaries(rules(), {"odd one"}, "secret")), "");
}

TEST(Canaries, CopySomeTestsUnderOtherNames) {
  const auto drawn = draw_canaries(rules(), ids(20), "secret");
  EXPECT_EQ(drawn.copies.size(), 6U);
  for (const auto& [real, copy] : drawn.copies) {
    EXPECT_EQ(copy, "Suite" + drawn.word + real.substr(5));
    EXPECT_TRUE(drawn.must_fail(copy));
    EXPECT_FALSE(drawn.contains(real));
  }
  EXPECT_EQ(drawn.plain, "Basics" + drawn.word + ".Whole");
  EXPECT_EQ(print_probes(drawn), "\"Basics" + drawn.word + ".Sums\"");
}

TEST(Canaries, CopyAllCasesOfATestOverATable) {
  const auto drawn = draw_canaries(rules(), {"S.a[1]", "S.a[2]", "S.a[3]"}, "secret");
  EXPECT_EQ(drawn.copies.size(), 3U);
  EXPECT_THAT(print_copies(drawn), testing::StartsWith("S.a[1]=S" + drawn.word + ".a[1];S.a[2]="));
}

// As the rules of the toolchains name them: real id -> its copy, and a word in place of the drawn one.
std::map<std::string, std::string> copies(const std::string& language, const std::vector<std::string>& hidden,
                                          std::size_t most = 100) {
  const auto tools = read_toolchain(std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains" / language);
  EXPECT_TRUE(tools);
  auto drawn = draw_canaries(tools->canaries, hidden, "secret", most);
  for (auto& [real, copy] : drawn.copies) copy.replace(copy.find(drawn.word), drawn.word.size(), "WORD");
  return drawn.copies;
}

TEST(Canaries, AreNamedAsTheFrameworksNameTests) {
  const std::map<std::string, std::string> named = {{"Sums.Add", "SumsWORD.Add"},
                                                    {"Small/Sums.Add/0", "Small/SumsWORD.Add/0"},
                                                    {"Sums.Add/v7", "SumsWORD.Add/v7"},
                                                    {"Sums/0.Add", "SumsWORD/0.Add"},
                                                    {"adds up", "adds up WORD"},
                                                    {"adds - std::vector<int>", "adds - std::vector<int> WORD"},
                                                    {"sums/adds<int>", "sums/adds<int> WORD"}};
  std::vector<std::string> hidden = {"Whole/Sums/0.Add"};  // of TYPED_TEST_P: none
  for (const auto& [real, copy] : named) hidden.push_back(real);
  EXPECT_EQ(copies("cpp", hidden), named);
  EXPECT_THAT(copies("python", {"a/test_b.py::C::test_d", "test_b.py::test_e[x-1]"}),
              testing::ElementsAre(testing::Pair("a/test_b.py::C::test_d", "WORD/a/test_b.py::C::test_d"),
                                   testing::Pair("test_b.py::test_e[x-1]", "WORD/test_b.py::test_e[x-1]")));
}

// GoogleTest makes the cases of a suite's test all at once.
TEST(Canaries, CopyATestOverATableWithAllItsCases) {
  EXPECT_EQ(copies("cpp", {"A/Sums.Add/0", "A/Sums.Add/1", "B/Sums.Add/0"}, 1).size(), 3U);
  EXPECT_EQ(copies("cpp", {"Sums/0.Add", "Sums/1.Add"}, 1).size(), 2U);
  EXPECT_EQ(copies("cpp", {"Sums/0.Add", "Sums/0.Half"}, 1).size(), 1U);
  EXPECT_EQ(copies("python", {"test_b.py::test_e[1]", "test_b.py::test_e[2]"}, 1).size(), 2U);
}

TEST(Canaries, AreNoneWhereNoIdFits) {
  EXPECT_EQ(draw_canaries(rules(), {"odd one"}, "secret").plain, "");
  EXPECT_EQ(draw_canaries({}, ids(3), "secret").plain, "");
}

}  // namespace
}  // namespace grader::toolchain
