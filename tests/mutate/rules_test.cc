// What a toolchain may not say.
#include <gmock/gmock.h>

#include "tests/mutate/support.h"

namespace grader::mutate {
namespace {

std::string refusal(const MutationRules& rules) {
  const auto mutator = Mutator::compile(rules);
  if (mutator) return "";
  EXPECT_EQ(mutator.error().fault, Fault::kSetup);
  return mutator.error().thing + ": " + mutator.error().found;
}

TEST(MutateRules, BundledOnesAreRead) {
  for (const std::string language : {"cpp", "python"}) EXPECT_EQ(refusal(rules_of(language)), "");
}

TEST(MutateRules, UnknownCaptureIsNamed) {
  MutationRules rules = rules_of("python");
  rules.query += "\n(call) @XYZ";
  EXPECT_THAT(refusal(rules), testing::EndsWith("python/mutate.scm: no rule is called @XYZ"));
  rules.query = "(call) @skip.ROR.none";
  EXPECT_THAT(refusal(rules), testing::EndsWith("no rule is called @skip.ROR.none"));
}

TEST(MutateRules, UnknownFormIsNamed) {
  MutationRules rules = rules_of("python");
  rules.rules[0].form = "expresion";
  EXPECT_THAT(refusal(rules),
              testing::EndsWith("python/toolchain.json: mutate: the rule COND has the form \"expresion\""));
}

TEST(MutateRules, FaultyConditionsAreNamed) {
  MutationRules rules = rules_of("python");
  rules.query = "((call) @_a (#is? @_a \"x\"))";
  EXPECT_THAT(refusal(rules), testing::EndsWith("no condition is called #is?"));
  rules.query = "((call) @_a (#match? @_a \"(\"))";
  EXPECT_THAT(refusal(rules), testing::HasSubstr("the pattern (: "));
  rules.query = "((call) @_a (#eq? @_a))";
  EXPECT_THAT(refusal(rules), testing::EndsWith("a condition of another shape"));
  rules.query = "\n\n(calls) @COND";
  EXPECT_THAT(refusal(rules), testing::HasSubstr("line 3"));
}

TEST(MutateRules, ConditionsAreHeld) {
  MutationRules rules = rules_of("python");
  rules.query =
      "(function_definition body: (block) @scope)\n((call function: (_) @_a) @RET.other (#not-eq? @_a \"g\") "
      "(#not-match? @_a \"^h\"))";
  const auto mutator = Mutator::compile(rules);
  ASSERT_TRUE(mutator);
  for (const Mutant& mutant : mutator->make({all_own("a", "def f():\n    g(g(), h(), hh(), k())\n")}, "").mutants)
    EXPECT_EQ(mutant.original, "k()");
  EXPECT_EQ(mutator->make({all_own("a", "def f():\n    g(g(), h(), hh())\n")}, ""), Schemata());
}

}  // namespace
}  // namespace grader::mutate
