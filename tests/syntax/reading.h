#pragma once
// Small files of tests, read as a submission's are.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "grader/syntax/source.h"
#include "grader/toolchain/toolchain.h"

namespace grader::syntax {

inline SourceFacts read(const std::string& language, const std::string& source) {
  static std::map<std::string, SourceQuery> queries;
  if (!queries.contains(language)) {
    const auto tools = toolchain::read_toolchain(std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains" / language);
    auto query = SourceQuery::compile(tools->syntax->rules);
    EXPECT_TRUE(query) << message(query.error());
    queries.emplace(language, std::move(*query));
  }
  return queries.at(language).read("t", source, FileOf::kTests);
}

inline SourceFacts cpp(const std::string& body) {
  return read("cpp", "TEST(Suite, Name) {\n" + body + "\n}\n");
}

inline SourceFacts python(const std::string& body) {
  return read("python", "def test_name(self):\n    " + body + "\n");
}

// A body of a test, and what must be so of it.
struct Case {
  std::string body;
  bool is = true;
};

inline void expect_each(SourceFacts (*of)(const std::string&), bool TestFunction::* quality,
                        const std::vector<Case>& cases) {
  for (const Case& row : cases) {
    const SourceFacts facts = of(row.body);
    ASSERT_FALSE(facts.tests.empty()) << row.body;
    EXPECT_EQ(facts.tests[0].*quality, row.is) << row.body;
  }
}

}  // namespace grader::syntax
