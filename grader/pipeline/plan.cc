#include "grader/pipeline/plan.h"

#include "grader/base/files.h"
#include "grader/pipeline/request.h"
#include "grader/toolchain/canaries.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

std::vector<toolchain::Group> groups_of(const Material& material, const toolchain::Toolchain& tools, bool marking) {
  std::vector<toolchain::Group> groups;
  toolchain::Group own{.name = "own", .folder = material.workspace.root};
  for (const std::string& file : toolchain::files_of_role(tools, "testfiles", material.workspace.files)) {
    if (!in_pack(material, file)) own.files.push_back(file);
  }
  if (!toolchain::files_of_role(tools, "test", own.files).empty()) groups.push_back(std::move(own));
  if (!material.exercise) return groups;
  const auto add = [&](const std::string& name, const TestSet& set) {
    const fs::path folder = material.exercise->folder / set.dir;
    groups.push_back({.name = name, .folder = folder, .files = files_below(folder), .mode = material.exercise->mode});
  };
  add("public", material.exercise->public_tests);
  if (marking && material.exercise->hidden_tests) add("hidden", *material.exercise->hidden_tests);
  return groups;
}

// The steps, with mutants of the own work; beside them the starter, the exercise's versions, then the pairs of the
// history.
Result<void> plan_steps(const Material& material, const toolchain::Toolchain& tools, const Request& request,
                        const fs::path& scratch, Plan& plan) {
  if (request.tests_of_tests) {
    auto mutants = make_own_mutants(tools, material, plan.wanted.groups, scratch / "mutants");
    if (!mutants) return pass(mutants);
    plan.mutants = std::move(*mutants);
    plan.wanted.mutants = plan.mutants.request;
  }
  plan.steps = toolchain::plan(tools, material.workspace, plan.wanted);
  auto beside = Merged::with(plan.steps);
  if (!beside) return pass(beside);
  auto given = plan_given(tools, material, plan.wanted, *beside);
  if (!given) return pass(given);
  plan.given = std::move(*given);
  if (request.tests_of_tests && request.marking && material.exercise) {
    auto versions =
        plan_versions(tools, *material.exercise, material.workspace, plan.wanted, *beside, scratch / "versions");
    if (!versions) return pass(versions);
    plan.versions = std::move(*versions);
  }
  auto pairs = plan_pairs(tools, material, plan.wanted, *beside, scratch / "pairs");
  if (!pairs) return pass(pairs);
  plan.pairs = std::move(*pairs);
  plan.beside = beside->added();
  return {};
}

}  // namespace

std::vector<Step> Plan::all() const {
  std::vector<Step> all = steps;
  all.insert(all.end(), beside.begin(), beside.end());
  return all;
}

Result<Plan> make_plan(const Material& material, const toolchain::Toolchain& tools, const Request& request,
                       const fs::path& scratch) {
  Plan plan;
  if (material.exercise) {
    auto asked = request_of(*material.exercise, tools);
    if (!asked) return pass(asked);
    plan.wanted = std::move(*asked);
    auto read = cases_of(*material.exercise, request.marking);
    if (!read) return pass(read);
    plan.cases = std::move(*read);
    plan.wanted.cases = runs_of(plan.cases);
  }
  plan.wanted.groups = groups_of(material, tools, request.marking);
  const std::size_t copies = request.copy_all ? std::string::npos : toolchain::kMostCopies;
  if (auto drawn = toolchain::add_canaries(tools, material.exercise, plan.wanted, copies); !drawn) return pass(drawn);
  if (auto fits = toolchain::check_style(tools, plan.wanted.style); !fits) return pass(fits);
  if (auto planned = plan_steps(material, tools, request, scratch, plan); !planned) return pass(planned);
  return plan;
}

}  // namespace grader::pipeline
