// Types of own tests, by what they touch and never by what they are called.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "grader/base/text.h"
#include "grader/measure/evidence.h"
#include "grader/measure/measure.h"

namespace grader::measure {
namespace {

constexpr const char* kUnit = "unit";
constexpr const char* kIntegration = "integration";
constexpr const char* kEndToEnd = "end-to-end";
constexpr const char* kBoundary = "boundary or negative";
constexpr const char* kPerformance = "performance";
constexpr const char* kSecurity = "security";
constexpr const char* kAccessibility = "accessibility";

constexpr std::array kNonFunctional = {kPerformance, kSecurity, kAccessibility};

// "src/account" of "src/account.cc" and "src/account.h"
std::string module_of(const std::string& file) {
  return file.substr(0, file.rfind('.'));
}

std::string last_part(const std::string& name) {
  const std::size_t mark = name.rfind(':');
  return mark == std::string::npos ? name : name.substr(mark + 1);
}

// The work's functions and types: in which modules something of a name is defined.
class Work {
 public:
  explicit Work(const SourceFacts& source) {
    for (const Function& row : source.functions) {
      if (!row.name.empty()) functions_[last_part(row.name)].insert(module_of(row.file));
    }
    for (const Identifier& row : source.identifiers) {
      if (row.kind == "type") types_[row.name].insert(module_of(row.file));
    }
  }

  bool has_function(const TestCall& call) const { return !call.foreign && functions_.contains(call.name); }

  // The modules that a test touches for certain. Of a name in several modules, one of them is touched, and it is
  // another one only when none of them is known to be touched. A name that objects of the library have too, and a value
  // that is made, count only where there is nothing else to go by.
  std::set<std::string> touched(const TestFunction& test) const {
    std::set<std::string> modules;
    const auto add = [&](const std::map<std::string, std::set<std::string>>& names, const TestCall& call, bool single) {
      const auto row = call.foreign ? names.end() : names.find(call.name);
      if (row == names.end() || (row->second.size() == 1) != single) return;
      const bool known = std::any_of(row->second.begin(), row->second.end(),
                                     [&](const std::string& module) { return modules.contains(module); });
      if (!known) modules.insert(*row->second.begin());
    };
    for (const bool single : {true, false}) {
      for (const TestCall& call : test.calls) {
        if (!call.library) add(functions_, call, single);
      }
    }
    for (const bool single : {true, false}) {
      for (const TestCall& call : test.calls) {
        if (modules.empty()) add(functions_, call, single);
        if (modules.empty()) add(types_, call, single);
      }
    }
    return modules;
  }

 private:
  std::map<std::string, std::set<std::string>> functions_, types_;
};

std::set<std::string> types_of(const TestFunction& test, const Work& work) {
  if (!test.checks) return {};
  std::set<std::string> types;
  const std::set<std::string> modules = work.touched(test);
  const bool starts = std::any_of(test.calls.begin(), test.calls.end(),
                                  [&](const TestCall& call) { return call.name == "main" && work.has_function(call); });
  if (test.programs || starts)
    types.insert(kEndToEnd);
  else if (!modules.empty())
    types.insert(modules.size() > 1 ? kIntegration : kUnit);
  if (types.empty()) return types;
  const auto gives = [&](bool TestCall::* value) {
    return std::any_of(test.calls.begin(), test.calls.end(),
                       [&](const TestCall& call) { return call.*value && work.has_function(call); });
  };
  if (test.errors || gives(&TestCall::limit)) types.insert(kBoundary);
  if (test.times) types.insert(kPerformance);
  if (gives(&TestCall::hostile)) types.insert(kSecurity);
  if (test.accessible) types.insert(kAccessibility);
  return types;
}

bool has_result(const TestFunction& test, const GroupResult& group) {
  return std::any_of(group.cases.begin(), group.cases.end(), [&](const TestCase& row) {
    return (row.state == TestState::kPassed || row.state == TestState::kFailed) && is_result_of(row.id, test);
  });
}

std::vector<Use> levels_in_use(const std::map<std::string, std::vector<const TestFunction*>>& by_type) {
  std::vector<Use> uses;
  std::size_t levels = 0;
  for (const char* level : {kUnit, kIntegration, kEndToEnd}) {
    const auto row = by_type.find(level);
    if (row == by_type.end()) continue;
    ++levels;
    for (const TestFunction* test : row->second)
      uses.push_back({.file = test->file, .use = std::string(level) + " tests", .line = test->line});
  }
  return levels > 1 ? uses : std::vector<Use>{};
}

}  // namespace

std::vector<Use> measure_types(const std::vector<TestFunction>& tests, const SourceFacts& source,
                               const GroupResult& group, const OwnLines& own, EvidenceTable& table) {
  const std::vector<std::string> metrics = {"tests.types", "tests.non_functional"};
  if (group.could_not_run) {
    could_not_run(metrics, group.problem, table);
    return {};
  }
  const Work work(source);
  std::map<std::string, std::vector<const TestFunction*>> by_type;
  std::vector<std::string> others;
  std::size_t with_result = 0;
  for (const TestFunction& test : tests) {
    if (!is_own(own, test.file, test.line) || !has_result(test, group)) continue;
    ++with_result;
    const std::set<std::string> types = types_of(test, work);
    for (const std::string& type : types) by_type[type].push_back(&test);
    if (types.empty()) others.push_back(place(test.file, test.line, test.name));
  }
  if (with_result == 0) {
    miss(table, metrics, Reserve::kNoEvidence, "no own test has a result");
    return {};
  }
  std::vector<std::string> seen;
  for (const char* type : {kUnit, kIntegration, kEndToEnd, kBoundary, kPerformance, kSecurity, kAccessibility}) {
    if (const auto row = by_type.find(type); row != by_type.end())
      seen.push_back(std::string(type) + " (" + std::to_string(row->second.size()) + ")");
  }
  std::string detail =
      counted(seen.size(), "type") + " of own tests with a result" + (seen.empty() ? "" : ": " + join(seen, ", "));
  if (!others.empty()) detail += "; " + counted(others.size(), "test") + " not of a known type";
  const auto other = std::ranges::count_if(kNonFunctional, [&](const char* type) { return by_type.contains(type); });
  put(table, "tests.types", {static_cast<std::int64_t>(seen.size()), 1}, detail, others);
  put(table, "tests.non_functional", {other, 1}, counted(other, "type") + " of them non-functional");
  return levels_in_use(by_type);
}

}  // namespace grader::measure
