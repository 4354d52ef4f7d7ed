#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "grader/base/text.h"
#include "grader/parse/events.h"
#include "grader/parse/parse.h"

namespace grader::parse {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostTests = 20'000;
constexpr std::uint64_t kMostFunctions = 1'000'000;

std::optional<std::uint64_t> number_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::uint64_t>();
}

template <typename Enum, std::size_t N>
std::optional<Enum> named(const std::array<Enum, N>& values, const std::string& name) {
  for (const Enum value : values) {
    if (name == name_of(value)) return value;
  }
  return std::nullopt;
}

class VerdictReader {
 public:
  VerdictReader(const std::string& nonce, std::size_t count) : lines_(nonce), count_(count) {}

  // False when the line breaks the protocol.
  bool line(const std::string& text) {
    const auto json = lines_.read(text);
    if (!json || run.complete) return false;
    const std::string event = text_of(*json, "event");
    if (event == "collected") return collected(text_of(*json, "id"));
    if (event == "problem") {
      if (run.problem.empty()) run.problem = last_line(text_of(*json, "message"));
      return true;
    }
    if (event == "baseline") return baseline(*json);
    if (run.baseline.size() != collected_.size()) return false;
    if (event == "void") return voided(*json);
    if (event == "tried") return tried(*json);
    if (event == "mutant") return mutant(*json);
    run.complete = event == "done" && run.verdicts.size() == count_;
    return run.complete;
  }

  void broken() {
    run.complete = false;
    run.verdicts.clear();
    run.tried.clear();
    run.problem = "the report does not hold together";
  }
  void end() {
    if (!run.complete && run.problem.empty()) run.problem = "the run ended before every mutant was judged";
  }

  MutantRun run;

 private:
  bool collected(const std::string& id) {
    return run.baseline.empty() && !begun_ && !id.empty() && collected_.size() < kMostTests &&
           collected_.insert(id).second;
  }

  bool baseline(const Json& json) {
    MutantBaseline row{.id = text_of(json, "id"),
                       .state = state_of(text_of(json, "state")),
                       .again = state_of(text_of(json, "again"))};
    const auto steps = number_of(json, "steps");
    if (begun_ || !steps || !collected_.contains(row.id) || rows_.contains(row.id)) return false;
    if (row.state == TestState::kIntegrity || row.again == TestState::kIntegrity) return false;
    row.steps = *steps;
    rows_[row.id] = row.judges();
    run.baseline.push_back(std::move(row));
    return true;
  }

  bool judges(const std::string& id) const {
    const auto row = rows_.find(id);
    return row != rows_.end() && row->second;
  }

  bool voided(const Json& json) {
    const std::string id = text_of(json, "id");
    const auto number = number_of(json, "mutant");
    if (!number || *number > count_ || !run.verdicts.empty() || !judges(id)) return false;
    begun_ = true;
    rows_[id] = false;
    std::erase_if(run.tried, [&](const MutantTry& row) { return row.id == id; });
    run.voided.push_back({.id = id, .mutant = *number});
    return true;
  }

  bool tried(const Json& json) {
    const auto number = number_of(json, "mutant");
    const auto steps = number_of(json, "steps");
    const auto entered = json.find("entered");
    const auto killed = json.find("killed");
    MutantTry row{.id = text_of(json, "id")};
    begun_ = true;
    if (!number || *number == 0 || *number > count_ || !run.verdicts.empty() || !steps || !judges(row.id)) return false;
    if (killed == json.end() || !killed->is_boolean() || entered == json.end() || !entered->is_array()) return false;
    for (const Json& function : *entered) {
      if (!function.is_number_unsigned() || function.get<std::uint64_t>() - 1 >= kMostFunctions) return false;
      row.entered.insert(function.get<std::size_t>());
    }
    row.mutant = *number;
    row.killed = killed->get<bool>();
    row.steps = *steps;
    run.tried.push_back(std::move(row));
    return true;
  }

  bool mutant(const Json& json) {
    static constexpr std::array kStates = {MutantState::kNotCovered, MutantState::kSurvived, MutantState::kKilled};
    static constexpr std::array kWays = {KillBy::kAssertion, KillBy::kCrash, KillBy::kSteps, KillBy::kTime};
    begun_ = true;
    const auto number = number_of(json, "mutant");
    const auto state = named(kStates, text_of(json, "state"));
    if (!number || !state || *number != run.verdicts.size() + 1 || *number > count_) return false;
    MutantVerdict verdict{.state = *state, .by = text_of(json, "by")};
    if (verdict.state == MutantState::kKilled) {
      const auto how = named(kWays, text_of(json, "how"));
      if (!how || !judges(verdict.by)) return false;
      verdict.how = *how;
    } else if (json.contains("by") || json.contains("how")) {
      return false;
    }
    run.verdicts.push_back(std::move(verdict));
    return true;
  }

  EventLines lines_;
  std::size_t count_;
  std::set<std::string> collected_;
  std::map<std::string, bool> rows_;  // test -> it judges
  bool begun_ = false;                // a void test or a verdict was read: no further tests
};

}  // namespace

MutantRun mutant_events(const std::string& bytes, const std::string& nonce, std::size_t count) {
  VerdictReader reader(nonce, count);
  // A run that was ended may leave a part of a line.
  for (const std::string& line : lines_of(bytes.substr(0, bytes.rfind('\n') + 1))) {
    if (reader.line(line)) continue;
    reader.broken();
    return reader.run;
  }
  reader.end();
  return reader.run;
}

}  // namespace grader::parse
