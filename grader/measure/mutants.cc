#include "grader/measure/mutants.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

#include "grader/base/text.h"
#include "grader/measure/evidence.h"

namespace grader::measure {
namespace {

constexpr std::size_t kMostText = 60;  // of a piece of code in a sentence

std::string quoted(const std::string& code) {
  std::string line;
  for (const char c : trim(code)) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!blank || line.empty() || line.back() != ' ') line += blank ? ' ' : c;
  }
  return "`" + (line.size() > kMostText ? line.substr(0, kMostText - 4) + " ..." : line) + "`";
}

bool is_number(const std::string& text) {
  const std::string digits = trim(text.starts_with('-') ? text.substr(1) : text);
  return !digits.empty() && std::all_of(digits.begin(), digits.end(), [](unsigned char c) {
    return std::isdigit(c) != 0 || c == '.' || c == '\'' || c == '_';
  });
}

// "<" to "<=", where only equal sides tell the two apart.
bool moves_boundary(const Mutant& mutant) {
  const auto& [from, to, left, right] = mutant.exchange;
  return mutant.op == "ROR" && !from.empty() && (to == from + "=" || from == to + "=");
}

std::string step_for(const Mutant& mutant) {
  const std::string code = quoted(mutant.original);
  if (moves_boundary(mutant)) {
    const Mutant::Exchange& sides = mutant.exchange;
    if (is_number(sides.right)) return "Add a test in which " + quoted(sides.left) + " is exactly " + sides.right + ".";
    if (is_number(sides.left)) return "Add a test in which " + quoted(sides.right) + " is exactly " + sides.left + ".";
    if (!sides.left.empty() && !sides.right.empty())
      return "Add a test in which " + quoted(sides.left) + " and " + quoted(sides.right) + " are equal.";
  }
  if (mutant.op == "ROR" || mutant.op == "COND") {
    const bool now_true = mutant.replacement == "true" || mutant.replacement == "True";
    if (mutant.op == "COND" && !mutant.replacement.empty())
      return std::string("Add a test that compares the result when ") + code +
             (now_true ? " does not hold." : " holds.");
    return "Add one test in which " + code + " holds and one in which it does not.";
  }
  if (mutant.op == "LCR") return "Add a test in which only one side of " + code + " holds.";
  if (mutant.op == "AOR") return "Compare the result of " + code + " with a value worked out by hand.";
  if (mutant.op == "RET") return "Compare what " + quoted(mutant.function) + " returns here with the expected value.";
  if (mutant.op == "SDL") return "Add a test of what " + code + " changes or refuses.";
  return "Add a test whose expected value depends on " + code + ".";
}

std::string text_for(const Mutant& mutant) {
  if (mutant.op == "SDL") return "No own test notices when " + quoted(mutant.original) + " is left out.";
  return "No own test notices when " + quoted(mutant.original) + " becomes " + quoted(mutant.replacement) + ".";
}

// How much a survivor teaches: boundaries first, then decisions, results, and what is left out.
int rank(const Mutant& mutant) {
  static const std::map<std::string, int> kRanks = {{"COND", 1}, {"LCR", 2},  {"AOR", 3}, {"RET", 4},
                                                    {"ROR", 5},  {"BOOL", 6}, {"SDL", 7}, {"UOI", 8}};
  if (moves_boundary(mutant)) return 0;
  const auto row = kRanks.find(mutant.op);
  return row == kRanks.end() ? 9 : row->second;
}

// One a line, and every function's first before any function's second. What no test comes by is told as lines that are
// not run.
std::vector<Survivor> told_of(const std::vector<JudgedMutant>& mutants) {
  using Order = std::tuple<int, int, std::size_t>;          // how many of its function come before, rank, index
  std::map<std::pair<std::string, int>, std::size_t> best;  // of a line
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    if (mutants[i].verdict.state != MutantState::kSurvived) continue;
    const Mutant& mutant = mutants[i].mutant;
    const auto [row, added] = best.try_emplace({mutant.path, mutant.line}, i);
    if (!added && rank(mutant) < rank(mutants[row->second].mutant)) row->second = i;
  }
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> by_function;
  for (const auto& [line, i] : best) by_function[{mutants[i].mutant.path, mutants[i].mutant.function}].push_back(i);
  std::vector<Order> order;
  for (auto& [function, of_function] : by_function) {
    std::stable_sort(of_function.begin(), of_function.end(),
                     [&](auto a, auto b) { return rank(mutants[a].mutant) < rank(mutants[b].mutant); });
    for (std::size_t i = 0; i < of_function.size(); ++i)
      order.emplace_back(static_cast<int>(i), rank(mutants[of_function[i]].mutant), of_function[i]);
  }
  std::sort(order.begin(), order.end());
  std::vector<Survivor> told;
  for (const auto& [round, rank_of, i] : order) {
    if (told.size() == kMostTold) break;
    told.push_back({.index = i, .text = text_for(mutants[i].mutant), .next = step_for(mutants[i].mutant)});
  }
  return told;
}

std::string place_of(const Mutant& mutant) {
  const std::string change = mutant.op == "SDL" ? " left out" : " as " + quoted(mutant.replacement);
  return place(mutant.path, mutant.line, quoted(mutant.original) + change);
}

// Of each function, the first change that no test comes by.
std::vector<const Mutant*> not_run(const std::vector<JudgedMutant>& mutants) {
  std::set<std::pair<std::string, std::string>> functions;
  std::vector<const Mutant*> first;
  for (const JudgedMutant& row : mutants) {
    if (row.verdict.state != MutantState::kNotCovered) continue;
    if (functions.emplace(row.mutant.path, row.mutant.function).second) first.push_back(&row.mutant);
  }
  return first;
}

std::string step_to_run(const Mutant& mutant) {
  const std::string where = mutant.path + ":" + std::to_string(mutant.line);
  return "Add a test that runs " + (mutant.function.empty() ? where : quoted(mutant.function) + " (" + where + ")") +
         " and compares its result.";
}

}  // namespace

Mutation judge_mutants(const std::vector<Mutant>& mutants, const MutantRun& run, const std::set<int>& dropped) {
  Mutation mutation{.dropped = dropped.size()};
  std::size_t unstable = 0;
  std::set<std::string> voided;
  std::set<std::size_t> decoys;
  for (const Mutant& mutant : mutants)
    if (mutant.decoy) decoys.insert(static_cast<std::size_t>(mutant.number));
  for (const VoidTest& test : run.voided) {
    if (!voided.insert(test.id).second) continue;
    if (test.mutant == 0) {
      mutation.left_out.push_back(test.id + ": it asks which small change is on, and so checks nothing");
    } else if (decoys.contains(test.mutant)) {
      mutation.left_out.push_back(test.id + ": it fails although nothing changed that it could notice");
    } else {
      mutation.left_out.push_back(test.id + ": it fails after some runs although nothing changed that it could notice");
      mutation.doubtful.push_back(test.id);
    }
  }
  for (const MutantBaseline& test : run.baseline) {
    if (!test.judges()) {
      const bool stable = test.state == test.again;
      unstable += stable ? 0 : 1;
      mutation.left_out.push_back(test.id + (stable ? std::string(": ") + name_of(test.state)
                                                    : std::string(": its result changes from run to run")));
    } else if (!voided.contains(test.id)) {
      mutation.tests.push_back(test.id);
    }
  }
  if (!run.complete) {
    mutation.problem = run.problem.empty() ? "the run did not come to its end" : run.problem;
    return mutation;
  }
  if (mutation.tests.empty()) {
    mutation.problem = "no own test passes twice";
    if (unstable > 0)
      mutation.problem += ", and " + counted(unstable, "own test") +
                          (unstable == 1 ? " has a result that changes" : " have results that change") +
                          " from run to run";
    return mutation;
  }
  for (const Mutant& mutant : mutants) {
    const auto number = static_cast<std::size_t>(mutant.number);
    if (mutant.decoy || dropped.contains(mutant.number) || number == 0 || number > run.verdicts.size()) continue;
    mutation.mutants.push_back({.mutant = mutant, .verdict = run.verdicts[number - 1]});
  }
  std::sort(mutation.mutants.begin(), mutation.mutants.end(), [](const JudgedMutant& a, const JudgedMutant& b) {
    const auto key = [](const Mutant& m) { return std::tie(m.path, m.line, m.column, m.op, m.replacement); };
    return key(a.mutant) < key(b.mutant);
  });
  mutation.told = told_of(mutation.mutants);
  return mutation;
}

std::string question_about(const Mutant& mutant) {
  const std::string code = quoted(mutant.original);
  const std::string change =
      mutant.op == "SDL" ? code + " were left out" : code + " read " + quoted(mutant.replacement);
  return "if " + change +
         " here, which test would notice, and for which input, if any, would the program do something else?";
}

void measure_mutants(const Mutation& mutation, EvidenceTable& table) {
  const auto doubtful = static_cast<std::int64_t>(mutation.doubtful.size());
  if (doubtful > 0 && !mutation.could_not_run) {
    return miss(table, {"mutants.killed"}, Reserve::kTutor,
                counted(doubtful, "own test") + (doubtful == 1 ? " fails" : " fail") +
                    " after some runs with nothing changed: " + mutation.doubtful.front());
  }
  if (!mutation.problem.empty()) {
    return miss(table, {"mutants.killed"}, mutation.could_not_run ? Reserve::kCouldNotRun : Reserve::kNoEvidence,
                mutation.problem);
  }
  if (mutation.mutants.size() < kFewestMutants) {
    return miss(table, {"mutants.killed"}, Reserve::kTooLittle,
                "fewer than " + std::to_string(kFewestMutants) + " places of the own code could be changed");
  }
  std::int64_t killed = 0;
  std::int64_t crashed = 0;
  for (const JudgedMutant& row : mutation.mutants) {
    if (row.verdict.state != MutantState::kKilled) continue;
    ++killed;
    crashed += row.verdict.how == KillBy::kAssertion ? 0 : 1;
  }
  std::vector<std::string> places;
  for (const Survivor& survivor : mutation.told) places.push_back(place_of(mutation.mutants[survivor.index].mutant));
  for (const JudgedMutant& row : mutation.mutants) {
    const std::string place = place_of(row.mutant);
    if (row.verdict.state == MutantState::kSurvived && std::find(places.begin(), places.end(), place) == places.end())
      places.push_back(place);
  }
  const std::vector<const Mutant*> unseen =
      mutation.told.empty() ? not_run(mutation.mutants) : std::vector<const Mutant*>{};
  for (const Mutant* mutant : unseen) places.push_back(place_of(*mutant) + ", run by no test");
  const auto all = static_cast<std::int64_t>(mutation.mutants.size());
  std::string detail = std::to_string(killed) + " of " + counted(all, "small change") + " (mutants) noticed";
  if (crashed > 0) detail += ", " + std::to_string(crashed) + " of them without an assertion";
  put(table, "mutants.killed", {killed, all}, detail, places);
  if (!mutation.told.empty()) table["mutants.killed"].advice = mutation.told.front().next;
  if (!unseen.empty()) table["mutants.killed"].advice = step_to_run(*unseen.front());
}

}  // namespace grader::measure
