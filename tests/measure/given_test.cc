#include "grader/measure/given.h"

#include <gmock/gmock.h>

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

}  // namespace
}  // namespace grader::measure
