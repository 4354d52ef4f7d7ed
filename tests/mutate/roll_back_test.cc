// Mutants that do not compile.
#include <gmock/gmock.h>

#include <set>

#include "tests/mutate/programs.h"

namespace grader::mutate {
namespace {

TEST(MutateRollBack, CutsIllTypedAlternativesOnly) {
  const std::string source =
      "#include <string>\nstd::string f(std::string a, std::string b) {\n  if (a < b) return b;\n  return a + b;\n}\n";
  const Schemata schemata = make("cpp", source);
  const Folder folder;
  spit(folder / "src/unit.cc", source);
  const Compilation compiled = compile(folder, schemata.files.at(0).text, schemata.files[0].guarded);
  EXPECT_EQ(compiled.code, 0) << compiled.messages;
  std::set<std::string> gone;
  for (const int number : compiled.dropped)
    gone.insert(schemata.mutants[static_cast<std::size_t>(number) - 1].replacement);
  EXPECT_THAT(gone, testing::ElementsAre("a - b"));
}

// The error is said of the header, and names the line of the unit as what asked for it.
TEST(MutateRollBack, FindsWhatATemplateWasAskedBy) {
  const Folder folder;
  spit(folder / "src/t.h", "template <typename T> auto twice(T a) { return a.size() * 2; }\n");
  spit(folder / "src/unit.cc", "int f();\n");
  const std::string text = "#include \"t.h\"\nint f() { return (\ngrader_mutant(4) ? (twice(1)) :\n(2)); }\n";
  const Compilation compiled = compile(folder, text, {{.line = 3, .number = 4}, {.line = 0, .number = 5}});
  EXPECT_EQ(compiled.code, 0) << compiled.messages;
  EXPECT_THAT(compiled.dropped, testing::ElementsAre(4));
}

TEST(MutateRollBack, FallsBackToTheOriginal) {
  const Folder folder;
  spit(folder / "src/unit.cc", "int f() { return 1; }\n");
  const std::string text = "int f() { return (\ngrader_mutant(4) ? (1) :\n(2)); }\nint g() { return nowhere; }\n";
  const Compilation compiled = compile(folder, text, {{.line = 2, .number = 4}, {.line = 0, .number = 5}});
  EXPECT_EQ(compiled.code, 0) << compiled.messages;
  EXPECT_THAT(compiled.dropped, testing::ElementsAre(4, 5));
}

TEST(MutateRollBack, FailsWithTheOriginal) {
  const Folder folder;
  spit(folder / "src/unit.cc", "int f() { return nowhere; }\n");
  const Compilation compiled = compile(folder, "int f() { return nowhere; }\n", {{.line = 0, .number = 5}});
  EXPECT_EQ(compiled.code, 1);
  EXPECT_THAT(compiled.messages, testing::HasSubstr("nowhere"));
}

// The unit is a test; what does not compile is in the header, for one of the types that the test takes.
TEST(MutateRollBack, CutsInAHeaderWhatAUnitElsewhereCannotHave) {
  const Folder folder;
  spit(folder / "src/deep/sum.h", "template <typename T> T sum(T a, T b) { return a + b; }\n");
  spit(folder / "tests/sum_test.cc",
       "#include <string>\n#include \"deep/../deep/sum.h\"\nint f() { return sum(1, 2); }\n"
       "std::string g() { return sum<std::string>(\"a\", \"b\"); }\n");
  const std::string text =
      "template <typename T> T sum(T a, T b) { return (\ngrader_mutant(4) ? (a - b) :\n(\ngrader_mutant(5) ? (b + a) "
      ":\n(a + b))); }\n";
  const Compilation compiled =
      compile(folder, text, {{.line = 2, .number = 4}, {.line = 4, .number = 5}}, "deep/sum.h", "tests/sum_test.cc");
  EXPECT_EQ(compiled.code, 0) << compiled.messages;
  EXPECT_THAT(compiled.dropped, testing::ElementsAre(4));
}

}  // namespace
}  // namespace grader::mutate
