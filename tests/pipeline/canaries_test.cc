#include "grader/toolchain/canaries.h"

#include <gmock/gmock.h>

namespace grader::toolchain {
namespace {

CanaryRules rules() {
  return {.words = {"Early", "Late", "Soon", "Twice"},
          .names = {{.of = std::regex("^(\\w+)\\.(\\w+(\\[.*\\])?)$"), .copy = "$1{word}.$2"}},
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

TEST(Canaries, AreNoneWhereNoIdFits) {
  EXPECT_EQ(draw_canaries(rules(), {"odd one"}, "secret").plain, "");
  EXPECT_EQ(draw_canaries({}, ids(3), "secret").plain, "");
}

}  // namespace
}  // namespace grader::toolchain
