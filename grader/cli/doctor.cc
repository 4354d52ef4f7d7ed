#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "grader/base/process.h"
#include "grader/cli/commands.h"
#include "grader/run/run.h"
#include "grader/toolchain/toolchain.h"

namespace grader::cli {

Result<int> doctor(const Output& output) {
  SystemProcessRunner runner;
  const auto probed = runner.run({.argv = {run::find_helper().string(), "probe"}});
  if (!probed) return std::unexpected(probed.error());
  nlohmann::json report = nlohmann::json::parse(probed->output, nullptr, false);
  if (!report.is_object())
    return fail(Fault::kPlatform, "asking the sandbox helper", run::find_helper().string(), "no answer",
                "install grader again; the helper stands beside the program");
  auto toolchains = toolchain::read_toolchains();
  if (!toolchains) return pass(toolchains);
  bool healthy = report["tier"] != "none";
  std::string text = "Isolation: " + report["tier"].get<std::string>() +
                     " (control group: " + report["cgroup"].get<std::string>() + ")\n";
  for (const auto& row : report["mechanisms"]) {
    if (row["ok"].get<bool>()) continue;
    text += "  missing: " + row["name"].get<std::string>() + " (" + row["found"].get<std::string>() +
            ")\n  mend:    " + row["remedy"].get<std::string>() + "\n";
  }
  report["toolchains"] = nlohmann::json::array();
  for (const toolchain::Toolchain& tools : *toolchains) {
    std::string missing;
    for (const toolchain::Tool& tool : tools.tools) {
      if (!std::filesystem::exists(tool.path)) missing += " " + tool.package;
    }
    healthy = healthy && missing.empty();
    text += tools.title + ": " +
            (missing.empty() ? "its tools are installed" : "not complete\n  mend:    sudo apt-get install" + missing) +
            "\n";
    report["toolchains"].push_back({{"id", tools.id}, {"ok", missing.empty()}, {"missing", missing}});
  }
  std::cout << (output.json ? report.dump() + "\n" : text);
  return healthy ? 0 : 4;
}

}  // namespace grader::cli
