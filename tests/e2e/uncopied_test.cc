// Which hidden tests have copies that watch over a run: `verify` names the others, and refuses an exercise without any.
#include "tests/e2e/program.h"

namespace grader {
namespace {

struct Tests {
  std::string name;  // of the framework
  std::string language;
  std::string hidden;               // the hidden test file
  std::vector<std::string> copied;  // their ids
  std::vector<std::string> uncopied;
};

void PrintTo(const Tests& tests, std::ostream* out) {
  *out << tests.name;
}

class Uncopied : public testing::TestWithParam<Tests> {
 protected:
  Folder folder;

  // The skeleton with these hidden tests.
  Shell verify(const Tests& tests) const {
    const fs::path exercise = folder / "exercise";
    const bool cpp = tests.language == "cpp";
    fs::copy(fs::path(kSource) / "toolchains" / tests.language / "skeleton", exercise,
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    support::spit(exercise / (cpp ? "tests/hidden/hidden_test.cc" : "tests/hidden/test_hidden.py"), tests.hidden);
    json described = json::parse(slurp(exercise / "exercise.json"), nullptr, true, true);
    described["id"] = "sums";
    json& cases = described["tests"]["hidden"]["cases"] = json::object();
    for (const auto* ids : {&tests.copied, &tests.uncopied})
      for (const std::string& id : *ids) cases[id] = {"R1"};
    support::spit(exercise / "exercise.json", described.dump());
    return grader("exercise verify '" + exercise.string() + "'");
  }
};

TEST_P(Uncopied, AreNamedByVerifyAndNoOthers) {
  const Shell ran = verify(GetParam());
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::size_t without = GetParam().uncopied.size();
  std::string said = "No copy of " + std::to_string(without) + " of " +
                     std::to_string(without + GetParam().copied.size()) + " hidden tests can watch over a run:\n";
  for (const std::string& id : GetParam().uncopied) said += "  " + id + "\n";
  EXPECT_THAT(ran.out, testing::EndsWith(said));
}

const std::string kAdd = "#include \"src/add.h\"\n\n";

INSTANTIATE_TEST_SUITE_P(
    All, Uncopied,
    testing::Values(
        Tests{.name = "gtest",
              .language = "cpp",
              .hidden = "#include <gtest/gtest.h>\n" + kAdd +
                        "struct Table : testing::TestWithParam<std::pair<int, int>> {};\n"
                        "TEST_P(Table, Adds) { EXPECT_EQ(add(GetParam().first, 1), GetParam().second); }\n"
                        "INSTANTIATE_TEST_SUITE_P(Small, Table, testing::Values(std::pair(1, 2), std::pair(-2, -1)));\n"
                        "INSTANTIATE_TEST_SUITE_P(Named, Table, testing::Values(std::pair(7, 8)),\n"
                        "    [](const auto& info) { return \"v\" + std::to_string(info.param.first); });\n"
                        "template <typename T> struct Kinds : testing::Test {};\n"
                        "using Types = testing::Types<int, long>;\n"
                        "TYPED_TEST_SUITE(Kinds, Types);\n"
                        "TYPED_TEST(Kinds, Adds) { EXPECT_EQ(TypeParam(add(3, 4)), TypeParam(7)); }\n"
                        "template <typename T> struct Late : testing::Test {};\n"
                        "TYPED_TEST_SUITE_P(Late);\n"
                        "TYPED_TEST_P(Late, Adds) { EXPECT_EQ(TypeParam(add(3, 4)), TypeParam(7)); }\n"
                        "REGISTER_TYPED_TEST_SUITE_P(Late, Adds);\n"
                        "INSTANTIATE_TYPED_TEST_SUITE_P(Whole, Late, Types);\n",
              .copied = {"Small/Table.Adds/0", "Small/Table.Adds/1", "Named/Table.Adds/v7", "Kinds/0.Adds",
                         "Kinds/1.Adds"},
              .uncopied = {"Whole/Late/0.Adds", "Whole/Late/1.Adds"}},
        Tests{.name = "catch2",
              .language = "cpp",
              .hidden = "#include <catch2/catch.hpp>\n#include <tuple>\n" + kAdd +
                        "TEMPLATE_TEST_CASE(\"adds\", \"[t]\", int, long) { CHECK(TestType(add(3, 4)) == 7); }\n"
                        "template <typename T> struct Fixture { T seven = 7; };\n"
                        "TEMPLATE_TEST_CASE_METHOD(Fixture, \"sum\", \"\", int, (std::pair<int, int>::first_type)) {\n"
                        "  CHECK(this->seven == add(3, 4));\n}\n"
                        "SCENARIO(\"a sum\") { CHECK(add(3, 4) == 7); }\n"
                        "using List = std::tuple<int, long>;\n"
                        "TEMPLATE_LIST_TEST_CASE(\"listed\", \"\", List) { CHECK(TestType(add(3, 4)) == 7); }\n"
                        "TEMPLATE_TEST_CASE_SIG(\"signed\", \"\", ((typename T, int V), T, V), (int, 7)) {\n"
                        "  CHECK(T(add(3, 4)) == V);\n}\n",
              .copied = {"adds - int", "adds - long", "sum - int", "sum - std::pair<int, int>::first_type",
                         "Scenario: a sum"},
              .uncopied = {"listed - List - 0", "listed - List - 1", "signed - int, 7"}},
        Tests{.name = "doctest",
              .language = "cpp",
              .hidden = "#include <doctest/doctest.h>\n#include <vector>\n" + kAdd +
                        "TEST_SUITE(\"sums\") {\n"
                        "TEST_CASE_TEMPLATE(\"adds\", T, int, std::vector<int>) { CHECK(T(add(3, -2)) == T(1)); }\n}\n"
                        "TEST_CASE_TEMPLATE_DEFINE(\"late\", T, late) { CHECK(T(add(3, 4)) == T(7)); }\n"
                        "TEST_CASE_TEMPLATE_INVOKE(late, int);\n",
              .copied = {"sums/adds<int>", "sums/adds<std::vector<int>>"},
              .uncopied = {"late<int>"}},
        Tests{.name = "python",
              .language = "python",
              .hidden =
                  "import unittest\n\nimport pytest\n\nfrom package import add\n\n\nclass Both:\n"
                  "    def test_sum(self):\n        self.assertEqual(add(3, 4), 7)\n\n\n"
                  "class Sums(Both, unittest.TestCase):\n    def test_zero(self):\n"
                  "        self.assertEqual(add(0, 4), 4)\n\n\n"
                  "@pytest.mark.parametrize(\"one\", [1, 2])\ndef test_one(one):\n    assert add(one, 1) == one + 1\n"
                  "\n\nif pytest:\n    def test_two():\n        assert add(2, 2) == 4\n",
              .copied = {"test_hidden.py::Sums::test_zero", "test_hidden.py::test_one[1]",
                         "test_hidden.py::test_one[2]", "test_hidden.py::test_two"},
              .uncopied = {"test_hidden.py::Sums::test_sum"}}),
    [](const auto& info) { return info.param.name; });

class Unwatched : public Uncopied {};

TEST_P(Unwatched, IsRefusedByVerify) {
  const Shell ran = verify(GetParam());
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("no hidden test has a copy that watches over the run"));
  EXPECT_NE(slurp(fs::path(kSource) / "docs/exercises.md").find("`no hidden test has a copy that watches over the run"),
            std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    All, Unwatched,
    testing::Values(
        Tests{.name = "gtest",
              .language = "cpp",
              .hidden = "#include <gtest/gtest.h>\n" + kAdd +
                        "template <typename T> struct Late : testing::Test {};\nTYPED_TEST_SUITE_P(Late);\n"
                        "TYPED_TEST_P(Late, Adds) { EXPECT_EQ(TypeParam(add(3, 4)), TypeParam(7)); }\n"
                        "REGISTER_TYPED_TEST_SUITE_P(Late, Adds);\n"
                        "INSTANTIATE_TYPED_TEST_SUITE_P(Whole, Late, testing::Types<int>);\n",
              .uncopied = {"Whole/Late/0.Adds"}},
        Tests{.name = "python",
              .language = "python",
              .hidden = "import unittest\n\nfrom package import add\n\n\nclass Both:\n    def test_sum(self):\n"
                        "        self.assertEqual(add(3, 4), 7)\n\n\nclass Sums(Both, unittest.TestCase):\n    pass\n",
              .uncopied = {"test_hidden.py::Sums::test_sum"}}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace grader
