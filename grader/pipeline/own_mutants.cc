#include "grader/pipeline/own_mutants.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/measure/mutants.h"
#include "grader/mutate/mutate.h"
#include "grader/parse/parse.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

Result<std::vector<SourceFile>> work_of(const toolchain::Toolchain& tools, const Material& material) {
  std::vector<SourceFile> work;
  for (const std::string& file : toolchain::files_of_role(tools, tools.mutation->role, material.workspace.files)) {
    const auto lines = material.own.find(file);
    if (lines == material.own.end() || in_pack(material, file)) continue;
    auto text = read_file(fs::path(material.workspace.root) / file);
    if (!text) return pass(text);
    work.push_back({.path = file, .text = std::move(*text), .own = lines->second});
  }
  return work;
}

// Of the work alone.
std::string seed_of(const std::vector<SourceFile>& work) {
  Hasher hasher;
  for (const SourceFile& file : work) hasher.add(file.path).add(file.text);
  return hasher.hex();
}

Result<void> write_schemata(const fs::path& folder, OwnMutants& made) {
  for (const MutatedFile& file : made.schemata.files) {
    std::string table;
    for (const MutatedFile::Guarded& row : file.guarded)
      table += std::to_string(row.line) + "\t" + std::to_string(row.number) + "\n";
    toolchain::Schema& schema = made.request.files[file.path];
    schema.text = folder / "texts" / file.path;
    schema.table = folder / "tables" / file.path;
    if (auto written = write_file(schema.text, file.text); !written) return written;
    if (auto written = write_file(schema.table, table); !written) return written;
  }
  return {};
}

// Numbers, one a line, that a step took out since they do not compile.
Result<void> read_dropped(const RunResult& result, std::set<int>& dropped) {
  for (const auto& [path, host] : result.files) {
    if (!path.ends_with(".dropped")) continue;
    auto text = read_file(host);
    if (!text) return pass(text);
    for (const std::string& line : lines_of(*text)) {
      int number = 0;
      const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
      if (error == std::errc() && end == line.data() + line.size()) dropped.insert(number);
    }
  }
  return {};
}

// Whether some file may have been compiled without its guards, those of its functions too.
bool unguarded(const Schemata& schemata, const std::set<int>& dropped) {
  return std::ranges::any_of(schemata.files, [&](const MutatedFile& file) {
    return std::ranges::all_of(file.guarded, [&](const auto& row) { return dropped.contains(row.number); });
  });
}

// Of the own tests; all other code may speak of them.
Result<TestTexts> texts_of(const toolchain::Toolchain& tools, const Material& material, const SourceFacts& source,
                           const toolchain::Request& wanted) {
  std::set<std::string> own;
  for (const toolchain::Group& group : wanted.groups)
    if (group.name == "own") own.insert(group.files.begin(), group.files.end());
  std::vector<std::string> others;
  for (const std::string& file : toolchain::files_of_role(tools, "code", material.workspace.files)) {
    if (own.contains(file) && source.around_tests.contains(file)) continue;
    auto text = read_file(fs::path(material.workspace.root) / file);
    if (!text) return pass(text);
    others.push_back(std::move(*text));
  }
  return TestTexts(source, own, others);
}

}  // namespace

Result<OwnMutants> make_own_mutants(const toolchain::Toolchain& tools, const Material& material,
                                    const std::vector<toolchain::Group>& groups, const fs::path& folder) {
  OwnMutants made;
  const bool tested = std::any_of(groups.begin(), groups.end(), [](const auto& group) { return group.name == "own"; });
  if (!tools.mutation || !tested) return made;
  auto mutator = mutate::Mutator::compile(tools.mutation->rules);
  if (!mutator) return pass(mutator);
  auto work = work_of(tools, material);
  if (!work) return pass(work);
  made.schemata = mutator->make(*work, seed_of(*work));
  made.request.count = made.schemata.mutants.size();
  made.request.functions = made.schemata.unchanged.functions.size();
  for (const SourceFile& file : *work) made.work.insert(file.path);
  std::vector<std::string> decoys;
  for (const Mutant& mutant : made.schemata.mutants)
    if (mutant.decoy) decoys.push_back(std::to_string(mutant.number));
  made.request.channel_text = join(decoys, ",");
  if (auto written = write_schemata(folder, made); !written) return pass(written);
  return made;
}

Result<KeptTries> kept_tries(const toolchain::Toolchain& tools, const Material& material, const SourceFacts& source,
                             const toolchain::Request& wanted, const OwnMutants& made, const run::Options& options,
                             std::vector<Step>& steps) {
  if (made.schemata.unchanged.functions.empty()) return KeptTries();
  Hasher key;
  key.add(options.versions).add(tools.id).add(made.schemata.unchanged.frame);
  key.add(std::to_string(wanted.test_cpu_ms)).add(std::to_string(wanted.memory_mib));
  const auto helper = sha256_of_file(options.helper);
  if (!helper) return std::unexpected(helper.error());
  key.add(*helper);
  auto texts = texts_of(tools, material, source, wanted);
  if (!texts) return pass(texts);
  key.add(texts->around());
  for (const std::string& file : material.workspace.files) {
    if (made.work.contains(file) || texts->cover(file)) continue;
    auto hash = sha256_of_file(fs::path(material.workspace.root) / file);
    if (!hash) return pass(hash);
    key.add(file).add(*hash);
  }
  const std::string name = key.hex();
  KeptTries tries(options.cache / "tries" / name.substr(0, 2) / name, made.schemata.unchanged, std::move(*texts));
  for (Step& step : steps)
    if (toolchain::format_of(tools, step, "report") == "mutant-events") step.hint = tries.hint();
  return tries;
}

Result<Mutation> judge_own_mutants(const toolchain::Toolchain& tools, const OwnMutants& made,
                                   const std::vector<Step>& steps, const std::vector<RunResult>& results,
                                   KeptTries& tries) {
  if (made.schemata.mutants.empty()) return Mutation{};
  MutantRun run{.problem = "no own test was run"};
  std::set<int> dropped;
  bool host = false;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const RunResult& result = results[i];
    if (toolchain::format_of(tools, steps[i], "files") == "dropped-mutants")
      if (auto read = read_dropped(result, dropped); !read) return pass(read);
    if (toolchain::format_of(tools, steps[i], "report") != "mutant-events") continue;
    host = result.outcome == Outcome::kOutOfTime;
    if (host)
      run.problem = name_of(result.outcome);
    else if (result.outcome == Outcome::kBlocked)
      run.problem = "not built: " + result.why;
    else
      run = parse::mutant_events(result.report, result.nonce, made.request.count);
    if (result.cached || result.tier == "landlock" || unguarded(made.schemata, dropped)) continue;
    std::erase_if(run.tried, [&](const MutantTry& row) { return dropped.contains(static_cast<int>(row.mutant)); });
    if (auto kept = tries.keep(run); !kept) return pass(kept);
  }
  Mutation mutation = measure::judge_mutants(made.schemata.mutants, run, dropped);
  mutation.not_sampled = made.schemata.left_out;
  mutation.could_not_run = host;
  return mutation;
}

}  // namespace grader::pipeline
