// What source says beyond names and decisions: how hard a function is to follow, what is never reached, what it
// imports, declares and uses, and how much of a file could be read.
#include <gmock/gmock.h>

#include "grader/syntax/source.h"
#include "grader/toolchain/toolchain.h"

namespace grader::syntax {
namespace {

SourceFacts read(const std::string& language, const std::string& source) {
  const auto tools = toolchain::read_toolchain(std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains" / language);
  const auto query = SourceQuery::compile(tools->syntax->rules);
  EXPECT_TRUE(query) << message(query.error());
  return query->read(language == "cpp" ? "a.cc" : "a.py", source);
}

struct Effort {
  const char* body;
  int cognitive;
  int nesting;
};

// Counted by hand from Campbell's definition: one for each break in the flow, one more for each level it stands deeper,
// one for each run of the same logical operator.
class CppEffort : public testing::TestWithParam<Effort> {};

TEST_P(CppEffort, IsCountedFromTheFlow) {
  const auto facts = read("cpp", std::string("int f(int a, int b) {\n") + GetParam().body + "\nreturn 0; }\n");
  ASSERT_EQ(facts.functions.size(), 1U);
  EXPECT_EQ(facts.functions[0].cognitive, GetParam().cognitive) << GetParam().body;
  EXPECT_EQ(facts.functions[0].nesting, GetParam().nesting) << GetParam().body;
}

INSTANTIATE_TEST_SUITE_P(
    Each, CppEffort,
    testing::Values(Effort{"", 0, 0}, Effort{"if (a) b = 1;", 1, 1}, Effort{"if (a) b = 1; else b = 2;", 2, 1},
                    Effort{"if (a) b = 1; else if (b) b = 2; else b = 3;", 3, 1},
                    Effort{"if (a) { if (b) b = 1; }", 3, 2}, Effort{"for (;;) { while (a) { if (b) break; } }", 6, 3},
                    Effort{"switch (a) { case 1: b = 1; break; case 2: b = 2; break; default: b = 3; }", 1, 1},
                    Effort{"b = a && b && a;", 1, 0}, Effort{"b = a && b || a && b;", 3, 0},
                    Effort{"try { g(); } catch (int) { if (a) b = 1; }", 3, 2}, Effort{"b = a ? 1 : 2;", 1, 1},
                    Effort{"auto g = [](int x) { if (x) return 1; return 2; };", 2, 2},
                    Effort{"goto out; out: b = 1;", 1, 0}, Effort{"if (a) b = 1; else { if (b) b = 2; }", 4, 2}));

class PythonEffort : public testing::TestWithParam<Effort> {};

TEST_P(PythonEffort, IsCountedFromTheFlow) {
  const auto facts = read("python", std::string("def f(a, b):\n") + GetParam().body + "\n    return 0\n");
  ASSERT_EQ(facts.functions.size(), 1U);
  EXPECT_EQ(facts.functions[0].cognitive, GetParam().cognitive) << GetParam().body;
  EXPECT_EQ(facts.functions[0].nesting, GetParam().nesting) << GetParam().body;
}

INSTANTIATE_TEST_SUITE_P(
    Each, PythonEffort,
    testing::Values(Effort{"    pass", 0, 0},
                    Effort{"    if a:\n        b = 1\n    elif b:\n        b = 2\n    else:\n        b = 3", 3, 1},
                    Effort{"    for x in a:\n        if x:\n            b = 1", 3, 2},
                    Effort{"    b = a and b and a or b", 2, 0},
                    Effort{"    try:\n        g()\n    except A:\n        b = 1\n    except B:\n        b = 2", 2, 1},
                    Effort{"    b = 1 if a else 2", 1, 1}));

TEST(Parameters, AreCountedWithoutTheObjectOfAMethod) {
  const auto cpp = read("cpp", "std::function<int(int)> f(int a, int b = 2) { return {}; }\nint g() { return 1; }\n");
  ASSERT_EQ(cpp.functions.size(), 2U);
  EXPECT_EQ(cpp.functions[0].parameters, 2);
  EXPECT_EQ(cpp.functions[1].parameters, 0);
  const auto python = read("python", "class A:\n    def m(self, a, b: int = 1, *rest, **more):\n        pass\n");
  ASSERT_EQ(python.functions.size(), 1U);
  EXPECT_EQ(python.functions[0].parameters, 4);
}

std::vector<int> lines_of_unreachable(const SourceFacts& facts) {
  std::vector<int> lines;
  for (const Finding& finding : facts.leftovers) {
    if (finding.rule == "unreachable code") lines.push_back(finding.line);
  }
  return lines;
}

TEST(Unreachable, IsTheFirstStatementAfterAnEndOfItsBlock) {
  EXPECT_THAT(lines_of_unreachable(read("cpp",
                                        "int f(int a) {\n  if (a) return 1;\n  return 2;\n  a = 3;\n  a = 4;\n}\n"
                                        "void g() {\n  throw 1;\n  // a comment\n  g();\n}\n")),
              testing::ElementsAre(4, 10));
  EXPECT_THAT(lines_of_unreachable(read("python",
                                        "def f(a):\n    while a:\n        break\n        a = 1\n    raise A\n    "
                                        "return 2\n")),
              testing::ElementsAre(4, 6));
}

TEST(Unreachable, IsNotWhatALabelOrACaseLeadsTo) {
  EXPECT_THAT(lines_of_unreachable(read("cpp",
                                        "int f(int a) {\n  switch (a) {\n    case 1:\n      return 1;\n    case 2:\n"
                                        "      a = 1;\n      break;\n  }\n  goto out;\n  return 2;\nout:\n  a = 2;\n"
                                        "  return a;\n}\n")),
              testing::IsEmpty());
}

TEST(Imports, NameModulesAndWhatIsTakenOutOfThem) {
  EXPECT_THAT(read("cpp", "#include \"src/money.h\"\n#include <vector>\n").imports,
              testing::ElementsAre(Import{.file = "a.cc", .module = "src/money.h", .line = 1}));
  EXPECT_THAT(
      read("python", "import os.path as p\nfrom . import dates\nfrom .money import (parse, text as t)\nimport a, b\n")
          .imports,
      testing::ElementsAre(Import{.file = "a.py", .module = "os.path", .line = 1},
                           Import{.file = "a.py", .module = ".", .name = "dates", .line = 2},
                           Import{.file = "a.py", .module = ".money", .name = "parse", .line = 3},
                           Import{.file = "a.py", .module = ".money", .name = "text", .line = 3},
                           Import{.file = "a.py", .module = "a", .line = 4},
                           Import{.file = "a.py", .module = "b", .line = 4}));
}

TEST(Fields, AreTypedOrNotWhereTheyAreDeclaredFirst) {
  const auto facts = read("python",
                          "@dataclass\nclass Task:\n    title: str\n    done: bool = False\n\nclass Tasks:\n"
                          "    def __init__(self):\n        self.all = []\n        self.next: int = 1\n"
                          "        self.all = [1]\n        other.x = 2\n        self.a.b = 3\n");
  std::vector<std::string> typed;
  std::vector<std::string> untyped;
  for (const DataField& field : facts.fields) (field.typed ? typed : untyped).push_back(field.name);
  EXPECT_THAT(typed, testing::ElementsAre("title", "done", "next"));
  EXPECT_THAT(untyped, testing::ElementsAre("all"));
}

std::set<std::string> uses_of(const SourceFacts& facts) {
  std::set<std::string> uses;
  for (const Use& use : facts.uses) uses.insert(use.use);
  return uses;
}

TEST(Uses, AreFoundByKindAndText) {
  EXPECT_THAT(uses_of(read("python",
                           "@pytest.fixture\ndef till():\n    return []\n@pytest.mark.parametrize('a', [1])\n"
                           "def test_a(a):\n    with pytest.raises(ValueError):\n        sorted(a)\n")),
              testing::IsSupersetOf({"fixtures", "tables of values", "expected errors", "containers", "sorting"}));
  EXPECT_THAT(uses_of(read("cpp",
                           "TEST_F(A, B) { std::vector<int> v; std::sort(v.begin(), v.end()); for (int x : v) {} "
                           "EXPECT_THROW(f(v), std::exception); }\n")),
              testing::IsSupersetOf({"fixtures", "containers", "sorting", "iteration", "expected errors"}));
  EXPECT_THAT(uses_of(read("python", "x = 1\n")), testing::IsEmpty());
}

TEST(Readable, CountsWhatIsNotOfTheLanguageAndTakesNothingOutOfIt) {
  const auto whole = read("python", "total = 1\n");
  ASSERT_EQ(whole.files.size(), 1U);
  EXPECT_EQ(whole.files[0], (Readable{.file = "a.py", .bytes = 10, .unreadable = 0, .lines = 2}));
  const auto broken = read("python", "def f(:\n    BadName = = 1\nGood_one = 2\n");
  EXPECT_GT(broken.files[0].unreadable, 0U);
  EXPECT_LE(broken.files[0].unreadable, broken.files[0].bytes);
  for (const Identifier& name : broken.identifiers) EXPECT_NE(name.name, "BadName");
}

TEST(Readable, SaysThatNothingOfATooDeepFileWasRead) {
  const auto facts = read("python", "x = " + std::string(2'000, '('));
  ASSERT_EQ(facts.files.size(), 1U);
  EXPECT_EQ(facts.files[0].unreadable, facts.files[0].bytes);
}

}  // namespace
}  // namespace grader::syntax
