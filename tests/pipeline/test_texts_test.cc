// What a test depends on in the files of tests, from their bytes to the runner's ids.
#include "grader/pipeline/test_texts.h"

#include <gtest/gtest.h>

#include "grader/base/text.h"
#include "tests/syntax/reading.h"

namespace grader::pipeline {
namespace {

const std::string kHead = "from work import f\n\nLIMIT = 3\n\n\n";
const std::string kOne = "def test_one():\n    assert f(1) == 2\n";
const std::string kTwo = "def test_two():\n    assert f(2) == LIMIT\n";

// The file is "t"; see reading.h. `other`: the text of another file.
TestTexts python(const std::string& source, const std::string& other = "") {
  return {syntax::read("python", source), {"t"}, {other}};
}

TestTexts cpp(const std::string& source) {
  return {syntax::read("cpp", source), {"t"}, {}};
}

bool differ(const TestTexts& a, const TestTexts& b) {
  return a.around() != b.around();
}

TEST(TestTexts, ChangeOneByOne) {
  const TestTexts before = python(kHead + kOne + "\n\n" + kTwo);
  const TestTexts after = python(kHead + "def test_one():\n    assert f(1) == 3\n" + "\n\n" + kTwo);
  EXPECT_FALSE(differ(before, after));
  EXPECT_NE(after.of("t::test_one"), before.of("t::test_one"));
  EXPECT_EQ(after.of("t::test_two"), before.of("t::test_two"));
  EXPECT_NE(before.of("t::test_one"), before.of("t::test_two"));
}

TEST(TestTexts, StayWhenTestsComeGoAndMove) {
  const TestTexts before = python(kHead + kOne);
  for (const std::string& source : {kHead + kOne + "\n\n" + kTwo, kHead + kTwo + "\n\n" + kOne,
                                    kHead + "# A word.\n" + kOne + "    # Another.\n\n\n\n" + kTwo + "\n"}) {
    const TestTexts after = python(source);
    EXPECT_FALSE(differ(before, after)) << source;
    EXPECT_EQ(after.of("t::test_one"), before.of("t::test_one")) << source;
  }
}

// Between whatever they are put.
TEST(TestTexts, LeaveNoTraceOfThemselves) {
  const std::string helper = "def make():\n    return 1\n\n\n",
                    marked = "@pytest.mark.slow\ndef test_slow():\n    pass\n\n\n";
  const std::string all = kHead + helper + marked + helper;
  for (const std::string& before : {helper, marked}) {
    std::string with = all;
    with.insert(all.rfind(before), kOne + "\n\n");
    EXPECT_FALSE(differ(python(all), python(with))) << with;
  }
  const std::string desk = "class TestDesk:\n    def setUp(self):\n        self.a = 1\n";
  EXPECT_FALSE(
      differ(python(desk), python(replace_all(desk, "    def", "    def test_a(self):\n        pass\n\n    def"))));
  const std::string suite = "#include <gtest/gtest.h>\nint two() { return 2; }\n";
  EXPECT_FALSE(differ(cpp(suite), cpp(suite + "TEST(Desk, Lends) { EXPECT_EQ(f(1), two()); };\n")));
}

TEST(TestTexts, AreInWhatAnythingElseChanges) {
  const TestTexts before = python(kHead + kOne);
  EXPECT_TRUE(differ(python("import os\n" + kHead + kOne), before));
  EXPECT_TRUE(differ(python(kHead + "def helper():\n    return 1\n\n\n" + kOne), before));
  EXPECT_TRUE(differ(python(kHead + "X = 1\n\n\n" + kOne), before));
}

TEST(TestTexts, OfMethodsStandInTheirClass) {
  const std::string before = "class TestDesk:\n    limit = 3\n\n    def test_a(self):\n        assert f(1) == 2\n";
  const TestTexts one = python(before), two = python(before + "\n    def test_b(self):\n        assert f(2) == 2\n");
  EXPECT_FALSE(differ(one, two));
  EXPECT_EQ(one.of("t::TestDesk::test_a"), two.of("t::TestDesk::test_a"));
  EXPECT_TRUE(differ(one, python("class TestDesk(Base):" + before.substr(before.find('\n')))));
}

// A test that acts when its file is loaded, or that the grammar does not read.
TEST(TestTexts, OfTestsThatDoNotStandApartAreAround) {
  const std::string two = "\n\n" + kTwo;
  for (const char* test :
       {"@pytest.mark.parametrize(\"a\", [1])\ndef test_one(a):\n    assert f(a) == %\n",
        "def test_one(a=make()):\n    assert f(a) == %\n", "def test_one(a: make()):\n    assert f(a) == %\n",
        "def test_one():\n    assert f(1) = = %\n"})
    EXPECT_TRUE(differ(python(replace_all(test, "%", "2") + two), python(replace_all(test, "%", "3") + two))) << test;
  for (const char* test : {"def test_one():\n    assert f(1) == %\n",
                           "def test_one():\n    def make(a=1):\n        return a\n    assert f(make()) == %\n"})
    EXPECT_FALSE(differ(python(replace_all(test, "%", "2") + two), python(replace_all(test, "%", "3") + two))) << test;
  const std::string after = "TEST(S, B) { EXPECT_EQ(f(2), LIMIT); }\n";
  const std::string macro = "TEST(S, A) {\n#define LIMIT 3\n  EXPECT_EQ(f(1), LIMIT);\n}\n" + after;
  EXPECT_TRUE(differ(cpp(macro), cpp(replace_all(macro, "LIMIT 3", "LIMIT 4"))));
  const std::string defines = "DEFINE_LIMIT(Three)\nTEST(S, A) { EXPECT_EQ(f(1), LIMIT); }\n" + after;
  EXPECT_TRUE(differ(cpp(defines), cpp(replace_all(defines, "Three", "Four"))));
}

// By its name, or by that of its class: here, in another file, or twice.
TEST(TestTexts, OfTestsThatOtherCodeMaySpeakOfAreAround) {
  const std::string desk = "class TestDesk:\n    def test_one(self):\n        assert f(1) == %\n\n\n";
  const auto edited_differ = [](const std::string& source, const std::string& other = "") {
    return differ(python(replace_all(source, "%", "2"), other), python(replace_all(source, "%", "3"), other));
  };
  const std::string one = replace_all(kOne, "2", "%");
  EXPECT_FALSE(edited_differ(one));
  EXPECT_FALSE(edited_differ(desk));
  EXPECT_FALSE(edited_differ(desk + replace_all(kOne, "2", "4"))) << "two tests of one name";
  EXPECT_TRUE(edited_differ(one + "\n\ndef test_again():\n    test_one()\n"));
  EXPECT_TRUE(edited_differ(one, "test_one()\n"));
  EXPECT_TRUE(edited_differ(desk + "def test_all():\n    assert run_all(TestDesk) == 1\n"));
  EXPECT_TRUE(edited_differ(desk, "class TestShelf(TestDesk):\n    pass\n"));
  EXPECT_TRUE(edited_differ(desk + "class TestDesk(Base):\n    def test_two(self):\n        pass\n"));
}

TEST(TestTexts, OfCppAreFoundByTheRunnersNames) {
  const std::string before =
      "TEST(Desk, Lends) { EXPECT_EQ(f(1), 2); }\nTEST_P(Each, Adds) { EXPECT_EQ(f(1), 3); }\n"
      "TYPED_TEST_P(Any, Adds) { EXPECT_EQ(f(1), 4); }\nTEST_CASE(\"adds up\") { CHECK(f(1) == 5); }\n";
  const std::map<std::string, std::string> ids = {
      {"Desk.Lends", "2"}, {"All/Each.Adds/0", "3"}, {"Any/0.Adds", "4"}, {"My/Any/0.Adds", "4"}, {"adds up", "5"}};
  const TestTexts texts = cpp(before);
  for (const char* number : {"2", "3", "4", "5"}) {
    const TestTexts edited = cpp(replace_all(before, number, "7"));
    EXPECT_FALSE(differ(texts, edited));
    for (const auto& [id, own] : ids) EXPECT_EQ(edited.of(id) != texts.of(id), own == number) << id << number;
    EXPECT_NE(edited.of("not there"), texts.of("not there"));
    EXPECT_NE(edited.of("Scenario: a/adds up"), texts.of("Scenario: a/adds up"));
  }
}

// The same text means something else where other names are in sight.
TEST(TestTexts, DependOnWhereTheyStand) {
  const std::string a = "namespace a {\nint two() { return 2; }\n", b = "}\nnamespace b {\nint two() { return 3; }\n";
  for (const char* name : {"TEST(Desk, Lends)", "SCENARIO(\"lends\")"}) {
    const std::string test = std::string(name) + " { EXPECT_EQ(f(1), two()); }\n";
    const TestTexts in_a = cpp(a + test + b + "}\n"), in_b = cpp(a + b + test + "}\n");
    EXPECT_FALSE(differ(in_a, in_b));
    EXPECT_NE(in_a.of("Desk.Lends"), in_b.of("Desk.Lends"));
  }
}

TEST(TestTexts, DependOnTheirFile) {
  const auto in = [](const std::string& file) {
    SourceFacts facts = {.tests = {{.file = file, .name = "Desk.Lends", .group = "Desk", .text = "TEST"}},
                         .around_tests = {{"a", "x"}, {"b", "y"}}};
    return TestTexts(facts, {"a", "b"}, {});
  };
  EXPECT_FALSE(differ(in("a"), in("b")));
  EXPECT_NE(in("a").of("Desk.Lends"), in("b").of("Desk.Lends"));
}

// A block that a macro closes reads as one that goes on to the end of the file; one that a macro opens lacks nothing.
TEST(TestTexts, DoNotHoldWhatComesAfterThem) {
  const std::string test = "TEST(S, A) {\n  if (x) {\n    EXPECT_EQ(f(1), 2);\n  END_IF;\n}\n";
  EXPECT_TRUE(differ(cpp(test + "int two() { return 2; }\n"), cpp(test + "int two() { return 3; }\n")));
  const std::string sections = "TEST_CASE(\"a\") {\n  SECTION(\"b\") { CHECK(f(1) == 2); }\n  CHECK(f(2) == 2);\n}\n";
  EXPECT_FALSE(differ(cpp(sections), cpp(replace_all(sections, "2", "3"))));
}

// A class that is made from another one has its tests, whose text is somewhere else.
TEST(TestTexts, OfInheritedTestsAreAll) {
  const std::string rest = "def test_a():\n    assert f(3) == 4\n";
  const TestTexts before = python(kOne + "\n\n" + rest), after = python(replace_all(kOne, "2", "3") + "\n\n" + rest);
  EXPECT_NE(before.of("t::TestDesk::test_a"), after.of("t::TestDesk::test_a"));
  EXPECT_EQ(before.of("t::test_a[1]"), after.of("t::test_a[1]"));
}

// Or that are too long to be read.
TEST(TestTexts, DoNotCoverOtherFiles) {
  EXPECT_TRUE(python(kOne).cover("t"));
  EXPECT_FALSE(TestTexts(syntax::read("python", kOne), {"other"}, {}).cover("t"));
  EXPECT_FALSE(python(kOne + std::string(2 << 20, '\n')).cover("t"));
}

}  // namespace
}  // namespace grader::pipeline
