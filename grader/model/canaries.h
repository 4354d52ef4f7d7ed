#pragma once
// Tests beside the hidden ones whose end is known whatever the work is like: they watch over the run, and are no tests
// of the learner's. See docs/sandbox.md.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace grader {

struct Canaries {
  std::string word;                           // drawn: part of every name
  std::string order;                          // drawn: the number from which the order of the run follows
  std::map<std::string, std::string> copies;  // hidden test -> its copy that no honest work passes
  std::vector<std::string> probes;            // further tests that must fail, without the learner's code
  std::string plain;                          // must pass, without the learner's code; "": there are no canaries

  bool must_fail(const std::string& id) const {
    return std::find(probes.begin(), probes.end(), id) != probes.end() ||
           std::any_of(copies.begin(), copies.end(), [&](const auto& row) { return row.second == id; });
  }
  bool contains(const std::string& id) const { return !plain.empty() && (id == plain || must_fail(id)); }
};

}  // namespace grader
