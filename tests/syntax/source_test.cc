#include "grader/syntax/source.h"

#include <gmock/gmock.h>

#include "grader/toolchain/toolchain.h"

namespace grader::syntax {
namespace {

SourceQuery query_of(const std::string& language) {
  const auto tools = toolchain::read_toolchain(std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains" / language);
  auto query = SourceQuery::compile(tools->syntax->rules);
  EXPECT_TRUE(query) << message(query.error());
  return std::move(*query);
}

std::vector<Function> cpp(const std::string& source) {
  return query_of("cpp").read("a.cc", source).functions;
}

std::vector<Function> python(const std::string& source) {
  return query_of("python").read("a.py", source).functions;
}

TEST(CppFunctions, GivesNameLinesAndComplexity) {
  const auto functions =
      cpp("int one() { return 1; }\n\nbool Account::pays(int a) const {\n  return a > 0 && a < 9;\n}\n");
  EXPECT_THAT(functions, testing::ElementsAre(Function{.file = "a.cc", .name = "one", .first_line = 1, .last_line = 1},
                                              Function{.file = "a.cc",
                                                       .name = "Account::pays",
                                                       .first_line = 3,
                                                       .last_line = 5,
                                                       .complexity = 2,
                                                       .cognitive = 1,
                                                       .parameters = 1}));
}

TEST(CppFunctions, NamesFunctionsBehindPointersReferencesAndOperators) {
  const auto functions =
      cpp("int* p() { return 0; }\nT& r(int (*f)(int)) { return t; }\nbool operator<(A a, A b) { return x; }\n"
          "struct S { S() {} ~S() {} operator bool() const { return true; } };\n");
  std::vector<std::string> names;
  for (const Function& function : functions) names.push_back(function.name);
  EXPECT_THAT(names, testing::ElementsAre("p", "r", "operator<", "S", "~S", testing::HasSubstr("operator bool")));
}

struct Decision {
  const char* body;
  int complexity;
};
class CppDecision : public testing::TestWithParam<Decision> {};

TEST_P(CppDecision, Counts) {
  const auto functions = cpp(std::string("int f(int a, int b) {\n") + GetParam().body + "\nreturn 0; }\n");
  ASSERT_EQ(functions.size(), 1U);
  EXPECT_TRUE(functions[0].readable);
  EXPECT_EQ(functions[0].complexity, GetParam().complexity) << GetParam().body;
}

INSTANTIATE_TEST_SUITE_P(Each, CppDecision,
                         testing::Values(Decision{"", 1}, Decision{"if (a) b = 1; else b = 2;", 2},
                                         Decision{"if (a) b = 1; else if (b) b = 2;", 3}, Decision{"for (;;) {}", 2},
                                         Decision{"for (int x : xs) {}", 2}, Decision{"while (a) {}", 2},
                                         Decision{"do {} while (a);", 2}, Decision{"b = a ? 1 : 2;", 2},
                                         Decision{"b = a && b || a;", 3}, Decision{"b = a and b or a;", 3},
                                         Decision{"switch (a) { case 1: break; case 2: break; default: break; }", 3},
                                         Decision{"try { g(); } catch (int) {} catch (...) {}", 3},
                                         Decision{"auto g = [](int x) { return x ? 1 : 2; };", 2},
                                         Decision{"a = b + 1; g(a & b);", 1}));

class PythonDecision : public testing::TestWithParam<Decision> {};

TEST_P(PythonDecision, Counts) {
  const auto functions = python(std::string("def f(a, b):\n") + GetParam().body + "\n    return 0\n");
  ASSERT_EQ(functions.size(), 1U);
  EXPECT_TRUE(functions[0].readable);
  EXPECT_EQ(functions[0].complexity, GetParam().complexity) << GetParam().body;
}

INSTANTIATE_TEST_SUITE_P(
    Each, PythonDecision,
    testing::Values(Decision{"    pass", 1},
                    Decision{"    if a:\n        b = 1\n    elif b:\n        b = 2\n    else:\n        b = 3", 3},
                    Decision{"    for x in a:\n        pass", 2}, Decision{"    while a:\n        pass", 2},
                    Decision{"    try:\n        g()\n    except A:\n        pass\n    except B:\n        pass", 3},
                    Decision{"    b = [x for x in a if x]", 3}, Decision{"    b = 1 if a else 2", 2},
                    Decision{"    b = a and b or a", 3},
                    Decision{"    match a:\n        case 1:\n            pass\n        case _:\n            pass", 2}));

TEST(PythonFunctions, CountsNestedFunctionsApart) {
  const auto functions = python(
      "def outer():\n    def inner(a):\n        if a:\n            pass\n    if inner:\n        pass\n    return "
      "inner\n");
  ASSERT_EQ(functions.size(), 2U);
  EXPECT_EQ(functions[0], (Function{.file = "a.py",
                                    .name = "outer",
                                    .first_line = 1,
                                    .last_line = 7,
                                    .complexity = 2,
                                    .cognitive = 1,
                                    .nesting = 1}));
  EXPECT_EQ(functions[1], (Function{.file = "a.py",
                                    .name = "inner",
                                    .first_line = 2,
                                    .last_line = 4,
                                    .complexity = 2,
                                    .cognitive = 1,
                                    .nesting = 1,
                                    .parameters = 1}));
}

TEST(Functions, MarksWhatCannotBeRead) {
  const auto functions = cpp("int whole() { return 1; }\nint broken( { return ((; }\n");
  ASSERT_FALSE(functions.empty());
  EXPECT_TRUE(functions[0].readable);
  for (std::size_t i = 1; i < functions.size(); ++i) EXPECT_FALSE(functions[i].readable) << functions[i].name;
}

TEST(Functions, TakesAnyBytes) {
  EXPECT_TRUE(cpp("").empty());
  EXPECT_TRUE(cpp(std::string("\0\xff\xfe{", 4)).empty());
}

TEST(Functions, SaysThatAFileTooLargeOrTooDeepWasNotRead) {
  const Function unread{.file = "a.cc", .first_line = 1, .last_line = 2, .readable = false};
  EXPECT_THAT(cpp("\n" + std::string(2U << 20U, 'x')), testing::ElementsAre(unread));
  EXPECT_THAT(cpp("int f() {\nreturn " + std::string(2'000, '(') + "1" + std::string(2'000, ')') + "; }"),
              testing::ElementsAre(unread));
  EXPECT_THAT(python("f = \\\n" + std::string(100'000, '(')),
              testing::Each(testing::Field(&Function::readable, false)));
}

TEST(SourceQuery, NamesTheFileTheLineAndWhatToDo) {
  const auto unknown = SourceQuery::compile({.grammar = "cobol", .file = "toolchains/cobol/source.scm"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().fault, Fault::kSetup);
  EXPECT_THAT(unknown.error().remedy, testing::HasSubstr("cpp, python"));
  const auto wrong = SourceQuery::compile(
      {.grammar = "cpp", .file = "q.scm", .query = "(if_statement) @branch\n(if_statment) @branch\n"});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().thing, "q.scm");
  EXPECT_THAT(wrong.error().found, testing::HasSubstr("line 2"));
  const auto mark = SourceQuery::compile({.grammar = "cpp", .file = "q.scm", .test_marks = {{.use = "snore"}}});
  ASSERT_FALSE(mark);
  EXPECT_THAT(mark.error().found, testing::HasSubstr("\"snore\""));
  EXPECT_THAT(mark.error().remedy, testing::HasSubstr("sleep"));
  const auto pattern = SourceQuery::compile({.grammar = "cpp", .file = "q.scm", .debug = "("});
  ASSERT_FALSE(pattern);
  EXPECT_THAT(pattern.error().found, testing::HasSubstr("\"(\""));
}

template <typename Row>
std::vector<std::string> names(const std::vector<Row>& rows, bool Row::* which, bool wanted) {
  std::vector<std::string> found;
  for (const Row& row : rows) {
    if (row.*which == wanted) found.push_back(row.name);
  }
  return found;
}

std::vector<std::string> messages(const SourceFacts& facts) {
  std::vector<std::string> found;
  for (const Finding& finding : facts.leftovers) found.push_back(std::to_string(finding.line) + " " + finding.message);
  return found;
}

TEST(CppSource, KnowsNamesThatDoNotFitTheirKind) {
  const auto facts = query_of("cpp").read(
      "a.cc",
      "class Account { public: Account(); void Add_up(int Amount_x); int balance_; };\n"
      "struct bad_type { int a; };\nint total(int& x, const std::string& Y_y) { const int kMost = 1; int BadOne_ = 2; "
      "return x; }\n");
  EXPECT_THAT(names(facts.identifiers, &Identifier::fits, false),
              testing::ElementsAre("Add_up", "Amount_x", "bad_type", "Y_y", "BadOne_"));
  EXPECT_THAT(names(facts.identifiers, &Identifier::fits, true),
              testing::IsSupersetOf({"Account", "balance_", "total", "x", "kMost"}));
}

TEST(PythonSource, KnowsNamesThatDoNotFitTheirKind) {
  const auto facts = query_of("python").read(
      "a.py",
      "MOST = 1\nclass account:\n    def addUp(self, Amount, n=1, *, flagX: bool = True):\n        self._total = n\n"
      "        badName = 2\n");
  EXPECT_THAT(names(facts.identifiers, &Identifier::fits, false),
              testing::ElementsAre("account", "addUp", "Amount", "flagX", "badName"));
}

TEST(PythonSource, NamesInAnyScriptFollowTheStyle) {
  const auto facts = query_of("python").read(
      "a.py", "größe = 1\nΔx = 2\nclass Übung:\n    naïve_sum = 3\n    falscheGröße = 4\ndef länge(ñ):\n    pass\n");
  EXPECT_THAT(names(facts.identifiers, &Identifier::fits, false), testing::ElementsAre("falscheGröße"));
}

// A mark of debugging is the whole text, or the word "debug"; what a program says may begin like one.
TEST(Source, TellsWhatAProgramSaysFromWhatDebuggingLeft) {
  const auto debugging = [](const std::string& language, const std::string& statement) {
    const bool python = language == "python";
    const auto facts = query_of(language).read(python ? "a.py" : "a.cc",
                                               python ? statement + "\n" : "void f() {\n" + statement + "\n}\n");
    return std::ranges::any_of(facts.leftovers, [](const Finding& row) { return row.rule == "debug statement"; });
  };
  for (const char* text :
       {"\"here\"", "\"HERE!!\"", "\"here 2\"", "\"xxx\"", "\"test\"", "\"DEBUG x=\"", "\"--- got here ---\""}) {
    EXPECT_TRUE(debugging("python", std::string("print(") + text + ", total)")) << text;
    EXPECT_TRUE(debugging("cpp", std::string("std::cout << ") + text + " << total;")) << text;
  }
  EXPECT_TRUE(debugging("python", "print(f'here {total}')"));
  EXPECT_TRUE(debugging("cpp", "printf(\"here %d\\n\", total);"));
  EXPECT_TRUE(debugging("cpp", "fprintf(stderr, \"DEBUG %d\\n\", total);"));
  for (const char* text : {"\"Here are the items:\"", "\"here you go\"", "\"tests are free today\"",
                           "\"testing the printer\"", "\"Debugging your bike\""}) {
    EXPECT_FALSE(debugging("python", std::string("print(") + text + ")")) << text;
    EXPECT_FALSE(debugging("cpp", std::string("std::cout << ") + text + " << total;")) << text;
    EXPECT_FALSE(debugging("cpp", std::string("printf(") + text + ");")) << text;
  }
}

TEST(CppSource, KnowsCodeLeftInCommentsAndForDebugging) {
  const auto facts = query_of("cpp").read(
      "a.cc",
      "// Adds an amount; refuses zero.\n// int x = 1;\n// y = x + 2;\nvoid f() {\n  std::cout << \"DEBUG x\";\n"
      "  std::cout << total;\n  /* return 7; */\n}\n// the balance (in pennies)\n");
  EXPECT_THAT(messages(facts),
              testing::ElementsAre("2 commented-out code: int x = 1;", "7 commented-out code: return 7;",
                                   "5 debug statement: std::cout << \"DEBUG x\";"));
}

TEST(PythonSource, KnowsCodeLeftInCommentsAndForDebugging) {
  const auto facts = query_of("python").read(
      "a.py",
      "# Adds an amount, and refuses zero.\n# total = total + 1\n# if total:\n#     return total\ndef f(x):\n"
      "    breakpoint()\n    print(\"here\", x)\n    print(x)\n# import os\n");
  EXPECT_THAT(messages(facts),
              testing::ElementsAre("2 commented-out code: total = total + 1", "9 commented-out code: import os",
                                   "6 debug statement: breakpoint()", "7 debug statement: print(\"here\", x)"));
}

// Each by itself, and below it the rows that belong to it.
void expect_commented(const std::string& language, const std::string& mark, const std::vector<std::string>& comments,
                      std::size_t blocks) {
  const SourceQuery query = query_of(language);
  for (const std::string& comment : comments) {
    std::string text = mark;
    for (const char c : comment) text += c == '\n' ? "\n" + mark : std::string(1, c);
    EXPECT_EQ(query.read("a", text + "\n").leftovers.size(), blocks) << text;
  }
}

TEST(PythonSource, TakesNoSentenceForCode) {
  expect_commented("python", "# ",
                   {"return the number of pennies",
                    "for each member who waits:",
                    "if the list is empty:",
                    "n = number of days late",
                    "with care:",
                    "class methods:",
                    "if needed:\nask the desk first",
                    "while members wait:\n  nobody else may lend",
                    "else nothing is owed:",
                    "return value in pennies",
                    "import the rows of the register",
                    "from the desk import nothing else",
                    "fee = pennies per day",
                    "pennies (not pounds)",
                    "lend(tool) keeps the date (in days)",
                    "try again later:",
                    "def of a loan:",
                    "total = sum of all fees",
                    "except for members who wait:",
                    "return early if late"},
                   0);
}

TEST(PythonSource, KnowsCodeInComments) {
  expect_commented(
      "python", "# ",
      {"total = total + 1", "import os", "from os import path", "return total", "return [fee for fee in fees]",
       "lend(tool)", "self.tools[number] = tool", "count += 1", "if total:\n    return 1",
       "for tool in tools:\n    print(tool)\n    lend(tool)", "def late(loan):\n    return loan.days > 14",
       "while queue:\n    queue.pop()", "class Tool:\n    fee = 3", "with open(path) as file:\n    text = file.read()",
       "try:\n    lend(tool)\nexcept ValueError:\n    pass", "if a:\n    b = 1\nelse:\n    b = 2"},
      1);
}

TEST(CppSource, TakesNoSentenceForCode) {
  expect_commented(
      "cpp", "// ",
      {"the account is closed;", "refuse zero;", "see below;", "nothing to do here;", "an amount, in pennies;",
       "takes an amount (in pennies);", "use lend(), then give_back();", "if (it is empty) {",
       "while (amount is negative)", "return the balance;", "adds an amount; refuses zero;", "e.g. a closed account;",
       "for (each of the members)", "not yet: see the brief;", "1 to 3 days late: no fee;", "#1 of the brief;"},
      0);
}

TEST(CppSource, KnowsCodeInComments) {
  expect_commented("cpp", "// ",
                   {"int x = 1;", "int total;", "return total;", "return 7;", "std::cout << total;", "f(x);",
                    "total += amount;", "break;", "#include <vector>", "#define MOST 3", "std::vector<int> v{1, 2};",
                    "if (total > 0) return 1;", "if (total > 0) {\n  f();\n}\ng();",
                    "for (int i = 0; i < 3; ++i) {\n  f(i);\n}", "auto account = find(number);", "delete account;"},
                   1);
}

// Texts that are long to parse, and many of them.
TEST(Source, GivesUpOnCommentsWithoutEnd) {
  std::string text;
  for (int i = 0; i < 3'000; ++i) text += "# x = " + std::string(180, '(') + "\n";
  EXPECT_THAT(query_of("python").read("a.py", text).leftovers, testing::IsEmpty());
}

TEST(Source, KnowsComparisonsBySize) {
  const auto cpp_facts = query_of("cpp").read("a.cc", "bool f(int a) { return a\n  >= 3 && a != 4; }\n");
  EXPECT_THAT(cpp_facts.comparisons,
              testing::ElementsAre(Comparison{.file = "a.cc", .text = "a   >= 3", .function = "f", .line = 1}));
  const auto python_facts = query_of("python").read("a.py", "def f(a):\n    return a < 3 and a == 4\n");
  EXPECT_THAT(python_facts.comparisons,
              testing::ElementsAre(Comparison{.file = "a.py", .text = "a < 3", .function = "f", .line = 2}));
}

TEST(CppSource, KnowsWhatAHeaderOffersAndDescribes) {
  const auto facts = query_of("cpp").read(
      "a.h",
      "/// Adds `amount`.\nvoid add(int amount);\nint plain(int amount);\nclass A {\n public:\n  // The balance.\n"
      "  int balance() const;\n  int other;\n};\n");
  EXPECT_THAT(names(facts.public_functions, &PublicFunction::documented, true), testing::ElementsAre("add", "balance"));
  EXPECT_THAT(names(facts.public_functions, &PublicFunction::documented, false), testing::ElementsAre("plain"));
}

TEST(Source, ADescriptionNamesParametersByWholeWords) {
  const auto python_facts = query_of("python").read(
      "a.py",
      "def f(i):\n    \"\"\"Does it.\"\"\"\ndef g(fee):\n    \"\"\"Sums fees and fee_of.\"\"\"\n"
      "def h(fee):\n    \"\"\"Sums fees: fee, in pennies.\"\"\"\ndef k(i):\n    \"\"\":param i: the place\"\"\"\n");
  EXPECT_THAT(names(python_facts.public_functions, &PublicFunction::documented, true), testing::ElementsAre("h", "k"));
  const auto cpp_facts =
      query_of("cpp").read("a.h", "// Adds it.\nvoid f(int d);\n// Takes `d` away.\nvoid g(int d);\n");
  EXPECT_THAT(names(cpp_facts.public_functions, &PublicFunction::documented, true), testing::ElementsAre("g"));
}

TEST(PythonSource, KnowsWhatAModuleOffersTypesAndDescribes) {
  const auto facts = query_of("python").read(
      "a.py",
      "def add(amount: int, note: str = \"\") -> int:\n    \"\"\"Adds amount with a note.\"\"\"\n    def inner(x):\n"
      "        pass\ndef part(amount, note: str) -> int:\n    \"\"\"Adds amount.\"\"\"\ndef _own(x):\n    pass\n"
      "class A:\n    def method(self) -> None:\n        \"\"\"Does it.\"\"\"\n");
  EXPECT_THAT(names(facts.public_functions, &PublicFunction::documented, true), testing::ElementsAre("add", "method"));
  EXPECT_THAT(names(facts.public_functions, &PublicFunction::typed, true), testing::ElementsAre("add", "method"));
  EXPECT_THAT(names(facts.public_functions, &PublicFunction::typed, false), testing::ElementsAre("part"));
}

}  // namespace
}  // namespace grader::syntax
