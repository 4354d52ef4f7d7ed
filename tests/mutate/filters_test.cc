// What is left as it is.
#include <gmock/gmock.h>

#include "tests/mutate/support.h"

namespace grader::mutate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Each beside a function with one mutant, so that an empty answer is not that of a text that was not read.
void expect_none(const std::string& language, const std::string& text) {
  const std::string other = language == "cpp" ? "\nint g(int q) { return q; }\n" : "\ndef g(q):\n    return q\n";
  EXPECT_EQ(changes(language, text + other).size(), 1U)
      << text << testing::PrintToString(changes(language, text + other));
}

TEST(MutateFilterCpp, WhatIsDecidedWhenItIsCompiled) {
  for (const char* text : {"enum E { kA = 1 + 2 };",
                           "static_assert(1 < 2);",
                           "int a[1 + 2];",
                           "const int k = 60 * 24;",
                           "template <int N = 1 + 2> void f() {}",
                           "struct S { int b : 1 + 2; bool c = 1 < 2; };",
                           "#define M(a) (a < 1)",
                           "#if A > 1 && B\n#endif",
                           "[[deprecated(\"a\" + 1)]] void f();",
                           "void f(int a = 1 + 2, bool b = true);",
                           "void f() noexcept(1 < 2) {}",
                           "void f() { static_assert(1 < 2 && true); }",
                           "void f() { int a[N + 1]; }",
                           "void f() { constexpr int k = N * 2; }",
                           "void f() { static const int k = a * 2; }",
                           "void f() { const int k = 60 * kHours + 1; }",
                           "void f() { const bool b = true; }",
                           "void f() { if constexpr (N > 1) {} }",
                           "void f() { A<N + 1> a; }",
                           "void f() { enum { kA = 1 + 2 }; }",
                           "void f() { switch (a) { case 1 + 2: break; } }",
                           "void f() { int a = sizeof(b + c); }",
                           "consteval int f(int a) { return a + 1; }",
                           "void f() {\n#if A > 1\n#endif\n}"})
    expect_none("cpp", text);
  EXPECT_THAT(in_body("cpp", "const int c = a * 2;"), ElementsAre("AOR a * 2 -> a / 2"));
}

TEST(MutateFilterCpp, WhatIsBoundToItsPlace) {
  for (const char* text : {"void f() { if (auto p = g()) {} }", "void f() { while (int c = g()) {} }",
                           "task f() { co_return a + b; }", "void f() { auto l = [n = a + b] {}; }"})
    expect_none("cpp", text);
}

TEST(MutateFilterCpp, TextsForPeopleAndOwnChecks) {
  for (const char* text : {"void f() { throw E(\"a\" + b + std::to_string(c + d)); }",
                           "void f() { std::cerr << a + b << \"x\"; }", "void f() { fprintf(stderr, \"%d\", a + b); }",
                           "void f() { spdlog::info(\"{}\", a + b); }", "void f() { assert(a < b); }"})
    expect_none("cpp", text);
  EXPECT_THAT(in_body("cpp", "std::cout << a;"), ElementsAre("SDL std::cout << a; -> "));
}

TEST(MutateFilterCpp, ReturnsThatSayTheSame) {
  for (const char* text :
       {"int f() { return 0; }", "S f() { return {}; }", "S f() { return S{}; }", "S f() { return {1, 2}; }",
        "std::string f() { return \"\"; }", "std::string f() { return std::string(); }",
        "std::optional<int> f() { return std::nullopt; }", "int* f() { return nullptr; }", "double f() { return 0.0; }",
        "S& f() { return s; }", "auto f() { return s; }", "void f() { auto l = [] { return s; }; }",
        "Kind f() { return Kind::kNone; }"})
    expect_none("cpp", text);
  EXPECT_THAT(in_body("cpp", "return false;"), ElementsAre("BOOL false -> true"));
  EXPECT_THAT(in_body("cpp", "return g();"), ElementsAre("RET return g(); -> return {};"));
  EXPECT_THAT(in_body("cpp", "return Kind::of(a);"), ElementsAre("RET return Kind::of(a); -> return {};"));
}

TEST(MutateFilterCpp, TheLargerOfTwoThatAreEqual) {
  EXPECT_THAT(in_body("cpp", "if (a > b) { b = a; }", "ROR"), ElementsAre("ROR a > b -> a <= b"));
  EXPECT_THAT(in_body("cpp", "if (b < v[i]) b = v[i];", "ROR"), ElementsAre("ROR b < v[i] -> b >= v[i]"));
  EXPECT_THAT(in_body("cpp", "a = a > b ? a : b;", "ROR"), ElementsAre("ROR a > b -> a <= b"));
  EXPECT_THAT(in_body("cpp", "if (!c || a > b) b = a;", "ROR"), ElementsAre("ROR a > b -> a <= b"));
  EXPECT_THAT(in_body("cpp", "if (a > b && c > d) { b = a; }", "ROR"),
              ElementsAre("ROR a > b -> a <= b", "ROR c > d -> c <= d", "ROR c > d -> c >= d"));
  EXPECT_THAT(in_body("cpp", "if (a > b) { b = a; i = j; }", "ROR"),
              ElementsAre("ROR a > b -> a <= b", "ROR a > b -> a >= b"));
  EXPECT_THAT(in_body("cpp", "if (a > b) { b = c; }", "ROR"),
              ElementsAre("ROR a > b -> a <= b", "ROR a > b -> a >= b"));
}

TEST(MutateFilterCpp, TwoThatAreNotEqualHere) {
  const std::vector<std::string> left = {"ROR a == b -> a != b", "ROR a < b -> a >= b"};
  EXPECT_EQ(in_body("cpp", "if (a == b) return 1; if (a < b) g();", "ROR"), left);
  EXPECT_EQ(in_body("cpp", "while (c) { if (a == b) { return 1; } if (a < b) { g(); } else { h(); } }", "ROR"), left);
  EXPECT_EQ(in_body("cpp", "if (a == b) { g(); } else if (a < b) { h(); }", "ROR"), left);
  EXPECT_THAT(in_body("cpp", "if (a == b) g(); if (a < b) h();", "ROR"), testing::Contains("ROR a < b -> a <= b"));
  EXPECT_THAT(in_body("cpp", "if (a == c) return 1; if (a < b) h();", "ROR"), testing::Contains("ROR a < b -> a <= b"));
}

TEST(MutateFilterCpp, OtherTypes) {
  EXPECT_THAT(in_body("cpp", "s = \"a\" + a + \"b\";", "AOR"), IsEmpty());
  EXPECT_THAT(in_body("cpp", "s += \"a\";", "UOI"), IsEmpty());
  EXPECT_THAT(in_body("cpp", "(void)a;"), IsEmpty());
}

TEST(MutateFilterPython, WhatRunsAtImport) {
  for (const char* text :
       {"A = 1 + 2", "if __name__ == \"__main__\":\n    run(1 + 2)", "class A:\n    b = 1 + 2\n    c: int = -3",
        "def f(a=1 + 2, b: bool = True):\n    pass", "@d(1 + 2)\ndef f():\n    pass", "def f(a: 1 + 2):\n    pass"})
    expect_none("python", text);
}

TEST(MutateFilterPython, WhatIsBoundToItsPlace) {
  for (const char* text :
       {"\"\"\"doc\"\"\"", "b: int = 1", "b = f\"{a + 1}\"", "b = 1", "match a:\n        case -1: pass",
        "@d(1 + 2)\n    def h(): pass", "def h(c=1 + 2, d: int = -a): pass", "class A:\n        b = 1 + 2"})
    EXPECT_THAT(in_body("python", text), IsEmpty()) << text;
  EXPECT_THAT(in_body("python", "g(); h()"), IsEmpty());
  EXPECT_THAT(in_body("python", "if a: g()", "SDL"), IsEmpty());
  EXPECT_THAT(in_body("python", "if a:\n        b = g()", "SDL"), ElementsAre("SDL b = g() -> "));
}

TEST(MutateFilterPython, TextsForPeopleAndOwnChecks) {
  for (const char* text : {"raise E(a + b)", "assert a < b", "logging.info(a + b)", "logger.warning(a + b)",
                           "print(a + b, file=sys.stderr)", "self.log.debug(a + b)"})
    EXPECT_THAT(in_body("python", text), IsEmpty()) << text;
}

TEST(MutateFilterPython, ReturnsThatSayTheSame) {
  for (const char* text : {"return", "return None", "return 0", "return ''", "return []", "return {}", "return dict()"})
    EXPECT_THAT(in_body("python", text), IsEmpty()) << text;
  EXPECT_THAT(in_body("python", "return False"), ElementsAre("BOOL False -> True"));
}

TEST(MutateFilterPython, TheLargerOfTwoThatAreEqual) {
  EXPECT_THAT(in_body("python", "if a > b:\n        b = a", "ROR"), ElementsAre("ROR a > b -> a <= b"));
  EXPECT_THAT(in_body("python", "b = a if a > b else b", "ROR"), ElementsAre("ROR a > b -> a <= b"));
  EXPECT_THAT(in_body("python", "if not b or a > b:\n        b = a", "ROR"), ElementsAre("ROR a > b -> a <= b"));
  EXPECT_THAT(in_body("python", "if b is None or b < a:\n        b = a", "ROR"),
              ElementsAre("ROR b is None -> b is not None", "ROR b < a -> b >= a"));
  EXPECT_THAT(in_body("python", "if not c or a > b:\n        b = c", "ROR"),
              ElementsAre("ROR a > b -> a <= b", "ROR a > b -> a >= b"));
}

TEST(MutateFilterPython, TwoThatAreNotEqualHere) {
  const std::vector<std::string> left = {"ROR a == b -> a != b", "ROR a < b -> a >= b"};
  EXPECT_EQ(in_body("python", "if a == b:\n        return 1\n    if a < b:\n        g()", "ROR"), left);
  EXPECT_EQ(in_body("python", "while c:\n        if a == b:\n            return 1\n        if a < b:\n            g()",
                    "ROR"),
            left);
  EXPECT_EQ(in_body("python", "if a == b:\n        g()\n    elif a < b:\n        h()", "ROR"), left);
  EXPECT_THAT(in_body("python", "if a == b:\n        g()\n    if a < b:\n        h()", "ROR"),
              testing::Contains("ROR a < b -> a <= b"));
  EXPECT_THAT(in_body("python", "if a == c:\n        return 1\n    if a < b:\n        h()", "ROR"),
              testing::Contains("ROR a < b -> a <= b"));
}

TEST(MutateFilterPython, OtherTypes) {
  EXPECT_THAT(in_body("python", "s = \"a\" + a + \"b\""), IsEmpty());
  EXPECT_THAT(in_body("python", "s += \"a\"", "UOI"), IsEmpty());
  EXPECT_THAT(in_body("python", "s = \"%d\" % a"), IsEmpty());
}

TEST(MutateFilter, LinesOfOthers) {
  SourceFile file{.path = "a", .text = "def f(a):\n    g(a)\n    h(a)\n", .own = {3}};
  const Schemata schemata = mutator_of("python").make({file}, "seed");
  ASSERT_FALSE(schemata.mutants.empty());
  for (const Mutant& mutant : schemata.mutants) EXPECT_EQ(mutant.line, 3);
  file.own.clear();
  EXPECT_EQ(mutator_of("python").make({file}, "seed"), Schemata());
}

TEST(MutateFilter, TheLineOfTheOperatorCounts) {
  const SourceFile file{.path = "a", .text = "def f(a):\n    g(a\n      +\n      2)\n", .own = {3}};
  const Schemata schemata = mutator_of("python").make({file}, "seed");
  ASSERT_FALSE(schemata.mutants.empty());
  for (const Mutant& mutant : schemata.mutants) EXPECT_EQ(mutant.op, "AOR");
}

TEST(MutateFilter, WhatCannotStandOnOneLine) {
  EXPECT_THAT(in_body("python", "x = (a == \"\"\"b\n\"\"\")"), IsEmpty());
  EXPECT_THAT(in_body("cpp", "g(a == R\"(\n)\");", "ROR"), IsEmpty());
  EXPECT_THAT(in_body("python", "x = a + \\\n      b"), ElementsAre("AOR a + b -> a - b"));
}

TEST(MutateFilter, NoCommentIsInTheWay) {
  EXPECT_THAT(in_body("cpp", "if (a // one\n && /* two */ b) { }"), in_body("cpp", "if (a\n && b) { }"));
  EXPECT_THAT(in_body("python", "x = (a + # one\n      # two\n      b)"), ElementsAre("AOR a + b -> a - b"));
}

TEST(MutateFilter, WhatIsNotOfTheLanguage) {
  EXPECT_THAT(changes("cpp", "int f(int a) { return a + ; }\nint g(int a) { return a; }\n"),
              ElementsAre("RET return a; -> return {};"));
  EXPECT_EQ(make("cpp", "int f(int a) { return a; }\n\xff\n"), Schemata());
  EXPECT_EQ(make("cpp", "int f(int a) { return " + std::string(600, '(') + "a" + std::string(600, ')') + "; }\n"),
            Schemata());
}

}  // namespace
}  // namespace grader::mutate
