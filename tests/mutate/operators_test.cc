// What each operator makes of which text.
#include <gmock/gmock.h>

#include "tests/mutate/support.h"

namespace grader::mutate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(MutateCpp, Conditions) {
  EXPECT_THAT(in_body("cpp", "if (a) b = 1;", "COND"), ElementsAre("COND a -> false", "COND a -> true"));
  EXPECT_THAT(in_body("cpp", "while (a) b = 1;", "COND"), ElementsAre("COND a -> false", "COND a -> true"));
  EXPECT_THAT(in_body("cpp", "do b = 1; while (a);", "COND"), ElementsAre("COND a -> false", "COND a -> true"));
  EXPECT_THAT(in_body("cpp", "for (; a;) b = 1;", "COND"), ElementsAre("COND a -> false", "COND a -> true"));
  EXPECT_THAT(in_body("cpp", "b = a ? 1 : 2;", "COND"), ElementsAre("COND a -> false", "COND a -> true"));
  EXPECT_THAT(in_body("cpp", "if (int c = a; c) b = 1;", "COND"), ElementsAre("COND c -> false", "COND c -> true"));
  EXPECT_THAT(in_body("cpp", "while (true) b = 1;", "COND BOOL"), ElementsAre("COND true -> false"));
}

TEST(MutateCpp, Operators) {
  EXPECT_THAT(in_body("cpp", "g(a < b);"),
              ElementsAre("SDL g(a < b); -> ", "ROR a < b -> a <= b", "ROR a < b -> a >= b"));
  EXPECT_THAT(in_body("cpp", "g(a == b);", "ROR"), ElementsAre("ROR a == b -> a != b"));
  EXPECT_THAT(in_body("cpp", "g(a >= b);", "ROR"), ElementsAre("ROR a >= b -> a < b", "ROR a >= b -> a > b"));
  EXPECT_THAT(in_body("cpp", "g(a && b);", "LCR"), ElementsAre("LCR a && b -> a || b"));
  EXPECT_THAT(in_body("cpp", "g(a || b && c || d);", "LCR"),
              ElementsAre("LCR a || b && c || d -> (a || b && c) && d", "LCR a || b && c -> (a && (b && c))",
                          "LCR b && c -> (b || c)"));
  EXPECT_THAT(in_body("cpp", "g(a + b * c % d - e / f);", "AOR"),
              ElementsAre("AOR a + b * c % d - e / f -> a + b * c % d + e / f", "AOR a + b * c % d -> a - b * c % d",
                          "AOR b * c % d -> b * c * d", "AOR b * c -> b / c", "AOR e / f -> e * f"));
  EXPECT_THAT(
      in_body("cpp", "++a; b--; a += b; a *= b; g(-b);", "UOI"),
      ElementsAre("UOI ++a -> --a", "UOI b-- -> b++", "UOI a += b -> a -= b", "UOI a *= b -> a /= b", "UOI -b -> b"));
  EXPECT_THAT(in_body("cpp", "g(!a, true, false);", "BOOL"),
              ElementsAre("BOOL !a -> a", "BOOL true -> false", "BOOL false -> true"));
}

TEST(MutateCpp, Statements) {
  EXPECT_THAT(in_body("cpp", "return a;"), ElementsAre("RET return a; -> return {};"));
  EXPECT_THAT(in_body("cpp", "a = b; g(a); int c = a; delete p;"),
              ElementsAre("SDL a = b; -> ", "SDL g(a); -> ", "SDL delete p; -> "));
}

TEST(MutatePython, Conditions) {
  EXPECT_THAT(in_body("python", "if a: pass"), ElementsAre("COND a -> False", "COND a -> True"));
  EXPECT_THAT(in_body("python", "while a: pass"), ElementsAre("COND a -> False", "COND a -> True"));
  EXPECT_THAT(in_body("python", "if 1: pass\n    elif a: pass", "COND"),
              ElementsAre("COND 1 -> False", "COND 1 -> True", "COND a -> False", "COND a -> True"));
  EXPECT_THAT(in_body("python", "b = [c for c in d if a]"), ElementsAre("COND a -> False", "COND a -> True"));
  EXPECT_THAT(in_body("python", "b = 1 if a else 2"), ElementsAre("COND a -> False", "COND a -> True"));
}

TEST(MutatePython, Operators) {
  EXPECT_THAT(in_body("python", "b = a < b"), ElementsAre("ROR a < b -> a <= b", "ROR a < b -> a >= b"));
  EXPECT_THAT(in_body("python", "b = a is not b"), ElementsAre("ROR a is not b -> a is b"));
  EXPECT_THAT(in_body("python", "b = a in b"), ElementsAre("ROR a in b -> a not in b"));
  EXPECT_THAT(in_body("python", "b = 0 < a < 9"),
              ElementsAre("ROR 0 < a < 9 -> 0 < a <= 9", "ROR 0 < a < 9 -> 0 < a >= 9", "ROR 0 < a < 9 -> 0 <= a < 9",
                          "ROR 0 < a < 9 -> 0 >= a < 9"));
  EXPECT_THAT(in_body("python", "b = a and b or c"),
              ElementsAre("LCR a and b or c -> (a and b) and c", "LCR a and b -> (a or b)"));
  EXPECT_THAT(in_body("python", "b = a // b - c * 2"),
              ElementsAre("AOR a // b - c * 2 -> a // b + c * 2", "AOR a // b -> a * b", "AOR c * 2 -> c / 2"));
  EXPECT_THAT(in_body("python", "a += b", "UOI"), ElementsAre("UOI a += b -> a -= b"));
  EXPECT_THAT(in_body("python", "a = -b"), ElementsAre("UOI -b -> b"));
  EXPECT_THAT(in_body("python", "a = not b, True, False"),
              ElementsAre("BOOL not b -> b", "BOOL True -> False", "BOOL False -> True"));
}

TEST(MutatePython, Statements) {
  EXPECT_THAT(in_body("python", "return a.b"), ElementsAre("RET a.b -> None"));
  EXPECT_THAT(in_body("python", "return a * 2", "RET"), ElementsAre("RET a * 2 -> 0"));
  EXPECT_THAT(in_body("python", "return 'x'"), ElementsAre("RET 'x' -> \"\""));
  EXPECT_THAT(in_body("python", "return [a]"), ElementsAre("RET [a] -> []"));
  EXPECT_THAT(in_body("python", "return {a: b}"), ElementsAre("RET {a: b} -> {}"));
  EXPECT_THAT(in_body("python", "return a == b", "RET"), ElementsAre("RET a == b -> False"));
  EXPECT_THAT(in_body("python", "a.b = 1\n    g(a)\n    a[0] = 2", "SDL"),
              ElementsAre("SDL a.b = 1 -> ", "SDL g(a) -> ", "SDL a[0] = 2 -> "));
}

// Both forms, several mutants of one place and places in one another, as they are written. One mutant has three decoys.
std::string without_decoys(std::string text, const Schemata& schemata) {
  for (const Mutant& mutant : schemata.mutants)
    for (const std::string& guard : {"grader_mutant(" + std::to_string(mutant.number) + ")"})
      for (std::size_t at = text.find(guard); at != std::string::npos; at = text.find(guard))
        text.replace(at, guard.size(), mutant.decoy ? "DECOY" : mutant.op + "<" + mutant.replacement + ">");
  return text;
}

TEST(MutateText, CppAlternativesHaveALineEach) {
  const std::string source = "bool f(int a) {\n  return a < 1;  // small\n}\n";
  const Schemata schemata = make("cpp", source);
  ASSERT_EQ(schemata.files.size(), 1U);
  const MutatedFile& file = schemata.files[0];
  std::vector<std::string> lines;
  std::string line;
  for (const char c : file.text + "\n") {
    if (c != '\n') {
      line += c;
      continue;
    }
    lines.push_back(line);
    line.clear();
  }
  ASSERT_EQ(file.guarded.size(), schemata.mutants.size());
  for (const auto& [at, number] : file.guarded) {
    ASSERT_GT(at, 0);
    const std::string guard = "grader_mutant(" + std::to_string(number) + ")";
    const Mutant& mutant = schemata.mutants[static_cast<std::size_t>(number) - 1];
    EXPECT_THAT(lines[static_cast<std::size_t>(at) - 1],
                testing::AnyOf(guard + " ? (" + mutant.replacement + ") :",
                               "if (" + guard + ") " + mutant.replacement + " else"));
    lines[static_cast<std::size_t>(at) - 1] = "";
  }
  std::string left;
  for (const std::string& row : lines) left += row;
  EXPECT_EQ(left, "bool f(int a) {  grader_mutant(" + std::to_string(schemata.mutants.size() + 1) +
                      ");  {return ((a < 1)); }  // small}");
}

// One line more for each function is all that is added.
TEST(MutateText, PythonStaysOnItsLines) {
  const std::string source = "def f(a):\n    g(a and\n      a)  # both\n    h(\n      a)\n";
  const Schemata schemata = make("python", source);
  ASSERT_EQ(schemata.files.size(), 1U);
  const std::string text = without_decoys(schemata.files[0].text, schemata);
  EXPECT_THAT(text, testing::HasSubstr("(a or a) if LCR<a or a>"));
  EXPECT_THAT(text, testing::HasSubstr("(a and\n      a)"));
  EXPECT_THAT(text, testing::HasSubstr("not SDL<>"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), std::count(source.begin(), source.end(), '\n') + 1);
}

TEST(MutateText, OnlyTheOriginalHoldsFurtherGuards) {
  const Schemata schemata = make("python", "def f(a, b):\n    return a and b and not a\n");
  const std::string& text = schemata.files.at(0).text;
  for (const Mutant& mutant : schemata.mutants) {
    const std::string choice = "(" + mutant.replacement + ") if grader_mutant(" + std::to_string(mutant.number) + ")";
    EXPECT_THAT(text, testing::HasSubstr(choice));
  }
  EXPECT_THAT(changes("python", "def f(a, b):\n    return a and b and not a\n"),
              ElementsAre("LCR a and b and not a -> (a and b) or not a", "RET a and b and not a -> None",
                          "LCR a and b -> (a or b)", "BOOL not a -> a"));
}

TEST(MutateText, PlacesAndNames) {
  const std::string source = "class Account:\n    def pay(self, a):\n        self.b = -a\n";
  for (const Mutant& mutant : make("python", source).mutants) EXPECT_EQ(mutant.function, "Account.pay");
  const Schemata cpp = make("cpp", "class Account {\n  int pay(int a) {\n    return a -\n      b;\n  }\n};\n");
  const auto row = std::find_if(cpp.mutants.begin(), cpp.mutants.end(),
                                [](const Mutant& mutant) { return mutant.op == "AOR" && !mutant.decoy; });
  ASSERT_NE(row, cpp.mutants.end());
  EXPECT_EQ(row->function, "Account::pay");
  EXPECT_EQ(row->path, "a");
  EXPECT_EQ(row->original, "a - b");
  EXPECT_EQ(std::tie(row->line, row->column), std::make_tuple(3, 12));
  EXPECT_EQ(std::tie(row->end_line, row->end_column), std::make_tuple(4, 8));
}

// "left | from to | right" of each operator that is exchanged at a boundary.
std::vector<std::string> boundaries(const std::string& language, const std::string& source) {
  std::vector<std::string> rows;
  for (const Mutant& mutant : make(language, source).mutants) {
    const auto& [from, to, left, right] = mutant.exchange;
    if (mutant.decoy || mutant.op != "ROR" || (from != to + "=" && to != from + "=")) continue;
    rows.push_back(left + " | " + from + " " + to + " | " + right);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

TEST(MutateText, AnExchangedOperatorHasItsSides) {
  EXPECT_THAT(boundaries("python", "def f(month):\n    return 1 <= month <= 12\n"),
              ElementsAre("1 | <= < | month", "month | <= < | 12"));
  EXPECT_THAT(boundaries("python", "def f(a, limit):\n    return a>-limit\n"), ElementsAre("a | > >= | -limit"));
  EXPECT_THAT(boundaries("cpp", "bool f(int m) { return m>-5; }\n"), ElementsAre("m | > >= | -5"));
  EXPECT_THAT(boundaries("cpp", "bool f(int a, int b) { return a + 1 /* one */ < /* two */ b; }\n"),
              ElementsAre("a + 1 | < <= | b"));
  for (const Mutant& mutant : make("cpp", "int f(int a) { g(a); return a; }\n").mutants)
    EXPECT_EQ(mutant.exchange, Mutant::Exchange()) << mutant.op;
}

TEST(MutateText, NothingToChange) {
  EXPECT_EQ(make("python", "X = 1\n"), Schemata());
  EXPECT_EQ(make("cpp", ""), Schemata());
  EXPECT_THAT(changes("cpp", "int f() { return 0; }\n"), IsEmpty());
}

}  // namespace
}  // namespace grader::mutate
