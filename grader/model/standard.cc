#include "grader/model/standard.h"

#include <nlohmann/json.hpp>

#include "grader/base/files.h"

namespace grader {
namespace {

using Json = nlohmann::json;

std::vector<Statement> statements(const Json& rows) {
  std::vector<Statement> result;
  for (const Json& row : rows) result.push_back({.id = row["id"], .text = row["text"]});
  return result;
}

std::string text_of(const Json& json, const char* key) {
  if (!json.contains(key)) return {};
  return json[key].is_string() ? json[key].get<std::string>() : json[key].dump();
}

}  // namespace

const Statement* Standard::find(const std::string& id) const {
  for (const auto* rows : {&knowledge, &skills, &behaviours}) {
    for (const Statement& statement : *rows) {
      if (statement.id == id) return &statement;
    }
  }
  return nullptr;
}

Result<Standard> read_standard() {
  const auto path = data_folder() / "rubrics" / "st0128" / "standard.json";
  auto text = read_file(path);
  if (!text) return pass(text);
  try {
    const Json json = Json::parse(*text);
    Standard standard{.reference = text_of(json, "reference"),
                      .updated = text_of(json, "date_updated"),
                      .licence = text_of(json, "licence"),
                      .source = text_of(json, "source")};
    for (const Json& row : json["duties"])
      standard.duties.push_back({.id = row["id"], .text = row["text"], .statements = row["ksbs"]});
    standard.knowledge = statements(json["knowledge"]);
    standard.skills = statements(json["skills"]);
    standard.behaviours = statements(json["behaviours"]);
    return standard;
  } catch (const Json::exception& error) {
    return fail(Fault::kSetup, "reading the standard", path.string(), error.what(),
                "restore the file from the project's repository");
  }
}

}  // namespace grader
