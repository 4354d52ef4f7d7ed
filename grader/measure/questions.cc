#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "grader/measure/evidence.h"
#include "grader/measure/measure.h"
#include "grader/measure/mutants.h"

namespace grader::measure {
namespace {

constexpr std::size_t kMostQuestions = 3;

struct Question {
  std::string place;
  std::string text;
};
using Questions = std::vector<Question>;

Questions about_boundaries(const SourceFacts& source, const OwnLines& own) {
  Questions questions;
  for (const Comparison& comparison : source.comparisons) {
    if (!is_own(own, comparison.file, comparison.line)) continue;
    questions.push_back(
        {place(comparison.file, comparison.line),
         "what happens in `" + comparison.text + "` when both sides are equal, and what does the brief ask for then?"});
  }
  return questions;
}

// The one with the greatest value first; of equal ones, that which comes first.
std::vector<Function> own_functions(const SourceFacts& source, const OwnLines& own, int (*value)(const Function&)) {
  std::vector<Function> functions;
  std::copy_if(source.functions.begin(), source.functions.end(), std::back_inserter(functions),
               [&](const Function& f) { return f.readable && !f.name.empty() && mostly_own(f, own); });
  std::stable_sort(functions.begin(), functions.end(),
                   [&](const Function& a, const Function& b) { return value(a) > value(b); });
  return functions;
}

Questions about_ways(const SourceFacts& source, const OwnLines& own) {
  Questions questions;
  for (const Function& function : own_functions(source, own, [](const Function& f) { return f.complexity; })) {
    if (function.complexity > 1)
      questions.push_back({place(function.file, function.first_line),
                           "which ways lead through `" + function.name + "`, and which test, if any, takes each?"});
  }
  return questions;
}

Questions about_tests(const EvidenceTable& table, const Mutation& mutation, const OwnLines& own) {
  Questions questions;
  for (const Survivor& survivor : mutation.told) {
    const Mutant& mutant = mutation.mutants[survivor.index].mutant;
    if (is_own(own, mutant.path, mutant.line))
      questions.push_back({place(mutant.path, mutant.line), question_about(mutant)});
  }
  const auto coverage = table.find("coverage.line");
  if (coverage == table.end()) return questions;
  for (const std::string& unreached : coverage->second.places)
    questions.push_back({unreached,
                         "a change of this line would pass every own test. Which input would reach it, and what "
                         "should come out?"});
  return questions;
}

Questions about_shapes(const SourceFacts& source, const OwnLines& own) {
  Questions questions;
  for (const Function& function :
       own_functions(source, own, [](const Function& f) { return f.last_line - f.first_line; }))
    questions.push_back({place(function.file, function.first_line),
                         "how else could `" + function.name + "` be built, and what speaks for each way?"});
  return questions;
}

// Those that were chosen, in the order of the kinds.
class Choice {
 public:
  explicit Choice(std::array<Questions, 4> kinds) : kinds_(std::move(kinds)) {}

  // One of each kind in turn, about a place that nothing asks about yet; or, `again`, about any.
  void choose(bool again) {
    // What tests do not notice is there most rarely, so that it has the choice of places.
    constexpr std::array<std::size_t, 4> kTurns = {2, 0, 1, 3};
    for (bool more = true; more;) {
      more = false;
      for (const std::size_t kind : kTurns) more = take(kind, again) || more;
    }
  }

  std::vector<std::string> texts() const {
    std::vector<std::string> texts;
    for (const Questions& questions : chosen_) {
      for (const Question& question : questions) texts.push_back(question.place + ": " + question.text);
    }
    return texts;
  }

 private:
  bool take(std::size_t kind, bool again) {
    const auto question = std::find_if(kinds_[kind].begin(), kinds_[kind].end(),
                                       [&](const Question& q) { return again || !places_.contains(q.place); });
    if (count_ == kMostQuestions || question == kinds_[kind].end()) return false;
    ++count_;
    places_.insert(question->place);
    chosen_[kind].push_back(std::move(*question));
    kinds_[kind].erase(question);
    return true;
  }

  std::array<Questions, 4> kinds_, chosen_;
  std::set<std::string> places_;
  std::size_t count_ = 0;
};

}  // namespace

std::vector<std::string> ask_questions(const SourceFacts& source, const EvidenceTable& table, const Mutation& mutation,
                                       const OwnLines& own) {
  Choice choice({about_boundaries(source, own), about_ways(source, own), about_tests(table, mutation, own),
                 about_shapes(source, own)});
  choice.choose(false);
  choice.choose(true);
  return choice.texts();
}

}  // namespace grader::measure
