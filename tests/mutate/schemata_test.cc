// Schemata of whole programs.
#include <gmock/gmock.h>

#include <map>

#include "tests/mutate/programs.h"

namespace grader::mutate {
namespace {

// Few mutants of honest programs are ill-typed, and none takes its whole file with it.
TEST(MutateSchemata, OfCppSamplesCompile) {
  const auto found = sources(".cc", {"reference", "submissions/good/files", "submissions/weak/files"});
  ASSERT_GE(found.size(), 8U);
  std::size_t mutants = 0;
  std::size_t dropped = 0;
  for (const Source& source : found) {
    const Folder folder;
    lay_headers(source, folder.path());
    spit(folder / "src/unit.cc", source.text);
    const Schemata schemata = mutator_of("cpp").make({all_own(source.path, source.text)}, "seed");
    ASSERT_EQ(schemata.files.size(), 1U) << source.path;
    const Compilation compiled = compile(folder, schemata.files[0].text, schemata.files[0].guarded);
    EXPECT_EQ(compiled.code, 0) << source.path << "\n" << compiled.messages;
    EXPECT_LT(compiled.dropped.size() * 4, schemata.mutants.size()) << source.path;
    mutants += schemata.mutants.size();
    dropped += compiled.dropped.size();
    const auto lines = lines_of(source.text).size();
    std::printf("%s: %zu mutants and decoys on %zu lines, %zu ill-typed\n", source.path.c_str(),
                schemata.mutants.size(), lines, compiled.dropped.size());
  }
  std::printf("%zu mutants and decoys, %zu of them ill-typed\n", mutants, dropped);
  EXPECT_LT(dropped * 10, mutants);
}

TEST(MutateSchemata, OfPythonSamplesMeanTheSameWithGuardsOff) {
  const auto found = sources(".py", {"reference", "submissions/good/files", "submissions/weak/files", "starter"});
  ASSERT_GE(found.size(), 8U);
  std::size_t guards = 0;
  for (const Source& source : found) {
    const Schemata schemata = mutator_of("python").make({all_own(source.path, source.text)}, "seed");
    if (schemata.files.empty()) continue;
    const Folder folder;
    spit(folder / "before.py", source.text);
    spit(folder / "after.py", schemata.files[0].text);
    const auto fold = shell("/usr/bin/python3 -I -B " GRADER_SOURCE_DIR "/tests/mutate/fold.py " +
                            (folder / "before.py").string() + " " + (folder / "after.py").string());
    ASSERT_EQ(fold.code, 0) << source.path << "\n" << fold.err << schemata.files[0].text;
    const std::size_t functions = schemata.unchanged.functions.size();
    EXPECT_EQ(std::stoul(fold.out), schemata.mutants.size() + functions) << source.path;
    EXPECT_EQ(lines_of(schemata.files[0].text).size(), lines_of(source.text).size() + functions) << source.path;
    guards += schemata.mutants.size();
    std::printf("%s: %zu mutants and decoys on %zu lines\n", source.path.c_str(), schemata.mutants.size(),
                lines_of(source.text).size());
  }
  EXPECT_GT(guards, 200U);
}

// What is hard to write inside of brackets or on the same line.
TEST(MutateSchemata, OfAwkwardPythonMeanTheSame) {
  const std::string source = R"py(
async def f(a, b=-1, *c, **d):
    """doc"""
    if (n := len(c)) > 3 and not d: return n
    async with a as e: pass
    await e.go(a + b)
    x, y = a if b else c, await a(a + 1)
    x[a + 1:-b, ...] += y[-a] * 2
    print(*a or b, **d or {}, sep=a and b)
    z = [i for i in a if i > 1 if i < 9] + [lambda q=1: q + 1 if q else -q]
    return_value = a \
        + b
    try:
        del a[b - 1]
    except E as error:
        g(error is not None)
    else:
        g(f"{a + b!r:>{b + 1}}" "x" + str(a))
    while n := n - 1: n -= 1; g()
    for i in a + b: i.x = -i; continue
    g(  # why
        a == b)
    y = (a +  # one
         # two
         b or  # three
         not b)
    g(a)  # after
    match a:
        case [1, -1] if a > b: g.h()
        case {"k": 1 | 2}: raise E(a + b) from None
    @d(a + 1)
    def inner(q: int = a + 1) -> a + 1:
        nonlocal a
        a = q < 1 < b or 'x' 'y' % q
        return not a
    class Local(a + b):
        z: int = a + 1
        def get(self): return self.z is None
    assert a < b, a + b
)py";
  const Schemata schemata = make("python", source);
  EXPECT_GT(schemata.mutants.size(), 40U);
  const Folder folder;
  spit(folder / "before.py", source);
  spit(folder / "after.py", schemata.files.at(0).text);
  const auto fold = shell("/usr/bin/python3 -I -B " GRADER_SOURCE_DIR "/tests/mutate/fold.py " +
                          (folder / "before.py").string() + " " + (folder / "after.py").string());
  EXPECT_EQ(fold.code, 0) << fold.err << schemata.files[0].text;
}

TEST(MutateSchemata, OfLongChainsAreStillRead) {
  std::string source = "def f(a):\n    return a";
  for (int i = 0; i < 150; ++i) source += " + a";
  const Schemata schemata = make("python", source + "\n");
  EXPECT_GT(schemata.mutants.size(), 10U);
  const Folder folder;
  spit(folder / "a.py", schemata.files.at(0).text);
  const auto run = shell("/usr/bin/python3 -I -m py_compile " + (folder / "a.py").string());
  EXPECT_EQ(run.code, 0) << run.err;
}

// With its number on, an object behaves as its mutant says; with none, as before.
TEST(MutateSchemata, GuardsSwitchOneMutantEach) {
  const std::string source =
      "int f(int a, int b) {\n  int c = a  // first\n      * /* second */ b;\n  if (a < b) c += 1;\n  return c;\n}\n";
  const Schemata schemata = make("cpp", source);
  const Folder folder;
  spit(folder / "src/unit.cc", source);
  const Compilation compiled = compile(folder, schemata.files.at(0).text, schemata.files[0].guarded);
  ASSERT_EQ(compiled.code, 0) << compiled.messages;
  ASSERT_TRUE(compiled.dropped.empty());
  spit(folder / "main.cc",
       "#include <cstdio>\nint grader_current = 0;\nint f(int, int);\nint main() {\n"
       "  for (; grader_current < 100; ++grader_current)\n"
       "    std::printf(\"%d %d %d\\n\", f(2, 8), f(8, 8), f(8, 2));\n}\n");
  const auto run = shell("cd " + folder.path().string() + " && g++ -std=c++20 main.cc unit.o -o main && ./main");
  ASSERT_EQ(run.code, 0) << run.err;
  const std::map<std::string, std::string> expected = {
      {"AOR a / b", "1 1 4"},     {"COND true", "17 65 17"},  {"COND false", "16 64 16"}, {"ROR a <= b", "17 65 16"},
      {"ROR a >= b", "16 65 17"}, {"UOI c -= 1", "15 64 16"}, {"SDL ", "16 64 16"},       {"RET return {};", "0 0 0"}};
  const auto lines = lines_of(run.out);
  EXPECT_EQ(lines.at(0), "17 64 16");
  EXPECT_EQ(schemata.mutants.size(), expected.size() + 3);
  for (const Mutant& mutant : schemata.mutants)
    EXPECT_EQ(lines.at(static_cast<std::size_t>(mutant.number)),
              mutant.decoy ? lines[0] : expected.at(mutant.op + " " + mutant.replacement));
}

}  // namespace
}  // namespace grader::mutate
