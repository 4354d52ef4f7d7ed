#include "grader/pipeline/versions.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <numeric>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/measure/faults.h"
#include "grader/measure/measure.h"
#include "grader/parse/parse.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;  // path -> bytes

constexpr int kDecoys = 2;
constexpr std::size_t kLeastSalt = 64;  // bytes

// What a learner would hand in: no test stands in it.
Result<Files> files_of(const toolchain::Toolchain& tools, const Exercise& exercise,
                       const std::vector<std::string>& layers) {
  auto files = layers_of(exercise, layers);
  if (!files) return files;
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : *files) paths.push_back(path);
  for (const std::string& path : toolchain::files_of_role(tools, "testfiles", paths)) files->erase(path);
  return files;
}

// `size` characters that follow from the seed alone.
std::string salt_of(const std::string& seed, std::size_t size) {
  std::string salt;
  for (int i = 0; salt.size() < size; ++i) salt += sha256(seed + std::to_string(i));
  return salt.substr(0, size);
}

struct Draft {
  Version version;
  Files files;
  std::string seed;  // nobody knows it who has not got the version
};

// Whether a file of that path can stand beside the others: none of them is a folder of it, and it is a folder of none.
bool fits(const std::string& path, const Files& files) {
  for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1)) {
    if (files.contains(path.substr(0, end))) return false;
  }
  const auto within = files.lower_bound(path + "/");
  return within == files.end() || !within->first.starts_with(path + "/");
}

// What tests may read where they were written, and the exercise has not: data of the learner's, never code.
Result<void> add_data(const toolchain::Toolchain& tools, const Workspace& work, std::vector<Draft>& drafts) {
  for (const std::string& path : toolchain::files_of_role(tools, "data", work.files)) {
    auto bytes = read_file(fs::path(work.root) / path);
    if (!bytes) return pass(bytes);
    for (Draft& draft : drafts) {
      if (fits(path, draft.files)) draft.files.emplace(path, *bytes);
    }
  }
  return {};
}

Result<std::vector<Draft>> drafts_of(const toolchain::Toolchain& tools, const Exercise& exercise) {
  std::vector<Draft> drafts(1 + kDecoys);
  auto reference = files_of(tools, exercise, {exercise.starter, exercise.reference});
  if (!reference) return pass(reference);
  for (Draft& draft : drafts) draft.files = *reference;
  for (const Faulty& faulty : exercise.faulty) {
    auto files = files_of(tools, exercise, {exercise.starter, exercise.reference, faulty.dir});
    if (!files) return pass(files);
    drafts.push_back({.version = {.what = faulty.what, .breaks = faulty.breaks}, .files = std::move(*files)});
  }
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Hasher hasher;
    hasher.add(std::to_string(i));
    for (const auto& [path, bytes] : drafts[i].files) hasher.add(path).add(bytes);
    drafts[i].seed = hasher.hex();
  }
  return drafts;
}

// Afterwards a file of one path has one size in all versions, and other bytes in each.
void put_salt(const toolchain::Salt& salt, const toolchain::Toolchain& tools, std::vector<Draft>& drafts) {
  std::map<std::string, std::size_t> sizes;
  for (Draft& draft : drafts) {
    if (!salt.file.empty()) draft.files[salt.file] = "";
    for (const auto& [path, bytes] : draft.files) sizes[path] = std::max(sizes[path], bytes.size());
  }
  for (Draft& draft : drafts) {
    std::vector<std::string> salted = {salt.file};
    if (salt.file.empty()) {
      salted.clear();
      for (const auto& [path, bytes] : draft.files) salted.push_back(path);
      salted = toolchain::files_of_role(tools, salt.role, salted);
    }
    for (const std::string& path : salted) {
      std::string& bytes = draft.files[path];
      const std::size_t size = sizes[path] - bytes.size() + kLeastSalt;
      bytes += replace_all(salt.text, "{salt}", salt_of(draft.seed + path, size));
    }
  }
}

// It tells nothing to somebody without the versions. A correct one is the last: a test that fails from some time on
// fails there too.
std::vector<std::size_t> drawn_order(const std::vector<Draft>& drafts) {
  std::vector<std::size_t> order(drafts.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::size_t i) { return drafts[i].seed; });
  const auto correct = std::ranges::find_if(order.rbegin(), order.rend(),
                                            [&](std::size_t i) { return drafts[i].version.breaks.empty(); });
  std::rotate(std::prev(correct.base()), correct.base(), order.end());
  return order;
}

Result<Workspace> lay_out(const Files& files, const fs::path& folder) {
  Workspace workspace{.root = folder};
  for (const auto& [path, bytes] : files) {
    if (auto written = write_file(folder / path, bytes); !written) return pass(written);
    std::error_code error;
    fs::last_write_time(folder / path, fs::file_time_type(std::chrono::seconds(0)), error);
    workspace.files.push_back(path);
  }
  return workspace;
}

}  // namespace

Result<Versions> plan_versions(const toolchain::Toolchain& tools, const Exercise& exercise, const Workspace& work,
                               const toolchain::Request& wanted, Merged& beside, const fs::path& folder) {
  Versions versions;
  toolchain::Request request{.test_cpu_ms = wanted.test_cpu_ms, .memory_mib = wanted.memory_mib};
  std::copy_if(wanted.groups.begin(), wanted.groups.end(), std::back_inserter(request.groups),
               [](const toolchain::Group& group) { return group.name == "own"; });
  if (request.groups.empty() || exercise.faulty.empty() || !tools.salt) return versions;
  auto drafts = drafts_of(tools, exercise);
  if (!drafts) return pass(drafts);
  put_salt(*tools.salt, tools, *drafts);
  if (auto added = add_data(tools, work, *drafts); !added) return pass(added);
  versions.resize(drafts->size());
  for (const std::size_t i : drawn_order(*drafts)) {
    Draft& draft = (*drafts)[i];
    auto workspace = lay_out(draft.files, folder / std::to_string(i));
    if (!workspace) return pass(workspace);
    auto steps = steps_on_version(tools, *workspace, request);
    auto run = beside.add(std::move(steps), "version " + std::to_string(i) + ": ");
    if (!run) return pass(run);
    draft.version.run = std::move(*run);
    versions[i] = std::move(draft.version);
  }
  return versions;
}

Faults judge_versions(const Versions& versions, const std::map<std::string, const RunResult*>& results,
                      const std::set<std::string>& unstable) {
  std::vector<measure::VersionRun> runs;
  for (const Version& version : versions) {
    const RunResult& result = *results.at(version.run);
    if (result.outcome == Outcome::kOutOfTime) return {.problem = name_of(result.outcome), .could_not_run = true};
    if (result.outcome == Outcome::kBlocked && runs.empty())
      return {.problem = "own tests do not build with a correct version: they use more than the brief names"};
    if (result.outcome == Outcome::kBlocked)
      return {.problem = "a version of the exercise does not build", .could_not_run = true};
    const TestReport report = parse::test_events(result.report, result.nonce);
    if (report.collected.empty() && runs.empty())
      return {.problem = report.problem.empty() ? "no own test was found" : report.problem};
    runs.push_back(
        {.what = version.what, .breaks = version.breaks, .cases = measure::judge_tests({}, report, result.outcome)});
  }
  return measure::judge_faults(runs, unstable);
}

}  // namespace grader::pipeline
