#include "grader/pipeline/material.h"

#include <nlohmann/json.hpp>
#include <set>

#include "grader/base/files.h"
#include "grader/base/text.h"

namespace grader::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostOfName = 64U << 10U;  // bytes of .grader.json; read whole, it takes many times its size

// Which exercise a commit says it belongs to: .grader.json at its root.
std::string named_exercise(const Workspace& workspace) {
  const auto text = read_file(fs::path(workspace.root) / ".grader.json", kMostOfName);
  if (!text) return {};
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  const auto name = json.find("exercise");
  return name != json.end() && name->is_string() ? name->get<std::string>() : std::string();
}

// In a team's repository the own lines are those of the learner who was named.
Result<void> read_learners_part(const acquire::Repository& repository, const Request& request, Material& material) {
  if (request.learner.empty()) return {};
  const History& history = *material.history;
  if (history.learner.empty()) {
    return fail(Fault::kUsage, "looking for the learner's commits", printable(request.learner),
                "no commit has an author or co-author of that name or mail",
                "name the learner as `git shortlog -se HEAD` does");
  }
  if (members_of(history).size() > 1)
    material.own =
        repository.lines_of_learner(material.workspace.commit, history, material.own, material.workspace.skipped);
  return {};
}

// Own lines, and the history since the learner was given the starter: the exercise's, else a revision, else the root.
Result<void> read_own_work(const acquire::Repository& repository, const Request& request, const fs::path& scratch,
                           Material& material) {
  const Workspace& workspace = material.workspace;
  fs::path folder = scratch;
  std::vector<std::string> files;
  if (material.exercise) {
    folder = material.exercise->folder / material.exercise->starter;
    files = files_below(folder);
  } else {
    auto revision =
        request.starter.empty() ? repository.root_of(workspace.commit) : repository.resolve({.at = request.starter});
    if (!revision) return pass(revision);
    if (*revision != workspace.commit || !request.starter.empty()) {
      std::error_code error;
      fs::create_directories(scratch, error);
      auto before = repository.export_tree(*revision, scratch);
      if (!before) return pass(before);
      files = before->files;
    }
  }
  material.own = acquire::own_lines(workspace.root, workspace.files, folder, files);
  material.given = {files.begin(), files.end()};
  material.starter = folder;
  auto history = repository.history(workspace.commit, acquire::blob_ids_of_folder(folder, files), request.learner);
  if (!history) return pass(history);
  material.history = std::move(*history);
  return read_learners_part(repository, request, material);
}

}  // namespace

Result<Material> read_material(const acquire::Repository& repository, const std::string& commit, const Request& request,
                               const fs::path& scratch) {
  std::error_code error;
  fs::create_directories(scratch / "tree", error);
  auto workspace = repository.export_tree(commit, scratch / "tree");
  if (!workspace) return pass(workspace);
  Material material{.workspace = std::move(*workspace)};
  material.repository = &repository;
  const std::string name = request.exercise.empty() ? named_exercise(material.workspace) : request.exercise;
  if (!name.empty()) {
    auto folder = find_exercise(name);
    if (!folder) return pass(folder);
    auto exercise = read_exercise(*folder);
    if (!exercise) return pass(exercise);
    material.exercise = std::move(*exercise);
  }
  if (auto read = read_own_work(repository, request, scratch / "starter", material); !read) return pass(read);
  return material;
}

Material material_of_files(const std::optional<Exercise>& exercise, const fs::path& folder) {
  Material material{.workspace = {.root = folder.string(), .files = files_below(folder)}, .exercise = exercise};
  const fs::path starter = exercise ? exercise->folder / exercise->starter : fs::path();
  material.own = acquire::own_lines(folder, material.workspace.files, starter,
                                    exercise ? files_below(starter) : std::vector<std::string>{});
  return material;
}

}  // namespace grader::pipeline
