#pragma once
// From a piece of work (source text, a history, what runs said) to the level of one indicator, by the project's own
// toolchains and rubric.

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "grader/assess/assess.h"
#include "grader/base/files.h"
#include "grader/measure/debugging.h"
#include "grader/measure/history.h"
#include "grader/measure/measure.h"
#include "grader/syntax/source.h"
#include "grader/toolchain/toolchain.h"

namespace grader {

inline IndicatorResult row_of(const std::string& indicator, const EvidenceTable& table) {
  static const assess::Rubric rubric = *assess::read_rubric();
  static const Standard standard = *read_standard();
  const std::string skill = indicator.substr(0, indicator.find('.'));
  for (const SkillResult& row : assess::assess(rubric, standard, {skill}, table, 100)) {
    for (const IndicatorResult& result : row.indicators) {
      if (result.id == indicator) return result;
    }
  }
  return {.title = "no such indicator"};
}

// The level's name, or the reserve state's.
inline std::string verdict(const std::string& indicator, const EvidenceTable& table) {
  const IndicatorResult row = row_of(indicator, table);
  if (row.id.empty()) return row.title;
  return row.level == Level::kNone ? name_of(row.reserve) : name_of(row.level);
}

// `count` copies of a text, each "@" replaced by its number from 1.
inline std::string copies(int count, const std::string& text) {
  std::string all;
  for (int i = 1; i <= count; ++i) {
    std::string copy = text;
    for (std::size_t at = copy.find('@'); at != std::string::npos; at = copy.find('@'))
      copy.replace(at, 1, std::to_string(i));
    all += copy;
  }
  return all;
}

// Source in which every line is own.
struct Source {
  explicit Source(const std::string& language)
      : tools(*toolchain::read_toolchain(data_folder() / "toolchains" / language)),
        query(*syntax::SourceQuery::compile(tools.syntax->rules)) {}

  Source& file(const std::string& name, const std::string& text) {
    const bool of_tests = name.find("test") != std::string::npos;
    SourceFacts read = query.read(name, text, of_tests ? syntax::FileOf::kTests : syntax::FileOf::kWork);
    const auto take = [](auto& to, auto& from) { std::move(from.begin(), from.end(), std::back_inserter(to)); };
    take(facts.functions, read.functions);
    take(facts.identifiers, read.identifiers);
    take(facts.tests, read.tests);
    take(facts.smells, read.smells);
    take(facts.public_functions, read.public_functions);
    take(facts.leftovers, read.leftovers);
    take(facts.imports, read.imports);
    take(facts.fields, read.fields);
    take(facts.files, read.files);
    const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    for (int line = 1; line <= lines; ++line) own[name].insert(line);
    return *this;
  }

  toolchain::Toolchain tools;
  syntax::SourceQuery query;
  SourceFacts facts;
  OwnLines own;
};

}  // namespace grader
