#include "grader/measure/given.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "grader/measure/evidence.h"

namespace grader::measure {
namespace {

using Key = std::tuple<std::string, std::string, std::string>;

Key key_of(const Finding& finding) {
  return {finding.file, finding.rule, finding.message};
}

Key key_of(const Identifier& name) {
  return {name.file, name.kind, name.name};
}

bool counts(const Finding&) {
  return true;
}

bool counts(const Identifier& name) {
  return !name.fits;
}

template <typename Row>
void take_out(std::vector<Row>& rows, const std::vector<Row>& given, const OwnLines& own) {
  // Of the starter's, how many the rows may hold on own lines. NOLINTNEXTLINE(misc-const-correctness): it changes below
  std::map<Key, int> left;
  for (const Row& row : given) left[key_of(row)] += counts(row) ? 1 : 0;
  for (const Row& row : rows) {
    if (counts(row) && !is_own(own, row.file, row.line)) --left[key_of(row)];
  }
  std::erase_if(
      rows, [&](const Row& row) { return counts(row) && is_own(own, row.file, row.line) && left[key_of(row)]-- > 0; });
}

template <typename Row>
std::map<std::pair<std::string, std::string>, const Row*> by_file_and_name(const std::vector<Row>& rows) {
  std::map<std::pair<std::string, std::string>, const Row*> named;
  for (const Row& row : rows) named[{row.file, row.name}] = &row;
  return named;
}

}  // namespace

std::vector<Finding> without_given(std::vector<Finding> findings, const std::vector<Finding>& given,
                                   const OwnLines& own) {
  take_out(findings, given, own);
  return findings;
}

SourceFacts without_given(SourceFacts source, const SourceFacts& given, const OwnLines& own) {
  take_out(source.identifiers, given.identifiers, own);
  take_out(source.leftovers, given.leftovers, own);
  const auto functions = by_file_and_name(given.public_functions);
  std::erase_if(source.public_functions, [&](const PublicFunction& row) {
    const auto before = functions.find({row.file, row.name});
    if (before == functions.end() || (row.documented && row.typed)) return false;
    return (row.documented || !before->second->documented) && (row.typed || !before->second->typed);
  });
  const auto sizes = by_file_and_name(given.functions);
  for (Function& row : source.functions) {
    const auto before = sizes.find({row.file, row.name});
    row.given = before != sizes.end() && row.readable && before->second->readable && no_larger(row, *before->second);
  }
  return source;
}

}  // namespace grader::measure
