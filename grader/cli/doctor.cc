#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "grader/base/files.h"
#include "grader/base/process.h"
#include "grader/base/text.h"
#include "grader/cli/commands.h"
#include "grader/cli/doctor.h"
#include "grader/pipeline/pipeline.h"
#include "grader/run/run.h"
#include "grader/toolchain/toolchain.h"

namespace grader::cli {
namespace {

using Json = nlohmann::json;

// What is wrong with a toolchain on this host, and the command that mends it; both empty when nothing is.
struct Health {
  std::vector<std::string> found;
  std::string mend;
};

Health examine(ProcessRunner& runner, const toolchain::Toolchain& tools, bool practice_only) {
  Health health;
  std::string packages;
  for (const toolchain::Tool& tool : tools.tools) {
    if (std::filesystem::exists(tool.path)) continue;
    health.found.push_back(tool.name + " is not installed");
    packages += " " + tool.package;
  }
  if (!packages.empty()) {
    health.mend = "sudo apt-get install" + packages;
    return health;
  }
  packages.clear();
  for (const toolchain::Tool& tool : tools.tools) packages += " " + tool.package;
  const auto differences = pipeline::self_test(runner, tools, {.marking = !practice_only});
  if (!differences) {
    health.found = {differences.error().found};
    health.mend = differences.error().remedy;
  } else if (!differences->empty()) {
    health.found = *differences;
    health.mend = "sudo apt-get install --reinstall" + packages;
  }
  return health;
}

// What a tier is good for.
std::string meaning_of(const std::string& tier) {
  if (tier == "full") return "limits exact; `check` and `grade` work";
  if (tier == "namespaces") return "limits approximate; `check` works, and `grade` where the exercise allows it";
  if (tier == "landlock") return "limits approximate, for practice: `check` works, `grade` refuses";
  return "nothing of a learner's can be run here";
}

std::string isolation_text(const Json& report) {
  std::string text = "Isolation: " + report["tier"].get<std::string>() +
                     " (control group: " + report["cgroup"].get<std::string>() + ")\n  " +
                     meaning_of(report["tier"].get<std::string>()) + "\n";
  for (const Json& row : report["mechanisms"]) {
    if (row["ok"].get<bool>()) continue;
    text += "  missing: " + row["name"].get<std::string>() + " (" + row["found"].get<std::string>() +
            ")\n  mend:    " + row["remedy"].get<std::string>() + "\n";
  }
  return text;
}

}  // namespace

Result<Json> isolation_here(ProcessRunner& runner) {
  const auto probed = runner.run({.argv = {run::find_helper().string(), "probe"}});
  if (!probed) return std::unexpected(probed.error());
  Json report = Json::parse(probed->output, nullptr, false);
  if (!report.is_object())
    return fail(Fault::kPlatform, "asking the sandbox helper", run::find_helper().string(), "no answer",
                "install grader again; the helper stands beside the program");
  return report;
}

Result<int> doctor(const Output& output) {
  SystemProcessRunner runner;
  auto report = isolation_here(runner);
  if (!report) return pass(report);
  auto toolchains = toolchain::read_toolchains();
  if (!toolchains) return pass(toolchains);
  const bool confines = (*report)["tier"] != "none";
  const bool practice_only = (*report)["tier"] == "landlock";
  bool healthy = confines;
  if (!output.json) std::cout << isolation_text(*report) << std::flush;
  (*report)["toolchains"] = Json::array();
  for (const toolchain::Toolchain& tools : *toolchains) {
    // Without a box nothing of it can be run.
    const Health health =
        confines ? examine(runner, tools, practice_only) : Health{{"not tried: nothing can be confined here"}, ""};
    healthy = healthy && health.found.empty();
    (*report)["toolchains"].push_back(
        {{"id", tools.id}, {"ok", health.found.empty()}, {"found", health.found}, {"mend", health.mend}});
    if (output.json) continue;
    std::cout << tools.title << ": " << (health.found.empty() ? "passes its self-test" : "does not pass its self-test")
              << "\n";
    for (const std::string& found : health.found) std::cout << "  found:   " << printable(found) << "\n";
    if (!health.mend.empty()) std::cout << "  mend:    " << health.mend << "\n";
    std::cout << std::flush;
  }
  if (output.json) std::cout << report->dump() << "\n";
  return healthy ? 0 : 4;
}

}  // namespace grader::cli
