// What is read out of files of tests, in every language: cases that must be found, and honest ones that must not.
#include <gmock/gmock.h>

#include "tests/syntax/reading.h"

namespace grader::syntax {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names(const SourceFacts& facts, bool helpers) {
  std::vector<std::string> found;
  for (const TestFunction& row : facts.tests) {
    if (row.helper == helpers) found.push_back(std::to_string(row.line) + " " + row.name);
  }
  return found;
}

std::vector<std::string> smells(const SourceFacts& facts) {
  std::vector<std::string> found;
  for (const Finding& row : facts.smells) found.push_back(std::to_string(row.line) + " " + row.rule + " " + row.level);
  return found;
}

TEST(TestNames, AreThoseOfTheRunner) {
  const auto google = read("cpp",
                           "struct Desk : testing::Test {\n  void SetUp() override {}\n};\nTEST_F(Desk, Lends) {}\n"
                           "namespace {\nTEST_P(Each, Adds) {}\n}\nstatic int helper(Account a) { return 1; }\n");
  EXPECT_THAT(names(google, false), ElementsAre("4 Desk.Lends", "6 Each.Adds"));
  EXPECT_THAT(names(google, true), ElementsAre("2 SetUp", "8 helper"));
  EXPECT_TRUE(google.tests[0].around);
  EXPECT_EQ(google.tests[0].group, google.tests[1].group);
  const auto catch2 =
      read("cpp",
           "#include <x>\nTEST_CASE(\"adds up\", \"[sum]\") {\n  SECTION(\"a\") { CHECK(f(1) == 2); }\n}\n"
           "TEST_CASE(\"empty\") {\n}\n"
           "TEST_CASE(\"off\" * doctest::skip()) {}\nTEST_CASE_METHOD(Desk, \"with a desk\", \"[x]\") {}\n");
  EXPECT_THAT(names(catch2, false), ElementsAre("2 adds up", "5 empty", "7 off", "8 with a desk"));
  EXPECT_TRUE(catch2.tests[0].checks);
  EXPECT_FALSE(catch2.tests[1].checks);
  const auto python =
      read("python",
           "class TestDesk:\n    @pytest.mark.slow\n    def test_lends(self):\n        pass\n"
           "    def setUp(self):\n        def test_inner():\n            pass\ndef test_alone():\n    pass\n");
  EXPECT_THAT(names(python, false), ElementsAre("3 TestDesk::test_lends", "8 test_alone"));
  EXPECT_THAT(names(python, true), ElementsAre("5 setUp"));
}

TEST(TestNames, AreNotThoseOfTheSuitesAroundThem) {
  const auto facts =
      read("cpp",
           "TEST_SUITE(\"fees\") {\n  int twice(int a) { return 2 * a; }\n"
           "  TEST_CASE(\"one\") {\n    SUBCASE(\"a\") { CHECK(f(1) == 2); }\n  }\n"
           "  TEST_CASE(\"two\") {}\n}\nTEST_SUITE(\"rates\") {\nTEST_CASE(\"three\") { CHECK(f(3) == 2); }\n}\n"
           "SCENARIO(\"four\") {\n  GIVEN(\"a\") { CHECK(f(4) == 2); }\n}\n");
  EXPECT_THAT(names(facts, false), ElementsAre("3 one", "6 two", "9 three", "11 four"));
  EXPECT_THAT(names(facts, true), ElementsAre("2 twice"));
  EXPECT_TRUE(facts.tests[1].checks);
  EXPECT_FALSE(facts.tests[2].checks);
}

TEST(TestNames, AreNotThoseOfFixtures) {
  const auto facts =
      read("python", "@pytest.fixture\ndef test_client():\n    return app()\ndef test_a(test_client):\n    pass\n");
  EXPECT_THAT(names(facts, false), ElementsAre("4 test_a"));
  EXPECT_THAT(names(facts, true), ElementsAre("2 test_client"));
}

TEST(CppTests, KnowMacrosThatCheck) {
  const auto facts =
      read("cpp",
           "#define SUM(a, b) do { f(a);\\\n  EXPECT_EQ(f(a), b); } while (0)\n#define PRINT(a) puts(a)\n"
           "TEST(A, B) {\n  SUM(1, 2);\n}\n");
  ASSERT_EQ(facts.tests.size(), 3U);
  EXPECT_EQ(facts.tests[0].name, "SUM");
  EXPECT_TRUE(facts.tests[0].helper && facts.tests[0].checks);
  EXPECT_EQ(facts.tests[1].name, "PRINT");
  EXPECT_TRUE(facts.tests[1].helper && !facts.tests[1].checks);
  EXPECT_THAT(facts.tests[2].calls, testing::Contains(TestCall{.name = "SUM"}));
}

TEST(TestNames, OfWorkAreNotRead) {
  const auto tools = toolchain::read_toolchain(std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains" / "python");
  const SourceFacts facts =
      SourceQuery::compile(tools->syntax->rules)->read("a.py", "def test_a():\n    assert True\n");
  EXPECT_THAT(facts.tests, IsEmpty());
  EXPECT_THAT(facts.smells, IsEmpty());
}

TEST(CppTests, CheckSomethingThatIsNotConstant) {
  expect_each(cpp, &TestFunction::checks,
              {{"EXPECT_EQ(f(1), 2);"},
               {"ASSERT_THROW(f(1), std::exception) << 1;"},
               {"EXPECT_EQ(f(x), f(x));"},
               {"EXPECT_NE(x, x);"},
               {"EXPECT_EQ(std::max(f(1), 2), 2);"},
               {"EXPECT_EQ(max(1, 2), 2);"},
               {"EXPECT_EQ(std::vector<int>{f(1)}.size(), 1U);"},
               {"EXPECT_EQ(std::system(\"./build/app\"), 0);"},
               {"EXPECT_TRUE(std::filesystem::exists(\"out.txt\"));"},
               {"EXPECT_EQ(x, x);", false},
               {"ASSERT_EQ(a.size, a.size);", false},
               {"EXPECT_EQ(std::max(1, 2), 2);", false},
               {"CHECK(::std::max<int>(1, 2) == 2);", false},
               {"EXPECT_GT(std::numeric_limits<int>::max(), 0);", false},
               {"EXPECT_TRUE(f(1) == f(1));"},
               {"if (f(1) != 2) FAIL() << 1;"},
               {"try { f(1); EXPECT_TRUE(false); } catch (const E&) {}"},
               {"static_assert(f(1) == 2);"},
               {"assert(f(1) == 2);"},
               {"auto check = [&](int a) { EXPECT_EQ(f(a), 1); }; check(1);"},
               {"", false},
               {"f(1);", false},
               {"EXPECT_TRUE(true);\nASSERT_EQ(1, 1);", false},
               {"EXPECT_TRUE(x == x);", false},
               {"EXPECT_TRUE(f(1) == 2 || true);", false},
               {"CHECK((true || f(1)) || f(2));", false},
               {"EXPECT_EQ(f(1) || true, f(2));"},
               {"EXPECT_TRUE(f(1) || f(true));"},
               {"std::cout << f(1);", false}});
}

TEST(PythonTests, CheckSomethingThatIsNotConstant) {
  expect_each(python, &TestFunction::checks,
              {{"assert f(1) == 2"},
               {"self.assertEqual(f(1), 2)"},
               {"with pytest.raises(ValueError):\n        f(0)"},
               {"try:\n        f(0)\n        assert False, 'no error'\n    except ValueError:\n        pass"},
               {"if f(0) != 1:\n        raise AssertionError('no')"},
               {"if f(0) != 1:\n        pytest.fail('no')"},
               {"mock.assert_called_once()"},
               {"mocks['one'].clear.assert_called_once_with()"},
               {"self.assertNotIn((1, 2), cache)"},
               {"np.testing.assert_allclose(f(1), 2)"},
               {"assert f(1) == f(1)"},
               {"pass", false},
               {"f(1)", false},
               {"assert True", false},
               {"assert 1 == 1", false},
               {"self.assertTrue(True)", false},
               {"assert total == total", false},
               {"self.assertEqual(total, total)", false},
               {"self.assertListEqual(total.rows, total.rows)", false},
               {"self.assertIs(total, total)", false},
               {"self.assertNotEqual(total, total)"},
               {"self.assertEqual(total(1), total(1))"},
               {"assert sum([1, 2]) == 3", false},
               {"assert max(1, 2) == 2 and any([1]) and all([]) and tuple([]) == ()", false},
               {"assert sum(total) == 3"},
               {"assert total([1]) or True", false},
               {"assert (f(1) or True or f(2)), 'text'", false},
               {"self.assertTrue(f(1) or True)", false},
               {"assert f(1) or f(True)"},
               {"assert f(1) and True"},
               {"assert (f(1) == 2, 'two')", false}});
}

TEST(Tests, ThatHoldWhatCannotBeReadSaySo) {
  EXPECT_TRUE(cpp("f(1);").tests.at(0).readable);
  EXPECT_FALSE(cpp("f(1) @@ @ 2;").tests.at(0).readable);
  EXPECT_FALSE(python("x = = 2").tests.at(0).readable);
}

TEST(CppSmells, AreFound) {
  EXPECT_THAT(smells(cpp("EXPECT_TRUE(true);")), ElementsAre("2 tautology warning"));
  EXPECT_THAT(smells(cpp("f(1);\nCHECK(x == x);")), ElementsAre("3 tautology warning"));
  EXPECT_THAT(smells(cpp("EXPECT_EQ(x, x);")), ElementsAre("2 tautology warning"));
  EXPECT_THAT(smells(cpp("EXPECT_EQ(f(x), f(x));")), ElementsAre("2 compared with itself none"));
  EXPECT_THAT(smells(cpp("EXPECT_LE(x, x);")), ElementsAre("2 compared with itself none"));
  EXPECT_THAT(smells(cpp("EXPECT_EQ(std::max(1, 2), 2);")), ElementsAre("2 tautology warning"));
  EXPECT_THAT(smells(cpp("EXPECT_TRUE(f(1) == f(1));")), ElementsAre("2 compared with itself none"));
  EXPECT_THAT(smells(cpp("GTEST_SKIP() << 1;")), ElementsAre("2 disabled test warning"));
  EXPECT_THAT(smells(cpp("std::this_thread::sleep_for(std::chrono::seconds(1));")),
              ElementsAre("2 sleeping test warning"));
  EXPECT_THAT(smells(read("cpp", "TEST(Suite, DISABLED_Name) {}\nTEST_F(DISABLED_Suite, Name) {}\n")),
              ElementsAre("1 disabled test warning", "2 disabled test warning"));
  EXPECT_THAT(smells(read("cpp", "TEST_CASE(\"a\", \"[.slow]\") {}\nTEST_CASE(\"b\" * doctest::skip()) {}\n")),
              ElementsAre("1 disabled test warning", "2 disabled test warning"));
}

TEST(CppSmells, AreNotFoundInHonestTests) {
  for (const char* body :
       {"EXPECT_TRUE(f(true));", "EXPECT_EQ(x, y);", "EXPECT_TRUE(x == y);", "if (!has_disk()) GTEST_SKIP();",
        "try { f(1); EXPECT_TRUE(false); } catch (const E&) {}", "clock.sleep_until_noon();",
        "EXPECT_CALL(mock, f(1));", "EXPECT_EQ(f(1), 1);\n// EXPECT_TRUE(true);", "EXPECT_NO_THROW(f(1));",
        "FAIL() << \"x\";", "EXPECT_EQ(std::min(x, 2), 2);", "EXPECT_EQ(f(1), std::string(\"a\"));",
        "EXPECT_EQ(std::size(list()), 2U);"})
    EXPECT_THAT(smells(cpp(body)), IsEmpty()) << body;
  EXPECT_THAT(smells(read("cpp",
                          "TEST(Disabled, Enabled) {}\nTEST_CASE(\"a. b\", \"[x]\") {}\n"
                          "TEST_CASE(\"b\" * doctest::skip(false)) {}\n")),
              IsEmpty());
}

TEST(PythonSmells, KnowWhatTheLanguageItselfGives) {
  for (const char* body :
       {"assert len('abc') == 3", "self.assertEqual(sorted([2, 1]), [1, 2])", "assert isinstance(3, int)"})
    EXPECT_THAT(smells(python(body)), ElementsAre("2 tautology warning")) << body;
  for (const char* body : {"assert len(total) == 3", "len = f\n    assert len(3) == 1", "assert len(f('abc')) == 3"})
    EXPECT_THAT(smells(python(body)), IsEmpty()) << body;
  const std::string test = "def test_a():\n    assert round(2.5) == 3\n";
  EXPECT_THAT(smells(read("python", "import work\n" + test)), ElementsAre("3 tautology warning"));
  EXPECT_THAT(smells(read("python", "from work import round\n" + test)), IsEmpty());
  EXPECT_THAT(smells(read("python", "from work import *\n" + test)), IsEmpty());
  EXPECT_THAT(smells(read("python", "def test_a(list):\n    assert list\n")), IsEmpty());
}

TEST(PythonSmells, AreFound) {
  EXPECT_THAT(smells(python("assert True")), ElementsAre("2 tautology warning"));
  EXPECT_THAT(smells(python("assert (f(1) == 2, 'two')")), ElementsAre("2 tautology warning"));
  EXPECT_THAT(smells(python("assert total == total")), ElementsAre("2 tautology warning"));
  EXPECT_THAT(smells(python("self.assertEqual(a, a)")), ElementsAre("2 tautology warning"));
  EXPECT_THAT(smells(python("self.assertEqual(a(1), a(1))")), ElementsAre("2 compared with itself none"));
  EXPECT_THAT(smells(python("self.assertLessEqual(a, a)")), ElementsAre("2 compared with itself none"));
  EXPECT_THAT(smells(python("assert list(k) == list(k)")), ElementsAre("2 compared with itself none"));
  EXPECT_THAT(smells(python("time.sleep(1)")), ElementsAre("2 sleeping test warning"));
  EXPECT_THAT(smells(python("pytest.skip('later')")), ElementsAre("2 disabled test warning"));
  EXPECT_THAT(smells(python("self.skipTest('later')")), ElementsAre("2 disabled test warning"));
  EXPECT_THAT(smells(read("python",
                          "@pytest.mark.skip\ndef test_a():\n    assert f(1)\n@unittest.skip('x')\n"
                          "class TestB:\n    def test_b(self):\n        assert f(1)\n")),
              ElementsAre("1 disabled test warning", "4 disabled test warning"));
}

TEST(PythonSmells, AreNotFoundInHonestTests) {
  for (const char* body : {"assert f(True)", "assert a == b", "assert a is not None", "assert a < b < c",
                           "await asyncio.sleep(0)", "if not shutil.which('git'):\n        pytest.skip('no git')",
                           "desk.skip(1)", "monkeypatch.setattr(time, 'sleep', f)",
                           "try:\n        f(0)\n        assert False, 'no error'\n    except ValueError:\n        pass",
                           "mocks['one'].clear.assert_called_once_with()", "self.assertNotIn((1, 2), cache)",
                           "with pytest.raises((KeyError, ValueError)):\n        f(0)",
                           "assert (f(1) ==\n            2)", "assert sum(f(1)) == 3", "assert max(a, b) == 2",
                           "assert all(f(n) for n in range(3))", "assert not f(0)", "assert f(1), 'text'"})
    EXPECT_THAT(smells(python(body)), IsEmpty()) << body;
  EXPECT_THAT(smells(read("python",
                          "@pytest.mark.skipif(sys.platform == 'x', reason='y')\ndef test_a():\n    assert f(1)\n"
                          "@pytest.mark.parametrize('a', [1])\ndef test_b(a):\n    assert f(a)\n")),
              IsEmpty());
}

TEST(PythonSmells, AreNotAConditionOfAWholeFile) {
  EXPECT_THAT(smells(read("python",
                          "try:\n    import a\nexcept ImportError:\n    pytest.skip('x', allow_module_level=True)\n"
                          "if sys.version_info < (3, 11):\n    pytest.skip(allow_module_level=True)\n")),
              IsEmpty());
  EXPECT_THAT(smells(read("python", "pytest.skip(allow_module_level=True)\n")), ElementsAre("1 disabled test warning"));
}

TEST(PythonSmells, AreAllTestsOfAFileThatIsSwitchedOff) {
  const std::string tests =
      "def helper():\n    pass\ndef test_a():\n    assert f(1)\nclass TestB:\n    def test_b(self):\n        assert "
      "f(2)\n";
  for (const char* mark :
       {"pytest.mark.skip(reason='later')", "pytest.mark.skip", "[mark.slow, mark.skip(reason='later')]"})
    EXPECT_THAT(smells(read("python", "pytestmark = " + std::string(mark) + "\n" + tests)),
                ElementsAre("4 disabled test warning", "7 disabled test warning"))
        << mark;
  for (const char* head : {"pytestmark = pytest.mark.slow\n", "pytestmark = pytest.mark.skipif(old, reason='x')\n",
                           "if old:\n    pytestmark = pytest.mark.skip\n", "marks = pytest.mark.skip\n",
                           "class TestA:\n    pytestmark = pytest.mark.skip\n"})
    EXPECT_THAT(smells(read("python", head + tests)), IsEmpty()) << head;
}

TEST(Tests, TakeAnyBytes) {
  EXPECT_EQ(cpp("EXPECT_EQ(f(@@ @, 1), 2);").tests.size(), 1U);
  EXPECT_EQ(python("assert f(== , 1) == 2").tests.size(), 1U);
  for (const char* language : {"cpp", "python"}) {
    EXPECT_THAT(read(language, "").tests, IsEmpty());
    EXPECT_THAT(read(language, std::string("\0\xff\xfe{(", 5)).tests, IsEmpty());
    EXPECT_THAT(read(language, std::string(2U << 20U, 'x')).tests, IsEmpty());
  }
}

}  // namespace
}  // namespace grader::syntax
