// What an edit of a text leaves as it was.
#include <gmock/gmock.h>

#include "grader/base/text.h"
#include "tests/mutate/programs.h"

namespace grader::mutate {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const std::string kTwo = "LIMIT = 3\n\n\ndef f(a):\n    return a + 1\n\n\ndef g(a):\n    return a < LIMIT\n";

Unchanged of(const std::string& source, const std::string& seed = "seed") {
  return make("python", source, seed).unchanged;
}

std::string written(const std::string& source) {
  return make("python", source).files.at(0).text;
}

// The hashes of the functions and the places of mutants do not depend on numbers, which are drawn anew.
TEST(Functions, AreTheSameForEverySeed) {
  const Unchanged one = of(kTwo, "one"), other = of(kTwo, "other");
  EXPECT_THAT(one.functions, SizeIs(2));
  EXPECT_EQ(one.functions, other.functions);
  EXPECT_EQ(one.frame, other.frame);
  EXPECT_THAT(one.mutants, testing::UnorderedElementsAreArray(other.mutants));
}

TEST(Functions, ChangeWithTheirBodiesAlone) {
  const Unchanged before = of(kTwo), after = of(replace_all(kTwo, "a + 1", "a + 2"));
  EXPECT_EQ(before.frame, after.frame);
  EXPECT_NE(before.functions[0], after.functions[0]);
  EXPECT_EQ(before.functions[1], after.functions[1]);
}

TEST(Functions, AreInAFrameThatAnythingElseChanges) {
  const std::string frame = of(kTwo).frame;
  EXPECT_NE(of(replace_all(kTwo, "LIMIT = 3", "LIMIT = 4")).frame, frame);
  EXPECT_NE(of(replace_all(kTwo, "def g(a)", "def g(a=1)")).frame, frame);
  EXPECT_NE(of(kTwo + "\n\ndef h():\n    return 1\n").frame, frame);
  EXPECT_NE(of("import os\n" + kTwo).frame, frame);
}

// Wherever they stand; what only looks like one counts.
TEST(Functions, DoNotChangeWithComments) {
  const Unchanged before = of(kTwo);
  for (const std::string& source : {kTwo + "# at the end\n", replace_all(kTwo, "a + 1", "a + 1  # behind"),
                                    replace_all(kTwo, "    return a + 1", "    # above\n    return a + 1"),
                                    replace_all(kTwo, "a < LIMIT\n", "a < LIMIT\n    # below\n")}) {
    EXPECT_EQ(of(source).frame, before.frame) << source;
    EXPECT_EQ(of(source).functions, before.functions) << source;
  }
  const std::string text = "def f(a):\n    b = 'x'\n    return a + b\n";
  EXPECT_NE(of(text).functions, of(replace_all(text, "'x'", "'x # y'")).functions);
}

// The places of mutants in an unchanged function stay theirs.
TEST(Functions, KeepTheirMutants) {
  const auto places = [](const std::string& source, const std::string& function) {
    const Schemata schemata = make("python", source);
    std::map<std::string, std::string> rows;
    for (std::size_t i = 0; i < schemata.mutants.size(); ++i) {
      const Mutant& mutant = schemata.mutants[i];
      if (mutant.function == function && !mutant.decoy)
        rows[schemata.unchanged.mutants[i]] = mutant.original + " -> " + mutant.replacement;
    }
    return rows;
  };
  const std::string edited = replace_all(kTwo, "    return a + 1", "    if a < LIMIT:\n        a -= 1\n    return a");
  EXPECT_THAT(places(kTwo, "g"), SizeIs(testing::Ge(2)));
  EXPECT_EQ(places(kTwo, "g"), places(edited, "g"));
}

TEST(Functions, GiveDecoysNoPlace) {
  const Schemata schemata = make("python", kTwo);
  for (std::size_t i = 0; i < schemata.mutants.size(); ++i)
    EXPECT_EQ(schemata.unchanged.mutants[i].empty(), schemata.mutants[i].decoy);
}

// Two bodies that are exchanged are two other functions, whatever their names.
TEST(Functions, AreToldApartByTheirPlace) {
  const std::string source = "def f(a):\n    return a + 1\n\n\ndef g(a):\n    return a - 1\n";
  const std::string exchanged = "def f(a):\n    return a - 1\n\n\ndef g(a):\n    return a + 1\n";
  for (const std::string& function : of(source).functions)
    EXPECT_THAT(of(exchanged).functions, Not(testing::Contains(function)));
}

TEST(Functions, AreEnteredByAGuardBeforeTheFirstStatement) {
  const std::string guard = "grader_mutant(" + std::to_string(of(kTwo).mutants.size() + 1) + ");";
  EXPECT_THAT(written(kTwo), HasSubstr("def f(a):\n    " + guard + "\n    return "));
}

TEST(Functions, KeepTheirDocumentation) {
  const std::string text = written("def f(a):\n    \"\"\"What it does.\"\"\"\n    return a + 1\n");
  EXPECT_THAT(text, HasSubstr("    \"\"\"What it does.\"\"\"\n    grader_mutant("));
  EXPECT_THAT(written("def f(a):\n    r'''It is here.'''\n\n\ndef g(a):\n    return a\n"),
              HasSubstr("def f(a):\n    r'''It is here.'''\n"));
}

TEST(Functions, OfOneLineStayOnIt) {
  EXPECT_THAT(written("def f(a): return a + 1\n"), HasSubstr("def f(a): grader_mutant("));
}

// A function in a function is a part of it, and a method of a class is not.
TEST(Functions, AreTheOutermost) {
  EXPECT_THAT(of("def f(a):\n    def g(b):\n        return b + 1\n    return g(a)\n").functions, SizeIs(1));
  EXPECT_THAT(of("class C:\n    def f(self):\n        return 1 + 1\n\n    def g(self):\n        return 2\n").functions,
              SizeIs(2));
}

// In place of a comment the guard stands before what follows it, on the same line or a line of its own.
TEST(Functions, MayBeginWithComments) {
  for (const char* source :
       {"def f(a):\n    \"\"\"Doc.\"\"\"  # noqa\n    return a + 1\n",
        "def f(a):\n    \"\"\"Doc.\"\"\"\n# print(a)\n    return a + 1\n", "def f(a):  # why\n    return a + 1\n",
        "def f(a):\n    # why\n    return a + 1\n", "def f(a):\n  # why\n    # how\n    return a + 1\n"}) {
    EXPECT_THAT(written(source), HasSubstr("\n    grader_mutant(")) << source;
    EXPECT_THAT(of(source).functions, SizeIs(1)) << source;
  }
}

// No line can be put before their first statement.
TEST(Functions, ThatGoOnFromALineAboveAreOfTheFrame) {
  EXPECT_THAT(of("def f(a): \\\n    return a + 1\n").functions, SizeIs(0));
  EXPECT_THAT(of("def f(a):\n    # splits at \\\n    if a:\n        return a + 1\n").functions, SizeIs(0));
}

// What a comment may say to the interpreter.
TEST(Functions, AreReadByTheEncodingThatTheFileNames) {
  EXPECT_NE(of("# -*- coding: latin-1 -*-\n" + kTwo).frame, of(kTwo).frame);
}

std::size_t functions_in_cpp(const std::string& source) {
  const Schemata schemata = make("cpp", source + "int other(int a) {\n  return a + 1;\n}\n");
  return schemata.unchanged.functions.size() - 1;
}

// A test that never enters them may end otherwise once they are edited.
TEST(Functions, AreOfTheFrameWhenTheyActWithoutBeingEntered) {
  EXPECT_THAT(of("def f(a):\n    if a < 1:\n        return\n    yield a + 1\n\n\ndef g(a):\n    return -a\n").functions,
              SizeIs(1));
  EXPECT_EQ(functions_in_cpp("constexpr int limit() {\n  return 14;\n}\n"), 0U);
  EXPECT_EQ(functions_in_cpp("auto scale() {\n  return 2;\n}\n"), 0U);
  EXPECT_EQ(functions_in_cpp("int f() {\n#define MOST 3\n  return MOST;\n}\n"), 0U);
}

// By their declarators: a class behind a macro looks like a function without one.
TEST(Functions, AreKnownByTheirDeclarators) {
  EXPECT_EQ(functions_in_cpp("class API Account {\n public:\n  int f() { return 1; }\n};\n"), 0U);
  EXPECT_EQ(functions_in_cpp("const int* f() {\n  return nullptr;\n}\n"), 1U);
  EXPECT_EQ(functions_in_cpp("struct S {\n  operator bool() const { return a < 1; }\n  int a;\n};\n"), 1U);
  EXPECT_EQ(functions_in_cpp("struct S {\n  S() : a(1) { a += 1; }\n  int a;\n};\n"), 1U);
}

TEST(Functions, OfCppWithTheirGuardsCompile) {
  const std::string source =
      "#include <string>\ntemplate <typename T> T twice(T a) { return a + a; }\n"
      "constexpr int limit(int a) { return a + 14; }\nstatic_assert(limit(1) == 15);\n"
      "auto scale(int a) { return a * 2; }\nstruct S {\n  S(int b) : a(b + 1) { /* none */ a += 1; }\n"
      "  ~S() { a = 0; }\n  explicit operator bool() const { return a < 1; }\n  bool operator<(const S& other) const "
      "{\n"
      "    return a < other.a;\n  }\n  int a;\n};\nint f(int a) try { return a + 1; } catch (...) { return 2; }\n"
      "int g(int a) {\n#ifdef NOTHING\n  return 1;\n#endif\n  switch (a) { case 1: return 2; default: break; }\n"
      "again:\n  if (a++ < 3) goto again;\n  return twice(a) + (S(a) ? 1 : 0);\n}\n"
      "extern \"C\" int h() noexcept { static int n = 0; return ++n; }\n"
      "int k(int a) {  // why\n  const auto add = [a](int b) { return a + b; };\n  return add(a);\n}\n";
  const Schemata schemata = make("cpp", source);
  const Folder folder;
  spit(folder / "src/unit.cc", source);
  const Compilation compiled = compile(folder, schemata.files.at(0).text, schemata.files[0].guarded);
  EXPECT_EQ(compiled.code, 0) << compiled.messages;
  EXPECT_LT(compiled.dropped.size() * 2, schemata.mutants.size()) << compiled.messages;
  EXPECT_THAT(schemata.unchanged.functions, SizeIs(testing::Ge(8)));
}

// Without a mutant a file has no guard that could tell.
TEST(Functions, OfAFileWithoutMutantsAreItsFrame) {
  const SourceFile work = all_own("a.py", kTwo);
  const auto beside = [&](const std::string& text) {
    return mutator_of("python").make({work, all_own("b.py", text)}, "seed").unchanged;
  };
  const Unchanged before = beside("def h():\n    pass\n\n");
  EXPECT_THAT(before.functions, SizeIs(2));
  EXPECT_NE(beside("def h():\n    import os\n").frame, before.frame);
  EXPECT_EQ(beside("def h():\n    pass\n\n# a comment\n").frame, before.frame);
  EXPECT_NE(beside(std::string(2 << 20, ' ')).frame, beside(std::string((2 << 20) + 1, ' ')).frame) << "not read";
}

}  // namespace
}  // namespace grader::mutate
