// What stays the same and what a seed decides.
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "tests/mutate/support.h"

namespace grader::mutate {
namespace {

const std::string kSource =
    "def first(a, b):\n    return a < b and b < 9\n\ndef second(a):\n    a.b = a.c + 1\n    return a.b * a.c\n";

std::set<std::string> ids(const Schemata& schemata) {
  std::set<std::string> ids;
  for (const Mutant& mutant : schemata.mutants) ids.insert(mutant.id);
  return ids;
}

// id -> what it stands for, of all but decoys
std::map<std::string, std::string> by_id(const Schemata& schemata, const std::string& function) {
  std::map<std::string, std::string> rows;
  for (const Mutant& mutant : schemata.mutants)
    if (!mutant.decoy && mutant.function == function)
      rows[mutant.id] = mutant.op + " " + mutant.original + " -> " + mutant.replacement;
  return rows;
}

std::string many_functions(int count) {
  std::string source;
  for (int i = 0; i < count; ++i)
    source += "def f" + std::to_string(i) + "(a, b):\n    return a + b * a - b\n\n";  // 4 mutants
  return source;
}

TEST(MutateIds, AreEightHexDigitsAndOnesOwn) {
  const Schemata schemata = make("python", kSource);
  EXPECT_EQ(ids(schemata).size(), schemata.mutants.size());
  for (const Mutant& mutant : schemata.mutants) EXPECT_THAT(mutant.id, testing::MatchesRegex("[0-9a-f]{8}"));
}

TEST(MutateIds, StayUnderEditsElsewhere) {
  const auto before = by_id(make("python", kSource), "second");
  ASSERT_EQ(before.size(), 4U);
  std::string edited = kSource;
  edited.replace(0, edited.find("def second"), "import os\n\n\ndef first(a, b):\n    return a.b + a.c * 2\n\n");
  EXPECT_EQ(by_id(make("python", edited), "second"), before);
  EXPECT_EQ(by_id(make("python", kSource, "other"), "second"), before);
}

TEST(MutateIds, DifferByPathFunctionAndOrdinal) {
  const std::string body = "(a):\n    g(a + 1, a + 1)\n";
  const Schemata one = make("python", "def f" + body + "def h" + body);
  EXPECT_EQ(by_id(one, "f").size(), 3U);
  EXPECT_EQ(by_id(one, "h").size(), 3U);
  EXPECT_EQ(ids(one).size(), one.mutants.size());
  const Schemata two = mutator_of("python").make({all_own("b", "def f" + body)}, "seed");
  for (const auto& [id, text] : by_id(two, "f")) EXPECT_FALSE(ids(one).contains(id));
}

TEST(MutateSeed, TheSameGivesTheSameBytes) {
  EXPECT_EQ(make("python", kSource, "one"), make("python", kSource, "one"));
  const std::vector<SourceFile> files = {all_own("b", kSource), all_own("a", kSource)};
  const Schemata schemata = mutator_of("python").make(files, "one");
  EXPECT_EQ(schemata, mutator_of("python").make({files[1], files[0]}, "one"));
  ASSERT_EQ(schemata.files.size(), 2U);
  EXPECT_EQ(schemata.files[0].path, "a");
}

TEST(MutateSeed, AnotherGivesOtherNumbers) {
  const auto numbers = [](const std::string& seed) {
    std::map<std::string, int> numbers;
    for (const Mutant& mutant : make("python", kSource, seed).mutants)
      if (!mutant.decoy) numbers[mutant.id] = mutant.number;
    return numbers;
  };
  EXPECT_NE(numbers("one"), numbers("two"));
}

TEST(MutateSeed, NumbersCountFromOneAndFollowNoPlace) {
  const Schemata schemata = make("python", many_functions(20));
  int number = 0;
  int falls = 0;
  for (const Mutant& mutant : schemata.mutants) {
    EXPECT_EQ(mutant.number, ++number);
    if (number > 1 && mutant.line < schemata.mutants[static_cast<std::size_t>(number) - 2].line) ++falls;
  }
  EXPECT_GT(falls, 20);  // of 83; as many rises
}

TEST(MutateDecoys, AreOneForTwentyAndAtLeastThree) {
  const auto decoys = [](const Schemata& schemata) {
    return std::count_if(schemata.mutants.begin(), schemata.mutants.end(),
                         [](const Mutant& mutant) { return mutant.decoy; });
  };
  EXPECT_EQ(decoys(make("python", "def f(a):\n    return a\n")), 3);
  EXPECT_EQ(decoys(make("python", many_functions(25))), 5);    // of 100
  EXPECT_EQ(decoys(make("python", many_functions(250))), 50);  // of 1,000
}

TEST(MutateDecoys, ChangeNothing) {
  for (const std::string language : {"cpp", "python"}) {
    const Schemata schemata = language == "cpp"
                                  ? make("cpp", "int f(int a) {\n  g(a);\n  if (a < 1) return a;\n  return a + 1;\n}\n")
                                  : make("python", kSource);
    for (const Mutant& mutant : schemata.mutants) EXPECT_EQ(mutant.decoy, mutant.replacement == mutant.original);
  }
}

// A statement that may only be left out: its decoy keeps it.
TEST(MutateDecoys, StandAtStatementsToo) {
  const std::string python = make("python", "def f(a):\n    g(a)\n").files.at(0).text;
  EXPECT_THAT(python, testing::ContainsRegex("\\(not grader_mutant\\([1-4]\\) or True\\)"));
  const std::string cpp = make("cpp", "void f(int a) {\n  g(a);\n}\n").files.at(0).text;
  EXPECT_THAT(cpp, testing::ContainsRegex("\\(!grader_mutant\\([1-4]\\) \\|\\| true\\)"));
}

TEST(MutateDecoys, StandElsewhereWithAnotherSeed) {
  const auto places = [](const std::string& seed) {
    std::set<int> lines;
    for (const Mutant& mutant : make("python", many_functions(25), seed).mutants)
      if (mutant.decoy) lines.insert(mutant.line);
    return lines;
  };
  EXPECT_NE(places("one"), places("two"));
}

TEST(MutateSample, KeepsAThousandInProportion) {
  const std::string source = many_functions(600);
  const Schemata schemata = make("python", source);
  EXPECT_EQ(schemata.left_out, 1'400U);
  EXPECT_EQ(schemata.mutants.size(), 1'050U);
  std::map<std::string, int> of_function;
  for (const Mutant& mutant : schemata.mutants)
    if (!mutant.decoy) ++of_function[mutant.function];
  EXPECT_EQ(of_function.size(), 600U);  // 4 * 1000 / 2400: one or two of each
  for (const auto& [function, count] : of_function) EXPECT_LE(count, 2);
  EXPECT_NE(ids(schemata), ids(make("python", source, "other")));
  EXPECT_EQ(make("python", many_functions(250)).left_out, 0U);
}

}  // namespace
}  // namespace grader::mutate
