#include "grader/mutate/mutate.h"

#include <algorithm>
#include <map>

#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/mutate/candidates.h"
#include "grader/mutate/draw.h"
#include "grader/mutate/write.h"

namespace grader::mutate {
namespace {

constexpr const char* kReadingMutations = "reading a mutation query";
constexpr std::size_t kHashDigits = 32;
constexpr std::size_t kMostFunctions = 10'000;  // a runner has room for 16,383 numbers

// Whether a capture is one of ours; see mutate.h.
bool known(const std::string& capture, const MutationRules& rules) {
  static const std::set<std::string> fixed = {"operator", "stated", "scope", "entry", "frame",
                                              "function", "name",   "none",  "skip"};
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

struct Read {
  const SourceFile* file = nullptr;
  Functions functions;
  std::vector<std::string> hashes;  // of the functions
};

// Names functions and mutants by what an edit leaves as it was.
void name_unchanged(std::vector<Candidate>& candidates, Read& read) {
  const std::vector<Body>& bodies = read.functions.bodies;
  for (std::size_t i = 0; i < bodies.size(); ++i)
    read.hashes.push_back(
        Hasher().add(read.file->path).add(std::to_string(i)).add(bodies[i].text).hex().substr(0, kHashDigits));
  for (Candidate& candidate : candidates) {
    if (!candidate.function) continue;
    const Mutant& mutant = candidate.mutant;
    Hasher change;
    change.add(std::to_string(candidate.place)).add(mutant.op).add(mutant.original).add(mutant.replacement);
    candidate.unchanged = read.hashes[*candidate.function] + ":" + change.hex().substr(0, kHashDigits);
  }
}

// Of a file without guards the functions are a part; of one that was not read, every byte counts.
void add_frame(const Read& read, bool guarded, Hasher& frame) {
  const Functions& functions = read.functions;
  const bool unread = functions.frame.empty() && functions.bodies.empty();
  frame.add(read.file->path).add(unread ? read.file->text : functions.frame);
  if (guarded) return;
  for (const Body& body : functions.bodies) frame.add(body.text);
}

// Their numbers follow those of the mutants.
std::vector<Entry> entries_of(const Read& read, std::size_t mutants, std::vector<std::string>& functions) {
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < read.hashes.size(); ++i) {
    functions.push_back(read.hashes[i]);
    entries.push_back({.at = read.functions.bodies[i].begin, .number = static_cast<int>(mutants + functions.size())});
  }
  return entries;
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
  std::vector<Read> read;
  std::set<std::string> ids;
  std::vector<Candidate> all;
  for (const SourceFile& file : files) {
    Found found = find(state_->compiled, file.text);
    identify(found.candidates, file.path, ids);
    Read& row = read.emplace_back(Read{.file = &file, .functions = std::move(found.functions)});
    if (!rules.entry.empty()) name_unchanged(found.candidates, row);
    std::copy_if(std::make_move_iterator(found.candidates.begin()), std::make_move_iterator(found.candidates.end()),
                 std::back_inserter(all), [&](const Candidate& c) { return file.own.contains(c.own_line); });
  }
  const std::size_t count = all.size();
  all = sample(std::move(all), seed);
  Schemata schemata{.left_out = count - all.size()};
  for (Candidate& decoy : decoys_of(all, rules.forms, seed, ids)) all.push_back(std::move(decoy));
  give_numbers(all, seed);

  schemata.mutants.resize(all.size());
  schemata.unchanged.mutants.resize(all.size());
  std::map<std::string, std::vector<Candidate>> by_path;
  for (Candidate& candidate : all) {
    const auto at = static_cast<std::size_t>(candidate.mutant.number) - 1;
    schemata.mutants[at] = candidate.mutant;
    schemata.unchanged.mutants[at] = candidate.unchanged;
    by_path[candidate.mutant.path].push_back(std::move(candidate));
  }
  std::sort(read.begin(), read.end(), [](const Read& a, const Read& b) { return a.file->path < b.file->path; });
  std::size_t functions = 0;
  for (const Read& row : read) functions += row.hashes.size();
  if (functions > kMostFunctions)
    for (Read& row : read) row.hashes.clear();
  Hasher frame;
  for (const Read& row : read) {
    const auto candidates = by_path.find(row.file->path);
    const bool guarded = candidates != by_path.end();
    add_frame(row, guarded, frame);
    if (!guarded) continue;
    const auto entries = entries_of(row, schemata.mutants.size(), schemata.unchanged.functions);
    schemata.files.push_back(write(rules, row.file->path, row.file->text, std::move(candidates->second), entries));
  }
  if (!schemata.files.empty()) schemata.unchanged.frame = frame.hex();
  return schemata;
}

std::string written_alone(const std::string& text, const Mutant& mutant, const std::string& nothing) {
  const auto place = [&](int line, int column) {
    std::size_t at = 0;
    for (int n = 1; n < line; ++n) at = text.find('\n', at) + 1;
    return std::min(at + static_cast<std::size_t>(column) - 1, text.size());
  };
  return text.substr(0, place(mutant.line, mutant.column)) +
         (mutant.replacement.empty() ? nothing : mutant.replacement) +
         text.substr(place(mutant.end_line, mutant.end_column));
}

}  // namespace grader::mutate
