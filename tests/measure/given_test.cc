#include "grader/measure/given.h"

#include <gmock/gmock.h>

#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const OwnLines kOwn = {{"a.py", {3, 4, 5}}, {"new.py", {1}}};

Finding finding(const std::string& file, int line, const std::string& rule = "E701") {
  return {.file = file, .line = line, .rule = rule, .level = "warning", .message = "as it was"};
}

TEST(Given, FindingsOfTheStarterAreTakenOutOfOwnLines) {
  const auto left = [](std::vector<Finding> now) { return without_given(std::move(now), {finding("a.py", 9)}, kOwn); };
  EXPECT_THAT(left({finding("a.py", 3)}), IsEmpty());
  EXPECT_THAT(left({finding("a.py", 3), finding("a.py", 4)}), ElementsAre(finding("a.py", 4))) << "one was given";
  EXPECT_THAT(left({finding("a.py", 3), finding("a.py", 1)}), ElementsAre(finding("a.py", 3), finding("a.py", 1)))
      << "the one given stands where it stood";
  EXPECT_THAT(left({finding("a.py", 3, "E702")}), ElementsAre(finding("a.py", 3, "E702")));
  EXPECT_THAT(left({finding("new.py", 1)}), ElementsAre(finding("new.py", 1)));
}

TEST(Given, NamesAndFunctionsOfTheStarterAreNotTheLearners) {
  const Identifier odd{.file = "a.py", .name = "addTask", .kind = "function", .line = 3, .fits = false};
  const Identifier fine{.file = "a.py", .name = "count", .kind = "variable", .line = 4};
  Identifier further = odd;
  further.name = "dropTask";
  const SourceFacts given{
      .identifiers = {odd, fine},
      .public_functions = {{.file = "a.py", .name = "bare"}, {.file = "a.py", .name = "told", .documented = true}}};
  const SourceFacts now{.identifiers = {odd, fine, further},
                        .public_functions = {{.file = "a.py", .name = "bare", .line = 3},
                                             {.file = "a.py", .name = "told", .line = 4},
                                             {.file = "a.py", .name = "further", .line = 5},
                                             {.file = "new.py", .name = "bare", .line = 1}}};
  const SourceFacts left = without_given(now, given, kOwn);
  EXPECT_THAT(left.identifiers, ElementsAre(fine, further));
  std::vector<std::string> names;
  for (const PublicFunction& row : left.public_functions) names.push_back(row.file + " " + row.name);
  EXPECT_THAT(names, ElementsAre("a.py told", "a.py further", "new.py bare")) << "a description that is gone counts";
}

TEST(Given, AFunctionThatWasLongIsNotHeldAgainstWhoRewritesIt) {
  const auto of = [](const std::string& file, int lines, int parameters) {
    return Function{.file = file, .name = "pay", .first_line = 1, .last_line = lines, .parameters = parameters};
  };
  const auto held = [&](const Function& now, const Function& before) {
    return without_given({.functions = {now}}, {.functions = {before}}, kOwn).functions.front();
  };
  const Function then = of("a.py", 45, 2);
  EXPECT_TRUE(held(of("a.py", 40, 2), then).given);
  EXPECT_FALSE(held(of("a.py", 46, 2), then).given) << "it grew";
  EXPECT_FALSE(held(of("a.py", 40, 6), then).given) << "it has more parameters";
  EXPECT_FALSE(held(of("a.py", 20, 2), then).given) << "it is small now, which counts";
  EXPECT_FALSE(held(of("new.py", 40, 2), then).given);

  OwnLines all;
  for (int line = 1; line <= 40; ++line) all["a.py"].insert(line);
  const std::vector<Function> functions = {held(of("a.py", 40, 2), then)};
  EXPECT_THAT(function_findings(functions, all), IsEmpty());
  EvidenceTable evidence;
  measure_functions(functions, all, evidence);
  EXPECT_EQ(evidence["functions.small"].missing, Reserve::kNoEvidence);
}

}  // namespace
}  // namespace grader::measure
