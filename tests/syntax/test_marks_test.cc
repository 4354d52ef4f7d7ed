// What tests touch, which says of what types they are.
#include <gmock/gmock.h>

#include "tests/syntax/reading.h"

namespace grader::syntax {
namespace {

using testing::ElementsAre;

TEST(Tests, ThatPrintExpectErrorsOrStartTheProgramSaySo) {
  expect_each(cpp, &TestFunction::prints, {{"std::cout << f(1);"}, {"printf(\"%d\", f(1));"}, {"out << f(1);", false}});
  expect_each(python, &TestFunction::prints, {{"print(f(1))"}, {"printer.print(f(1))", false}});
  expect_each(cpp, &TestFunction::errors,
              {{"EXPECT_THROW(f(1), E);"}, {"REQUIRE_THROWS_AS(f(1), E);"}, {"EXPECT_NO_THROW(f(1));", false}});
  expect_each(python, &TestFunction::errors,
              {{"with pytest.raises(E):\n        f(1)"}, {"self.assertRaises(E, f, 1)"}, {"tower.raises = 2", false}});
  expect_each(cpp, &TestFunction::programs,
              {{"EXPECT_EQ(std::system(\"./build/meter <in >out\"), 0);"}, {"system(\"rm -f out\");", false}});
  expect_each(python, &TestFunction::programs,
              {{"subprocess.run([sys.executable, '-m', 'meter'])"},
               {"run(['python3', 'meter.py'], check=True)"},
               {"subprocess.run(['git', 'init'])", false},
               {"desk.run('python')", false}});
}

TEST(Tests, MeasureTimeOnlyWhenANumberBoundsIt) {
  const std::string now = "const auto a = std::chrono::steady_clock::now();\nf(1);\n";
  const std::string end = "const auto b = std::chrono::steady_clock::now();\n";
  expect_each(cpp, &TestFunction::times,
              {{now + "EXPECT_LT(std::chrono::steady_clock::now() - a, 100ms);"},
               {now + end + "const auto c = b - a;\nEXPECT_LE(c.count(), 5'000);"},
               {now + end + "EXPECT_TRUE(b - a < std::chrono::seconds(1));"},
               {now + end + "EXPECT_LT(b - a, kMost);"},
               {now + end + "EXPECT_TRUE(b - a < LIMIT);"},
               {now + end + "EXPECT_LT(a, b);", false},
               {now + end + "EXPECT_LT(b - a, other);", false},
               {now + end + "EXPECT_LT(f(1), 3);", false},
               {now + "EXPECT_GT(a.time_since_epoch().count(), 0);", false}});
  expect_each(python, &TestFunction::times,
              {{"a = time.perf_counter()\n    f(1)\n    assert time.perf_counter() - a < 0.5"},
               {"a = time.time()\n    f(1)\n    b = time.time() - a\n    self.assertLess(b, 2)"},
               {"assert timeit.timeit(f, number=9) < 1"},
               {"a = time.time()\n    f(1)\n    took = time.time() - a\n    assert took < MOST_SECONDS"},
               {"A = time.time()\n    f(1)\n    assert A <= time.time()", false},
               {"a = time.time()\n    f(1)\n    assert time.time() - a < other", false},
               {"a = time.time()\n    b = f(1)\n    assert a <= b.stamp <= time.time()", false},
               {"a = time.perf_counter()\n    f(1)\n    print(time.perf_counter() - a)", false},
               {"stamp = time.time()\n    assert stamp > 0", false}});
}

std::vector<std::string> called(const SourceFacts& facts) {
  std::vector<std::string> found;
  for (const TestCall& row : facts.tests.at(0).calls)
    found.push_back(row.name + (row.foreign ? " foreign" : "") + (row.library ? " library" : "") +
                    (row.limit ? " limit" : "") + (row.hostile ? " hostile" : ""));
  return found;
}

TEST(Tests, NameWhatTheyCall) {
  EXPECT_THAT(called(cpp("Account a;\na.deposit(1);\nEXPECT_EQ(ns::fee(0), a.lines().size());")),
              ElementsAre("EXPECT_EQ", "deposit", "fee limit", "lines", "size library"));
  EXPECT_THAT(
      called(read("python",
                  "from a import fee, Desk\ndef test_a(desk, n=1):\n    open('x')\n    fee(2)\n    desk.get(1)\n")),
      ElementsAre("desk foreign", "fee", "get library", "n foreign", "open foreign"));
  EXPECT_THAT(called(read("python", "from a import *\nfrom b import c\ndef test_a():\n    fee(2)\n")),
              ElementsAre("fee"));
}

TEST(Tests, KnowLimitsThatAreGivenAndAsserted) {
  for (const char* body :
       {"EXPECT_EQ(fee(0), 1);", "EXPECT_EQ(fee(t, -1), 1);", "EXPECT_EQ(fee(\"\"), 1);", "EXPECT_EQ(fee({}), 1);",
        "EXPECT_EQ(fee(std::numeric_limits<int>::max()), 1);", "EXPECT_TRUE(fee(std::vector<int>{}));",
        "const auto place = fee({}, 1);\nEXPECT_EQ(place, -1);", "int place;\nplace = fee(0);\nCHECK(place == 1);"})
    EXPECT_THAT(called(cpp(body)), testing::Contains("fee limit")) << body;
  for (const char* body :
       {"fee(0);", "int a = fee(0);\nEXPECT_EQ(fee(1), 1);", "v.a = fee(0);\nEXPECT_EQ(v.size(), 1);",
        "EXPECT_EQ(fee(10), 0);", "EXPECT_EQ(fee(Tariff{}), 0);", "EXPECT_EQ(fee(\"a\"), \"\");"})
    EXPECT_THAT(called(cpp(body)), testing::Not(testing::Contains("fee limit"))) << body;
  for (const char* body : {"assert fee(0) == 1", "assert fee(a, -1) == 1", "assert fee('') == 1", "assert fee([]) == 1",
                           "assert fee({}) == 1", "self.assertEqual(fee(0.0), 1)", "assert fee(sys.maxsize)",
                           "place = fee([], 1)\n    assert place == -1", "a, b = fee(0)\n    assert b == 1"})
    EXPECT_THAT(called(python(body)), testing::Contains("fee limit")) << body;
  for (const char* body :
       {"fee(0)", "a = fee(0)\n    assert fee(1) == 1", "self.a = fee(0)\n    self.assertEqual(1, fee(1))",
        "assert fee(10) == 0", "assert fee([1]) == []", "assert fee('a') == ''", "assert fee(f'')"})
    EXPECT_THAT(called(python(body)), testing::Not(testing::Contains("fee limit"))) << body;
}

TEST(PythonTests, KnowLimitsThatATableGives) {
  const auto with = [](const std::string& table, const std::string& body) {
    return called(
        read("python", "@pytest.mark.parametrize(" + table + ")\ndef test_a(prices, pence):\n    " + body + "\n"));
  };
  const std::string body = "assert fee(prices) == pence";
  for (const char* table :
       {"'prices', [[], [1]]", "'prices, pence', [([1], 1), ([], 2)]", "('prices', 'pence'), [(0, 1)]",
        "['prices', 'pence'], [pytest.param('', 1, id='none')]", "'prices', (pytest.param(-1), 2)"})
    EXPECT_THAT(with(table, body), testing::Contains("fee limit")) << table;
  for (const char* table :
       {"'prices', [[1], [0]]", "'prices, pence', [([1], 0)]", "'pence', [0]", "'prices', TABLE", ""})
    EXPECT_THAT(with(table, body), testing::Not(testing::Contains("fee limit"))) << table;
  EXPECT_THAT(with("'prices', [[]]", "fee(prices)"), testing::Not(testing::Contains("fee limit")));
}

TEST(Tests, KnowHostileTextsThatAreHandedOver) {
  for (const char* text :
       {"x' OR 1=1 --", "' or 'a'='a", "x'; DROP TABLE tasks; --", "a'; --", "<script>alert(1)</script>",
        "../../etc/passwd", "a; rm -rf /", "$(reboot)", "x | sh", "%s%s%s", "a\\0b"}) {
    EXPECT_THAT(called(cpp("add(\"" + std::string(text) + "\");\nEXPECT_EQ(size(), 1);")),
                testing::Contains("add hostile"))
        << text;
    EXPECT_THAT(called(python("add(\"" + std::string(text) + "\")\n    assert size() == 1")),
                testing::Contains("add hostile"))
        << text;
  }
  for (const char* text : {"bread", "the 'red' and the 'blue' one", "it's; or not", "../data/a.csv", "50 %", "a -- b",
                           "1; 2", "a < b", "Drop it", "5 $ (five)"}) {
    EXPECT_THAT(called(cpp("add(\"" + std::string(text) + "\");\nEXPECT_EQ(size(), 1);")), testing::Contains("add"))
        << text;
    EXPECT_THAT(called(python("add(\"" + std::string(text) + "\")\n    assert size() == 1")), testing::Contains("add"))
        << text;
  }
  EXPECT_THAT(called(python("add('\\' or 1=1 --')\n    assert size() == 1")), testing::Contains("add hostile"));
  EXPECT_THAT(called(python("add(1)\n    assert size() == ';rm x'")), testing::Not(testing::Contains("add hostile")));
}

// Only where it is asserted: a page that a test writes says nothing of the work's.
TEST(Tests, KnowAssertedTextsThatSpeakToAssistiveTechnology) {
  for (const char* text : {"alt=\\\"A red bus\\\"", "aria-label='Close'", "<html lang=\\\"en\\\">", "<p role='alert'>",
                           "<label for='name'>"}) {
    const std::string quoted = "\"" + std::string(text) + "\"";
    expect_each(cpp, &TestFunction::accessible,
                {{"EXPECT_THAT(page(1), HasSubstr(" + quoted + "));"}, {"write(" + quoted + ");", false}});
    expect_each(python, &TestFunction::accessible,
                {{"assert " + quoted + " in page(1)"},
                 {"self.assertIn(" + quoted + ", page(1))"},
                 {"write(" + quoted + ")", false}});
  }
  for (const char* text : {"malt=3", "the label", "language=en", "<p>", "for=1", "WHERE role='admin'", "lang='de'",
                           "<user role='admin'>", "<main>"})
    expect_each(python, &TestFunction::accessible, {{"assert \"" + std::string(text) + "\" in page(1)", false}});
}

}  // namespace
}  // namespace grader::syntax
