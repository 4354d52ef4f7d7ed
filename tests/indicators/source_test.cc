// Each indicator that is read out of source, from source that must get each of its levels and a reserve state.
#include "tests/indicators/work.h"

namespace grader {
namespace {

struct Case {
  std::string text;
  std::string verdict;
};

class FromSource : public testing::Test {
 protected:
  static void expect(const std::string& indicator, const std::vector<Case>& cases,
                     const std::function<void(const Source&, EvidenceTable&)>& measure,
                     const std::string& language = "python", const std::string& file = "a.py") {
    for (const Case& row : cases) {
      EvidenceTable table;
      measure(Source(language).file(file, row.text), table);
      EXPECT_EQ(verdict(indicator, table), row.verdict) << row.text.substr(0, 400);
    }
  }
};

const std::string kSmall = "def f@():\n    return @\n";
const std::string kLong = "def long@(a):\n" + copies(30, "    a += @\n") + "    return a\n";

TEST_F(FromSource, S1_3FunctionSizeAndBranching) {
  const auto measure = [](const Source& source, EvidenceTable& table) {
    measure::measure_functions(source.facts.functions, source.own, table);
  };
  expect("S1.3",
         {{copies(5, kSmall), "Strong"},
          {copies(9, kSmall) + copies(1, kLong), "Secure"},
          {copies(3, kSmall) + copies(1, kLong), "Developing"},
          {copies(1, kSmall) + copies(1, kLong), "Not yet"},
          {"total = 1\n", "No evidence here"}},
         measure);
  const std::string branching = "int many(int a) {\n" + copies(10, "  if (a == @) return @;\n") + "  return 0;\n}\n";
  expect("S1.3", {{"int one() {\n  return 1;\n}\n", "Strong"}, {branching, "Not yet"}}, measure, "cpp", "a.cc");
}

TEST_F(FromSource, S8_3Naming) {
  const auto measure = [](const Source& source, EvidenceTable& table) {
    measure::measure_naming(source.facts.identifiers, source.own, table);
  };
  expect("S8.3",
         {{copies(20, "good_@ = @\n"), "Strong"},
          {copies(18, "good_@ = @\n") + "badName = 1\n", "Secure"},
          {copies(17, "good_@ = @\n") + copies(3, "badName@ = @\n"), "Developing"},
          {copies(7, "good_@ = @\n") + copies(3, "badName@ = @\n"), "Not yet"},
          {copies(9, "good_@ = @\n"), "Too little to judge"}},
         measure);
  expect("S8.3", {{copies(10, "int good_@ = @;\n"), "Strong"}, {copies(10, "int Bad_name@ = @;\n"), "Not yet"}},
         measure, "cpp", "a.cc");
}

TEST_F(FromSource, S8_4Documentation) {
  const std::string with = "def f@(amount):\n    \"\"\"Adds amount.\"\"\"\n";
  const std::string without = "def g@(amount):\n    return amount\n";
  const auto asked = [](const Source& source, EvidenceTable& table) {
    measure::measure_interfaces(source.facts.public_functions, source.own, {.docs_asked = true}, table);
  };
  expect("S8.4",
         {{copies(10, with), "Strong"},
          {copies(7, with) + copies(3, without), "Secure"},
          {copies(4, with) + copies(6, without), "Developing"},
          {copies(2, with) + copies(8, without), "Not yet"},
          {"total = 1\n", "No evidence here"}},
         asked);
  expect("S8.4", {{copies(10, with), "No evidence here"}}, [](const Source& source, EvidenceTable& table) {
    measure::measure_interfaces(source.facts.public_functions, source.own, {.docs_asked = false}, table);
  });
}

TEST_F(FromSource, S8_5Leftovers) {
  const std::string code = "total = 1\n";
  const auto measure = [](const Source& source, EvidenceTable& table) {
    measure::measure_leftovers(source.facts.leftovers, {}, source.own, table);
    measure::measure_readable(source.facts.files, source.own, table);
  };
  const std::string commented = "# total = total + 1\nvalue_@ = 2\n";
  expect("S8.5",
         {{code, "Strong"},
          {copies(2, commented), "Secure"},
          {"def f():\n    return 1\n    print(2)\n" + copies(4, commented), "Developing"},
          {copies(5, commented) + "breakpoint()\n", "Not yet"},
          {copies(30, "def (((:\n    = = =\n"), "Too little to judge"}},
         measure);
}

TEST_F(FromSource, S26_3CleanedUp) {
  const auto measure = [](const Source& source, EvidenceTable& table) {
    measure::measure_debug_leftovers(source.facts.leftovers, {"a.py", "a.cc"}, source.own, table);
  };
  const std::string left = "def f@(total):\n    print(\"here\", total)\n";
  expect("S26.3",
         {{"total = 1\n# print(\"here\")\nprint(total)\n", "Strong"},
          {left, "Secure"},
          {left + "breakpoint()\n", "Developing"},
          {copies(3, left), "Not yet"},
          {"", "No evidence here"}},
         measure);
  const std::string stream = "void f@() {\n  std::cout << \"DEBUG \" << @;\n}\n";
  expect("S26.3",
         {{"int a = 1;\n", "Strong"},
          {stream, "Secure"},
          {copies(2, stream), "Developing"},
          {copies(3, stream), "Not yet"}},
         measure, "cpp", "a.cc");
}

// An exercise of two seeded bugs, and what became of its requirements: given, first bug, second bug.
std::string fixed(RequirementState given, RequirementState first, RequirementState second) {
  const Exercise exercise{
      .requirements = {{.id = "R1", .given = true}, {.id = "R2", .bug = true}, {.id = "R3", .bug = true}}};
  EvidenceTable table;
  measure::measure_bugs(
      &exercise, {{.id = "R1", .state = given}, {.id = "R2", .state = first}, {.id = "R3", .state = second}}, table);
  return verdict("S7.1", table);
}

// Developing takes an exercise of three bugs or more.
TEST(FromBugs, S7_1SeededBugsFixed) {
  const RequirementState met = RequirementState::kMet;
  const RequirementState open = RequirementState::kNotMet;
  EXPECT_EQ(fixed(met, met, met), "Strong");
  EXPECT_EQ(fixed(met, met, open), "Secure");
  EXPECT_EQ(fixed(met, open, open), "Not yet");
  EXPECT_EQ(fixed(open, met, met), "Not yet") << "what worked before is broken";
  EXPECT_EQ(fixed(met, RequirementState::kCouldNotRun, RequirementState::kCouldNotRun), "Could not run");
}

// What a debug log says, of an exercise with two seeded bugs.
std::string logged(const std::string& indicator, const std::string& text, bool asked = true) {
  const Exercise exercise{.requirements = {{.id = "R1", .bug = true}, {.id = "R2", .bug = true}},
                          .debug_log = asked ? "docs/log.md" : ""};
  EvidenceTable table;
  measure::measure_debug_log(&exercise, &text, table);
  return verdict(indicator, table);
}

TEST(FromDebugLog, S7_3DebugLogComplete) {
  const std::string whole = "## Bug @\nSymptom: fee @\nGuess: limit\nCheck: a test\nResult: fails\nCause: a sign\n";
  EXPECT_EQ(logged("S7.3", copies(2, whole)), "Strong");
  EXPECT_EQ(logged("S7.3", copies(1, whole)), "Secure");
  EXPECT_EQ(logged("S7.3", "## Bug 1\nSymptom: fee\nGuess:\n"), "Developing");
  EXPECT_EQ(logged("S7.3", "## Bug 1\nSymptom:\nGuess:\n"), "Not yet");
  EXPECT_EQ(logged("S7.3", copies(2, whole), false), "No evidence here");
}

TEST(FromDebugLog, S26_1TechniquesRecorded) {
  const auto technique = [](const std::string& name) { return "Technique: " + name + "\nEvidence: line 12\n"; };
  const std::string two = technique("breakpoint") + technique("git bisect");
  EXPECT_EQ(logged("S26.1", two + technique("assertion")), "Strong");
  EXPECT_EQ(logged("S26.1", two), "Secure");
  EXPECT_EQ(logged("S26.1", technique("breakpoint") + technique("debugger")), "Developing") << "one by two names";
  EXPECT_EQ(logged("S26.1", "Technique: breakpoint\nEvidence:\n"), "Not yet");
  EXPECT_EQ(logged("S26.1", two, false), "No evidence here");
}

TEST_F(FromSource, S16_2TestsThatCheck) {
  const std::string checks = "def test_a@():\n    assert f(@) == 1\n";
  const std::string nothing = "def test_b@():\n    assert True\n";
  const auto measure = [](const Source& source, EvidenceTable& table) {
    measure::measure_checks(measure::with_helpers(source.facts.tests), {.name = "own"}, source.own, table);
  };
  const std::string by_helper = "def check(a):\n    assert f(a) == 1\ndef test_c@():\n    check(@)\n";
  expect("S16.2",
         {{copies(4, checks), "Strong"},
          {by_helper, "Strong"},
          {copies(8, checks) + copies(1, nothing), "Secure"},
          {copies(3, checks) + copies(1, nothing), "Developing"},
          {copies(1, checks) + copies(1, nothing), "Not yet"},
          {"def helper():\n    assert f(1)\n", "No evidence here"}},
         measure, "python", "test_a.py");
  expect(
      "S16.2",
      {{copies(2, "TEST(A, B@) {\n  EXPECT_EQ(f(@), 1);\n}\n"), "Strong"}, {"TEST(A, B) {\n  f(1);\n}\n", "Not yet"}},
      measure, "cpp", "a_test.cc");
}

// Two modules of the work, and tests that all passed.
std::string types(const std::string& language, const std::string& tests, bool could_not_run = false) {
  Source source(language);
  const bool python = language == "python";
  const std::string file = python ? "test_a.py" : "a_test.cc";
  source.file(python ? "tariff.py" : "tariff.cc",
              python ? "def fee(minutes):\n    return 1\n" : "int fee(int minutes) { return 1; }\n");
  source.file(python ? "park.py" : "park.cc",
              python ? "def enter(plate):\n    return 1\ndef main():\n    enter('A')\n"
                     : "int enter(int plate) { return 1; }\nint main() { return enter(1); }\n");
  source.file(file, tests);
  GroupResult group{.name = "own", .built = true, .could_not_run = could_not_run};
  for (const TestFunction& row : source.facts.tests) {
    if (!row.helper) group.cases.push_back({.id = (python ? file + "::" : "") + row.name, .state = TestState::kPassed});
  }
  EvidenceTable table;
  measure::measure_types(measure::with_helpers(source.facts.tests), source.facts, group, source.own, table);
  return verdict("S6.1", table);
}

TEST_F(FromSource, S6_1TypesOfTests) {
  const std::string unit = "def test_fee():\n    assert fee(15) == 1\n";
  const std::string negative = "def test_refused():\n    with pytest.raises(ValueError):\n        fee(-1)\n";
  const std::string timed =
      "def test_quick():\n    began = time.perf_counter()\n    fee(1)\n"
      "    assert time.perf_counter() - began < 0.5\n";
  EXPECT_EQ(types("python", unit + negative + timed), "Secure");
  EXPECT_EQ(types("python", unit + negative), "Developing");
  EXPECT_EQ(types("python", unit + timed), "Developing");
  EXPECT_EQ(types("python", unit), "Not yet");
  EXPECT_EQ(types("python", "def test_unit_integration_performance():\n    assert len('a') == 1\n"), "Not yet");
  EXPECT_EQ(types("python", ""), "No evidence here");
  EXPECT_EQ(types("python", unit, true), "Could not run");
  const std::string hostile = "def test_plate():\n    enter(\"' OR 1=1 --\")\n    assert fee(1) == 1\n";
  EXPECT_EQ(types("python", unit + negative + hostile), "Secure");
  EXPECT_EQ(types("python", unit + negative + timed + hostile), "Strong");
  EXPECT_EQ(types("python", unit + "def test_words():\n    print(\"' OR 1=1 --\")\n    assert fee(1) == 1\n"),
            "Not yet")
      << "nothing of the work is given it";
  const std::string many = unit + negative + "def test_both():\n    assert enter(fee(1)) == 1\n" +
                           "def test_main():\n    assert main() is None\n";
  EXPECT_EQ(types("python", many), "Developing") << "four types, none of them non-functional";
  const std::string cpp = "TEST(Fee, Adds) {\n  EXPECT_EQ(fee(15), 1);\n}\n";
  EXPECT_EQ(types("cpp", cpp), "Not yet");
  EXPECT_EQ(types("cpp", cpp + "TEST(Fee, Zero) {\n  EXPECT_EQ(fee(0), 1);\n}\n"), "Developing");
  EXPECT_EQ(types("cpp", cpp + "TEST(Fee, Quick) {\n  auto a = std::chrono::steady_clock::now();\n  enter(fee(15));\n"
                               "  EXPECT_LT(std::chrono::steady_clock::now() - a, 1s);\n}\n"),
            "Secure");
}

TEST_F(FromSource, S25_4Interfaces) {
  const std::string typed = "def f@(a: int) -> int:\n    return a\n";
  const std::string untyped = "def g@(a):\n    return a\n";
  const auto measure = [](const Source& source, EvidenceTable& table) {
    measure::measure_interfaces(source.facts.public_functions, source.own,
                                {.static_types = source.tools.syntax->static_types}, table);
  };
  expect("S25.4",
         {{copies(10, typed), "Strong"},
          {copies(6, typed) + copies(4, untyped), "Secure"},
          {copies(3, typed) + copies(7, untyped), "Developing"},
          {copies(2, typed) + copies(8, untyped), "Not yet"},
          {"total = 1\n", "No evidence here"}},
         measure);
  expect("S25.4", {{"int f(int a);\n", "No evidence here"}}, measure, "cpp", "a.h");
}

// `circle` of ten files import each other in a circle.
std::string modules(int circle) {
  Source source("python");
  for (int i = 0; i < 10; ++i) {
    const std::string next = std::to_string((i + 1) % std::max(circle, 1));
    source.file("m" + std::to_string(i) + ".py", i < circle ? "import m" + next + "\n" : "import os\n");
  }
  EvidenceTable table;
  measure::measure_modules(source.facts, source.tools.syntax->modules, source.own, table);
  return verdict("S25.5", table);
}

TEST_F(FromSource, S25_5Modules) {
  EXPECT_EQ(modules(0), "Strong");
  EXPECT_EQ(modules(2), "Secure");
  EXPECT_EQ(modules(4), "Developing");
  EXPECT_EQ(modules(5), "Not yet");
  expect("S25.5", {{"import os\n", "Too little to judge"}}, [](const Source& source, EvidenceTable& table) {
    measure::measure_modules(source.facts, source.tools.syntax->modules, source.own, table);
  });
}

TEST_F(FromSource, S25_6Data) {
  const std::string typed = "class A@:\n    title: str\n";
  const std::string untyped = "class B@:\n    def __init__(self):\n        self.title = 1\n";
  const auto measure = [](const Source& source, EvidenceTable& table) {
    measure::measure_data(source.facts.fields, source.tools.syntax->static_types, source.own, table);
  };
  expect("S25.6",
         {{copies(10, typed), "Strong"},
          {copies(6, typed) + copies(4, untyped), "Secure"},
          {copies(3, typed) + copies(7, untyped), "Developing"},
          {copies(1, typed) + copies(9, untyped), "Not yet"},
          {"total = 1\n", "No evidence here"}},
         measure);
}

}  // namespace
}  // namespace grader
