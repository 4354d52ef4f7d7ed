#include "sandbox/probe.h"

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "sandbox/mechanism.h"
#include "sandbox/spec.h"
#include "sandbox/supervise.h"

namespace grader::sandbox {
namespace {

Report try_it(Tier tier) {
  std::string pattern = (std::filesystem::temp_directory_path() / "grader-probe-XXXXXX").string();
  const char* folder = mkdtemp(pattern.data());
  if (folder == nullptr)
    return {.refused =
                Refusal{.mechanism = "result folder", .found = "no temporary folder", .remedy = "free some space"}};
  std::filesystem::permissions(folder, std::filesystem::perms(0755));
  Spec spec;
  spec.job = folder;
  spec.result = folder;
  spec.argv = {"/usr/bin/true"};
  spec.minimum_tier = tier;
  Report report = supervise(spec);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return report;
}

}  // namespace

std::string probe() {
  const Report full = try_it(Tier::kFull);
  const Report any = full.refused && full.refused->mechanism == "cgroup" ? try_it(Tier::kNamespaces) : full;
  nlohmann::json rows = nlohmann::json::array();
  bool reached = false;
  for (const Mechanism& mechanism : mechanisms()) {
    const bool cgroup = mechanism.name == "cgroup";
    const auto& refusal = cgroup ? full.refused : any.refused;
    const bool missing = refusal && refusal->mechanism == mechanism.name;
    if (!cgroup && reached && !missing) continue;
    if (cgroup && any.refused && !missing) continue;
    rows.push_back({{"name", mechanism.name},
                    {"ok", !missing},
                    {"found", missing ? refusal->found : "works"},
                    {"remedy", missing ? std::string(mechanism.remedy) : ""}});
    reached = reached || (missing && !cgroup);
  }
  const std::string tier = any.refused ? "none" : any.tier == Tier::kFull ? "full" : "namespaces";
  return nlohmann::json({{"schema", "grader-sandbox-1"}, {"tier", tier}, {"cgroup", any.cgroup}, {"mechanisms", rows}})
      .dump();
}

}  // namespace grader::sandbox
