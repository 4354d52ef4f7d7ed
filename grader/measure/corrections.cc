#include "grader/measure/corrections.h"

#include <algorithm>
#include <map>

#include "grader/base/text.h"
#include "grader/measure/commits.h"

namespace grader::measure {
namespace {

const std::vector<std::string> kSeen = {"corrections.commits", "corrections.tests"};
constexpr const char* kTested = "fixes.tested";

std::map<std::string, TestState> states_of(const std::vector<TestCase>& cases) {
  std::map<std::string, TestState> states;
  for (const TestCase& test : cases) states[test.id] = test.state;
  return states;
}

// Tests that failed before and pass after, in the order of their ids.
std::vector<std::string> corrected(const TriedChange& change) {
  const auto before = states_of(change.before);
  std::vector<std::string> ids;
  for (const auto& [id, state] : states_of(change.after)) {
    const auto row = before.find(id);
    if (state == TestState::kPassed && row != before.end() && is_failure(row->second) && !change.not_there.contains(id))
      ids.push_back(id);
  }
  return ids;
}

// Every test passes, and passed before: they say nothing of what was changed.
bool unnoticed(const TriedChange& change) {
  const auto before = states_of(change.before);
  bool any = false;
  for (const TestCase& test : change.after) {
    if (test.state == TestState::kSkipped) continue;
    const auto row = before.find(test.id);
    if (test.state != TestState::kPassed || row == before.end() || row->second != TestState::kPassed) return false;
    any = true;
  }
  return any;
}

// Without what tells the rows of a table of values apart: "test_a.py::test_a[1-2]", "Each/Suite.Name/0".
std::string function_of(const std::string& id) {
  const std::string name = id.substr(0, id.find('['));
  const std::size_t slash = name.rfind('/');
  const bool row = slash != std::string::npos && slash + 1 < name.size() &&
                   name.find_first_not_of("0123456789", slash + 1) == std::string::npos;
  return row ? name.substr(0, slash) : name;
}

std::string short_of(const TriedChange& change) {
  return change.commit.substr(0, 7);
}

std::string older(const TriedChanges& tried) {
  if (tried.beyond == 0) return {};
  return "; bounded: " + std::to_string(tried.changes.size()) + " were run, " + std::to_string(tried.beyond) +
         " more were not";
}

}  // namespace

void measure_corrections(const TriedChanges& tried, EvidenceTable& table) {
  const Reserve reserve = tried.could_not_run ? Reserve::kCouldNotRun : Reserve::kNoEvidence;
  if (!tried.problem.empty()) miss(table, kSeen, reserve, tried.problem);
  if (!tried.problem.empty()) return miss(table, {kTested}, reserve, tried.problem);
  Ratio fixes{0, 0};
  std::vector<std::string> seen;
  std::vector<std::string> untested;
  std::set<std::string> tests;
  for (const TriedChange& change : tried.changes) {
    const auto ids = corrected(change);
    for (const std::string& id : ids) tests.insert(function_of(id));
    if (!ids.empty()) seen.push_back(short_of(change) + " " + ids.front());
    if (ids.empty() && !(change.edits && unnoticed(change))) continue;
    ++fixes.d;
    fixes.n += ids.empty() ? 0 : 1;
    if (ids.empty()) untested.push_back(short_of(change));
  }
  const std::int64_t all = std::ssize(tried.changes);
  const std::string none = all == 0 ? "no commit changes source with a new own test beside it"
                                    : "no test of " + counted(all, "commit") + " failed on the source before";
  if (seen.empty()) {
    miss(table, kSeen, Reserve::kNoEvidence, none + older(tried));
  } else {
    const std::int64_t commits = std::ssize(seen);
    put(table, kSeen[0], {commits, 1},
        counted(commits, "commit") + " with a test that failed on the source before" + older(tried), std::move(seen));
    put(table, kSeen[1], {std::ssize(tests), 1},
        counted(tests.size(), "own test") + " failed before and pass" + (tests.size() == 1 ? "es" : "") + " after");
  }
  if (fixes.d == 0) return miss(table, {kTested}, Reserve::kNoEvidence, none + older(tried));
  if (fixes.d < kFewestFixes) {
    return miss(table, {kTested}, Reserve::kTooLittle,
                "fewer than " + std::to_string(kFewestFixes) + " changes to code that was there came with tests" +
                    older(tried));
  }
  put(table, kTested, fixes,
      std::to_string(fixes.n) + " of " + counted(fixes.d, "change") +
          " to code that was there with a test that failed before" + older(tried),
      std::move(untested));
}

}  // namespace grader::measure
