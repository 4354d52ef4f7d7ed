#include "grader/syntax/functions.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace grader::syntax {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(std::string(GRADER_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

FunctionQuery query_of(const std::string& language) {
  const std::string file = "toolchains/" + language + "/functions.scm";
  auto query = FunctionQuery::compile(language, text_of(file), file);
  EXPECT_TRUE(query) << message(query.error());
  return std::move(*query);
}

std::vector<Function> cpp(const std::string& source) {
  return query_of("cpp").functions("a.cc", source);
}

std::vector<Function> python(const std::string& source) {
  return query_of("python").functions("a.py", source);
}

TEST(CppFunctions, GivesNameLinesAndComplexity) {
  const auto functions =
      cpp("int one() { return 1; }\n\nbool Account::pays(int a) const {\n  return a > 0 && a < 9;\n}\n");
  EXPECT_THAT(functions,
              testing::ElementsAre(
                  Function{.file = "a.cc", .name = "one", .first_line = 1, .last_line = 1},
                  Function{.file = "a.cc", .name = "Account::pays", .first_line = 3, .last_line = 5, .complexity = 2}));
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
  EXPECT_EQ(functions[0],
            (Function{.file = "a.py", .name = "outer", .first_line = 1, .last_line = 7, .complexity = 2}));
  EXPECT_EQ(functions[1],
            (Function{.file = "a.py", .name = "inner", .first_line = 2, .last_line = 4, .complexity = 2}));
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

TEST(FunctionQuery, NamesTheFileTheLineAndWhatToDo) {
  const auto unknown = FunctionQuery::compile("cobol", "", "toolchains/cobol/functions.scm");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().fault, Fault::kSetup);
  EXPECT_THAT(unknown.error().remedy, testing::HasSubstr("cpp, python"));
  const auto wrong = FunctionQuery::compile("cpp", "(if_statement) @branch\n(if_statment) @branch\n", "q.scm");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().thing, "q.scm");
  EXPECT_THAT(wrong.error().found, testing::HasSubstr("line 2"));
}

}  // namespace
}  // namespace grader::syntax
