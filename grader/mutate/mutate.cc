#include "grader/mutate/mutate.h"

#include <algorithm>
#include <map>

#include "grader/base/text.h"
#include "grader/mutate/candidates.h"
#include "grader/mutate/draw.h"
#include "grader/mutate/write.h"

namespace grader::mutate {
namespace {

constexpr const char* kReadingMutations = "reading a mutation query";

// Whether a capture is one of ours; see mutate.h.
bool known(const std::string& capture, const MutationRules& rules) {
  static const std::set<std::string> fixed = {"operator", "stated", "scope", "function", "name", "none", "skip"};
  if (fixed.contains(capture) || capture.starts_with('_')) return true;
  const bool kept_off = capture.starts_with("none.") || capture.starts_with("skip.");
  const std::string name = kept_off ? capture.substr(5) : capture;
  return std::any_of(rules.rules.begin(), rules.rules.end(),
                     [&](const auto& rule) { return rule.name == name || rule.name.starts_with(name + "."); });
}

Result<void> check(const MutationRules& rules, const syntax::CompiledQuery& query) {
  std::vector<std::string> forms;
  for (const GuardForm& form : rules.forms) forms.push_back(form.name);
  for (const MutationRule& rule : rules.rules)
    if (std::find(forms.begin(), forms.end(), rule.form) == forms.end())
      return fail(Fault::kSetup, kReadingMutations, (rules.file.parent_path() / "toolchain.json").string(),
                  "mutate: the rule " + rule.name + " has the form \"" + rule.form + "\"",
                  "use one of: " + join(forms, ", "));
  for (const std::string& name : query.names)
    if (!known(name, rules))
      return fail(Fault::kSetup, kReadingMutations, rules.file.string(), "no rule is called @" + name,
                  "use the captures that grader/mutate/mutate.h names, or add the rule to toolchain.json");
  return {};
}

}  // namespace

struct Mutator::State {
  Compiled compiled;
};

Mutator::Mutator(std::unique_ptr<State> state) : state_(std::move(state)) {}
Mutator::Mutator(Mutator&&) noexcept = default;
Mutator& Mutator::operator=(Mutator&&) noexcept = default;
Mutator::~Mutator() = default;

Result<Mutator> Mutator::compile(const MutationRules& rules) {
  // What tree-sitter could not read is nobody's to change, whatever a toolchain says.
  auto query = syntax::compile_query(rules.grammar, rules.file, rules.query + "\n(ERROR) @none\n");
  if (!query) return pass(query);
  if (auto checked = check(rules, *query); !checked) return pass(checked);
  auto predicates = Predicates::of(*query, rules.file);
  if (!predicates) return pass(predicates);
  return Mutator(std::make_unique<State>(
      Compiled{.rules = rules, .query = std::move(*query), .predicates = std::move(*predicates)}));
}

Schemata Mutator::make(const std::vector<SourceFile>& files, std::string_view seed) const {
  const MutationRules& rules = state_->compiled.rules;
  std::map<std::string, std::string_view> sources;
  std::set<std::string> ids;
  std::vector<Candidate> all;
  for (const SourceFile& file : files) {
    sources[file.path] = file.text;
    auto found = candidates_of(state_->compiled, file.text);
    identify(found, file.path, ids);
    std::copy_if(std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()), std::back_inserter(all),
                 [&](const Candidate& candidate) { return file.own.contains(candidate.own_line); });
  }
  const std::size_t count = all.size();
  all = sample(std::move(all), seed);
  Schemata schemata{.left_out = count - all.size()};
  for (Candidate& decoy : decoys_of(all, rules.forms, seed, ids)) all.push_back(std::move(decoy));
  give_numbers(all, seed);

  schemata.mutants.resize(all.size());
  std::map<std::string, std::vector<Candidate>> by_path;
  for (Candidate& candidate : all) {
    schemata.mutants[static_cast<std::size_t>(candidate.mutant.number) - 1] = candidate.mutant;
    by_path[candidate.mutant.path].push_back(std::move(candidate));
  }
  for (auto& [path, candidates] : by_path)
    schemata.files.push_back(write(rules, path, sources.at(path), std::move(candidates)));
  return schemata;
}

}  // namespace grader::mutate
