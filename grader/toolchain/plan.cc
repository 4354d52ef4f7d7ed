#include <algorithm>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/toolchain/canaries.h"
#include "grader/toolchain/schemata.h"
#include "grader/toolchain/toolchain.h"

namespace grader::toolchain {
namespace {

constexpr std::uint64_t kLeastWall = 5'000;       // milliseconds
constexpr std::uint64_t kMostOutput = 1U << 20U;  // bytes of one file that a case asks for

class Planner {
 public:
  Planner(const Toolchain& toolchain, const Workspace& workspace, const Request& request)
      : toolchain_(toolchain), workspace_(workspace), request_(request) {
    for (const Group& group : request_.groups) {
      if (const Framework* framework = framework_of(group)) frameworks_[group.name] = framework;
    }
  }

  std::vector<Step> run() {
    for (const Rule& rule : toolchain_.rules) {
      if (rule.when == "build" && request_.build.empty()) continue;
      if (rule.when == "example" && request_.example.empty()) continue;
      if (rule.when == "canaries" && request_.canaries.plain.empty()) continue;
      if (rule.when == "mutants" && request_.mutants.count == 0) continue;
      if (!rule.mutated.empty() && !mutated(rule.mutated)) continue;
      if (rule.when == "split" && !splits()) continue;
      if (rule.when == "version" && !request_.version) continue;
      if (rule.when == "case") {
        for (const Case& one : request_.cases) add_case(rule, one);
        continue;
      }
      if (rule.groups.empty()) {
        per_file(rule, nullptr);
        continue;
      }
      for (const Group& group : request_.groups) {
        const Mode mode = rule.when == "split" ? Mode::kSplit : Mode::kInProcess;
        if (group.mode == mode && contains(rule.groups, group.name)) per_file(rule, &group);
      }
    }
    return std::move(steps_);
  }

 private:
  bool splits() const {
    return std::any_of(request_.groups.begin(), request_.groups.end(),
                       [](const Group& group) { return group.mode == Mode::kSplit; });
  }

  bool mutated(const std::string& role) const {
    const std::vector<std::string> files = files_of_role(toolchain_, role, workspace_.files);
    return std::any_of(files.begin(), files.end(),
                       [&](const std::string& file) { return request_.mutants.files.contains(file); });
  }

  const Framework* framework_of(const Group& group) const {
    const std::vector<std::string> files = files_of_role(toolchain_, "test", group.files);
    for (const Framework& framework : toolchain_.frameworks) {
      const bool included = std::any_of(files.begin(), files.end(), [&](const std::string& file) {
        const std::string text = read_file(group.folder / file).value_or("");
        return text.find("<" + framework.include + ">") != std::string::npos ||
               text.find("\"" + framework.include + "\"") != std::string::npos;
      });
      if (included) return &framework;
    }
    return toolchain_.frameworks.empty() ? nullptr : &toolchain_.frameworks.front();
  }

  void per_framework(const Rule& rule) {
    for (const Framework& framework : toolchain_.frameworks) {
      const bool used = std::any_of(frameworks_.begin(), frameworks_.end(),
                                    [&](const auto& row) { return row.second == &framework; });
      framework_ = &framework;
      if (used) add(rule, nullptr, "");
    }
    framework_ = nullptr;
  }

  static bool contains(const std::vector<std::string>& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
  }

  void per_file(const Rule& rule, const Group* group) {
    framework_ = group != nullptr && frameworks_.contains(group->name) ? frameworks_[group->name] : nullptr;
    if (rule.each == "framework") return per_framework(rule);
    if (rule.each.empty()) {
      add(rule, group, "");
      return;
    }
    const std::vector<std::string>& files = rule.each == "test" && group != nullptr ? group->files : workspace_.files;
    for (const std::string& file : files_of_role(toolchain_, rule.each, files)) add(rule, group, file);
  }

  void add(const Rule& rule, const Group* group, const std::string& file) {
    Step step{.name = rule.name,
              .kind = rule.name,
              .group = group != nullptr ? group->name : "",
              .env = rule.env,
              .folder = rule.folder,
              .channel = rule.channel,
              .limits = rule.limits};
    if (group != nullptr) step.name += " " + group->name;
    if (!file.empty()) step.name += " " + file;
    if (rule.each == "framework") {
      step.name += " " + framework_->name;
      of_framework_[step.name] = framework_;
    }
    if (rule.channel) step.limits.memory_mib = request_.memory_mib;
    if (rule.example_input) step.input = request_.example_input;
    const bool judges = rule.when == "mutants";
    mutated_ = judges && !rule.schemata_input;
    if (judges && rule.schemata_input) step.input = print_schemata(request_.mutants);
    if (rule.channel) step.channel_text = channel_text_for(judges, group);
    for (const std::string& input : rule.inputs) add_input(step, filled(input), group, file);
    step.trusted = (rule.each.empty() || rule.each == "framework") && rule.groups.empty() &&
                   (rule.when.empty() || rule.when == "split");
    for (const std::string& input : rule.inputs) {
      if (!input.starts_with("tool:")) step.trusted = false;
    }
    add_needs(step, rule);
    for (const Output& output : rule.outputs) {
      step.outputs.push_back(output);
      step.outputs.back().path = filled(replace_all(output.path, "{file}", file));
    }
    for (const std::string& argument : rule.argv) add_argument(step, argument, group, file);
    for (const Rule& worker : rule.worker) step.worker.push_back(worker_of(worker, step.name));
    steps_.push_back(std::move(step));
  }

  void add_needs(Step& step, const Rule& rule) {
    for (const RuleNeed& need : rule.needs) {
      if (!need.only_if.empty() && filled(need.only_if).empty()) continue;
      const std::size_t before = step.needs.size();
      add_need(step, need.step, need.at);
      if (step.needs.size() == before && !need.otherwise.empty()) add_need(step, need.otherwise, need.at);
    }
  }

  void add_need(Step& step, const std::string& rule, const std::string& at) {
    for (const Step& earlier : steps_) {
      const auto row = of_framework_.find(earlier.name);
      const bool fits = row == of_framework_.end() || row->second == framework_;
      if (!fits || earlier.kind != rule || (!earlier.group.empty() && earlier.group != step.group)) continue;
      step.needs.push_back({.step = earlier.name, .at = at});
      step.trusted = step.trusted && earlier.trusted;
    }
  }

  // A box that is made anew for each test has the limits of one.
  Step worker_of(const Rule& rule, const std::string& name) {
    Step worker{.name = name + " worker", .kind = rule.name, .env = rule.env, .folder = rule.folder};
    limit_to_one_test(worker);
    for (const std::string& input : rule.inputs) add_input(worker, input, nullptr, "");
    add_needs(worker, rule);
    for (const std::string& argument : rule.argv) add_argument(worker, argument, nullptr, "");
    return worker;
  }

  void limit_to_one_test(Step& step) const {
    step.limits.memory_mib = request_.memory_mib;
    step.limits.cpu_ms = request_.test_cpu_ms;
    step.limits.wall_ms = std::max(request_.test_cpu_ms * 5, kLeastWall);
  }

  // The rule's own arguments, the outputs that must not be there before, "--", the program and the case's arguments. Of
  // the case itself the box sees its files.
  void add_case(const Rule& rule, const Case& one) {
    add(rule, nullptr, "");
    Step& step = steps_.back();
    step.name += " " + one.group + " " + one.id;
    step.group = one.group;
    step.input = one.input;
    limit_to_one_test(step);
    for (const auto& [path, host] : one.files) step.inputs.push_back({.at = "case/" + path, .host = host});
    for (const std::string& path : one.outputs) {
      step.argv.push_back(path);
      step.outputs.push_back({.path = "copy/" + path, .max_bytes = kMostOutput});
    }
    step.argv.push_back("--");
    step.argv.insert(step.argv.end(), request_.program.begin(), request_.program.end());
    step.argv.insert(step.argv.end(), one.arguments.begin(), one.arguments.end());
  }

  void add_input(Step& step, const std::string& input, const Group* group, const std::string& file) {
    const auto from_tree = [&](const std::vector<std::string>& files) {
      for (const std::string& path : files) step.inputs.push_back({.at = "src/" + path, .host = host_of(path)});
    };
    if (input == "original") {
      add_original(step, file);
    } else if (input.starts_with("original:")) {
      for (const std::string& path : files_of_role(toolchain_, input.substr(9), workspace_.files))
        add_original(step, path);
    } else if (input == "file") {
      const bool test =
          group != nullptr && std::find(group->files.begin(), group->files.end(), file) != group->files.end();
      step.inputs.push_back(
          {.at = (test ? "tests/" : "src/") + file, .host = test ? (group->folder / file).string() : host_of(file)});
    } else if (input == "tree") {
      from_tree(files_of_role(toolchain_, "tree", workspace_.files));
    } else if (input == "tests" && group != nullptr) {
      for (const std::string& path : group->files)
        step.inputs.push_back({.at = "tests/" + path, .host = (group->folder / path).string()});
    } else if (input.starts_with("role:")) {
      from_tree(files_of_role(toolchain_, input.substr(5), workspace_.files));
    } else if (input.starts_with("tool:")) {
      step.inputs.push_back({.at = "toolchain/" + input.substr(5), .host = file_of_tool(input.substr(5)).string()});
    }
  }

  void add_original(Step& step, const std::string& path) const {
    step.inputs.push_back({.at = "original/" + path, .host = workspace_.root + "/" + path});
    const auto schemata = request_.mutants.files.find(path);
    if (schemata != request_.mutants.files.end() && !schemata->second.table.empty())
      step.inputs.push_back({.at = "original/" + path + ".lines", .host = schemata->second.table});
  }

  // What the runner alone may know, beside the nonce.
  std::string channel_text_for(bool judges, const Group* group) const {
    if (judges) return request_.mutants.channel_text;
    return group != nullptr && group->name == "hidden" ? print_order(request_.canaries) : "";
  }

  // Of a file of the workspace, or of its schemata.
  std::string host_of(const std::string& path) const {
    const auto schemata = request_.mutants.files.find(path);
    return mutated_ && schemata != request_.mutants.files.end() ? schemata->second.text : workspace_.root + "/" + path;
  }

  // The exercise's own, when it has one.
  std::filesystem::path file_of_tool(const std::string& name) const {
    const std::filesystem::path own = request_.style / name;
    return !request_.style.empty() && std::filesystem::exists(own) ? own : toolchain_.folder / name;
  }

  // With what stands for framework and canaries.
  std::string filled(std::string text) const {
    if (framework_ != nullptr) {
      for (const auto& [key, value] : framework_->values)
        text = replace_all(std::move(text), "{framework." + key + "}", value);
    }
    text = replace_all(std::move(text), "{word}", request_.canaries.word);
    text = replace_all(std::move(text), "{probes}", print_probes(request_.canaries));
    text = replace_all(std::move(text), "{plain}", request_.canaries.plain);
    return replace_all(std::move(text), "{copies}", print_copies(request_.canaries));
  }

  void add_argument(Step& step, const std::string& argument, const Group* group, const std::string& file) {
    if (argument == "{build}") {
      step.argv.insert(step.argv.end(), request_.build.begin(), request_.build.end());
    } else if (argument == "{example}") {
      step.argv.insert(step.argv.end(), request_.example.begin(), request_.example.end());
    } else if (argument == "{tests}" && group != nullptr) {
      for (const std::string& path : files_of_role(toolchain_, "test", group->files))
        step.argv.push_back("/job/tests/" + path);
    } else if (argument.starts_with("{outputs:")) {
      add_outputs(step, argument.substr(9, argument.size() - 10));
    } else {
      std::string text = filled(replace_all(argument, "{file}", file));
      if (text.empty() && !argument.empty()) return;  // a framework that needs nothing here
      text = replace_all(text, "{interface}", request_.interface);
      text = replace_all(text, "{test_cpu_ms}", std::to_string(request_.test_cpu_ms));
      text = replace_all(text, "{mutants}", std::to_string(request_.mutants.count));
      text = replace_all(text, "{functions}", std::to_string(request_.mutants.functions));
      // A test stops at three quarters of what its box may use: it goes over its limit before it takes the box along.
      step.argv.push_back(replace_all(text, "{test_memory_mib}", std::to_string(request_.memory_mib * 3 / 4)));
    }
  }

  // "{outputs:RULE:PATTERN}": what the needed steps of a rule leave, as seen in this step's box.
  void add_outputs(Step& step, const std::string& what) {
    const std::size_t colon = what.find(':');
    const std::string rule = what.substr(0, colon);
    const std::string pattern = what.substr(colon + 1);
    for (const Need& need : step.needs) {
      const auto earlier =
          std::find_if(steps_.begin(), steps_.end(), [&](const Step& s) { return s.name == need.step; });
      if (earlier == steps_.end() || earlier->kind != rule) continue;
      for (const Output& output : earlier->outputs) {
        if (matches(pattern, output.path)) step.argv.push_back("/job/" + need.at + "/" + output.path);
      }
    }
  }

  const Toolchain& toolchain_;
  const Workspace& workspace_;
  const Request& request_;
  std::map<std::string, const Framework*> frameworks_;    // of each group
  std::map<std::string, const Framework*> of_framework_;  // step made for one -> which
  const Framework* framework_ = nullptr;                  // of the step in hand
  bool mutated_ = false;                                  // the step in hand sees schemata
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> plan(const Toolchain& toolchain, const Workspace& workspace, const Request& request) {
  return Planner(toolchain, workspace, request).run();
}

}  // namespace grader::toolchain
