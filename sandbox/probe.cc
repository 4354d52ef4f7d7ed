#include "sandbox/probe.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "sandbox/host.h"
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

nlohmann::json row(const std::string& name, const std::string& found, const HostFacts& host) {
  return {{"name", name},
          {"ok", found.empty()},
          {"found", found.empty() ? "works" : found},
          {"remedy", found.empty() ? "" : remedy_for(name, host)}};
}

// What was tried, in the order in which the box needs it; after the first that is missing nothing more was.
nlohmann::json tried(const Report& full, const Report& any, const HostFacts& host) {
  nlohmann::json rows = nlohmann::json::array();
  for (const Mechanism& mechanism : mechanisms()) {
    const std::string name(mechanism.name);
    const auto& refusal = name == "cgroup" ? full.refused : any.refused;
    const bool missing = refusal && refusal->mechanism == name;
    if (any.refused && !missing) continue;
    rows.push_back(row(name, missing ? refusal->found : "", host));
  }
  if (any.refused) return rows;
  const auto without = [&](const char* name) {
    return std::find(any.degraded.begin(), any.degraded.end(), name) != any.degraded.end();
  };
  const std::string old = host.landlock > 0 ? "version " + std::to_string(host.landlock) : "the kernel has none";
  rows.push_back(row("landlock", without("landlock") ? old + "; the box goes without" : "", host));
  rows.push_back(row("proc", without("proc") ? "the host hides parts of /proc; the box goes without" : "", host));
  return rows;
}

}  // namespace

std::string probe() {
  const HostFacts host = read_host();
  const Report full = try_it(Tier::kFull);
  const Report any = full.refused ? try_it(Tier::kNamespaces) : full;
  const Report last = any.refused ? try_it(Tier::kLandlock) : any;
  nlohmann::json rows = tried(full, any, host);
  if (any.refused && last.refused) rows.push_back(row("landlock", last.refused->found, host));
  const std::string tier = last.refused ? "none" : name_of(last.tier);
  return nlohmann::json({{"schema", "grader-sandbox-1"}, {"tier", tier}, {"cgroup", last.cgroup}, {"mechanisms", rows}})
      .dump();
}

}  // namespace grader::sandbox
