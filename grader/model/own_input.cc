#include "grader/model/own_input.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#include <vector>

#include "grader/base/files.h"
#include "grader/base/text.h"

namespace grader {
namespace {

using Json = nlohmann::json;

// Walks over JSON text (with comments) that is known to parse.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  // Moves to the value of `step` (a key or an index) in the container at the current position.
  bool enter(const std::string& step) {
    skip_space();
    if (peek() == '{') return enter_key(step);
    if (peek() == '[') return enter_index(static_cast<std::size_t>(std::strtoul(step.c_str(), nullptr, 10)));
    return false;
  }
  int line() {
    skip_space();
    return 1 + static_cast<int>(std::count(
                   text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, text_.size())), '\n'));
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    for (;;) {
      while (std::isspace(static_cast<unsigned char>(peek())) != 0 || peek() == ',' || peek() == ':') ++at_;
      if (text_.substr(at_).starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.substr(at_).starts_with("/*")) {
        at_ = std::min(text_.find("*/", at_), text_.size() - 2) + 2;
      } else {
        return;
      }
    }
  }
  std::string take_string() {
    std::string value;
    for (++at_; at_ < text_.size() && peek() != '"'; ++at_) {
      if (peek() == '\\') ++at_;
      value += peek();
    }
    ++at_;
    return value;
  }
  void skip_value() {
    skip_space();
    if (peek() == '"') {
      take_string();
      return;
    }
    if (peek() != '{' && peek() != '[') {
      while (at_ < text_.size() && std::string_view(",]} \n\t\r/").find(peek()) == std::string_view::npos) ++at_;
      return;
    }
    ++at_;
    for (skip_space(); at_ < text_.size() && peek() != '}' && peek() != ']'; skip_space()) skip_value();
    ++at_;
  }
  bool enter_key(const std::string& key) {
    ++at_;
    for (skip_space(); peek() == '"'; skip_space()) {
      if (take_string() == key) {
        skip_space();
        return true;
      }
      skip_value();
    }
    return false;
  }
  bool enter_index(std::size_t index) {
    ++at_;
    for (std::size_t i = 0; i < index; ++i) skip_value();
    skip_space();
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  for (std::size_t open = path.find('['); open != std::string_view::npos; open = path.find('[', open + 1)) {
    const std::size_t close = path.find(']', open);
    if (close == std::string_view::npos) break;
    std::string step(path.substr(open + 1, close - open - 1));
    if (step.size() >= 2 && (step.front() == '"' || step.front() == '\'')) step = step.substr(1, step.size() - 2);
    steps.push_back(step);
  }
  return steps;
}

// The part of a schema that rules over a path; follows "properties", "items", "additionalProperties" and "$ref".
const Json* schema_at(const Json& schema, const std::string& path) {
  const Json* at = &schema;
  const auto resolve = [&] {
    while (at->contains("$ref")) at = &schema.at(Json::json_pointer((*at)["$ref"].get<std::string>().substr(1)));
  };
  resolve();
  for (const std::string& step : steps_of(path)) {
    if (at->contains("properties") && (*at)["properties"].contains(step)) {
      at = &(*at)["properties"][step];
    } else if (at->contains("items")) {
      at = &(*at)["items"];
    } else if (at->contains("additionalProperties") && (*at)["additionalProperties"].is_object()) {
      at = &(*at)["additionalProperties"];
    } else {
      return nullptr;
    }
    resolve();
  }
  return at;
}

struct Problem {
  std::string path;
  std::string text;
};

std::string last_quoted(const std::string& text) {
  const std::size_t end = text.rfind('\'');
  if (end == std::string::npos || end == 0) return {};
  const std::size_t begin = text.rfind('\'', end - 1);
  return begin == std::string::npos ? std::string() : text.substr(begin + 1, end - begin - 1);
}

bool is_unknown_key(const Problem& problem) {
  return problem.text.find("additionalProperties") != std::string::npos && !last_quoted(problem.text).empty();
}

// Of the value, or of the key that may not stand there.
std::string place_of(const Problem& problem) {
  return is_unknown_key(problem) ? problem.path + "[" + last_quoted(problem.text) + "]" : problem.path;
}

Error describe(const Problem& problem, const std::string& text, const std::string& name, const Json& schema,
               const std::string& doing) {
  const std::string line = "line " + std::to_string(line_at(text, place_of(problem))) + ": ";
  const Json* rule = schema_at(schema, problem.path);
  if (is_unknown_key(problem) && rule != nullptr && rule->contains("properties")) {
    const std::string key = last_quoted(problem.text);
    std::vector<std::string> known;
    for (const auto& [property, value] : (*rule)["properties"].items()) known.push_back(property);
    return {Fault::kSetup, doing, name, line + "unknown key \"" + key + "\"", known_instead(key, known)};
  }
  const std::vector<std::string> steps = steps_of(problem.path);
  const std::string where = steps.empty() ? "the document" : "\"" + join(steps, ".") + "\"";
  return {Fault::kSetup, doing, name, line + where + ": " + problem.text, "see docs/schema/ for what may stand there"};
}

Result<Json> parse(const std::string& text, const std::string& name, const std::string& doing) {
  try {
    return Json::parse(text, nullptr, true, true);
  } catch (const Json::parse_error& error) {
    const auto before = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
    const auto line = 1 + std::count(text.begin(), before, '\n');
    return fail(Fault::kSetup, doing, name, "line " + std::to_string(line) + ": not well-formed JSON",
                "mend the syntax on or just before that line");
  } catch (const Json::out_of_range& error) {
    return fail(Fault::kSetup, doing, name, std::string("a number that is too large: ") + error.what(),
                "write a smaller number");
  }
}

Result<Json> read_schema(const std::string& schema) {
  const auto text = read_file(data_folder() / "docs" / "schema" / (schema + ".schema.json"));
  if (!text) return std::unexpected(text.error());
  return Json::parse(*text);
}

// What the schema does not allow; of each value the innermost message comes first and says most.
std::vector<Problem> problems_of(const Json& json, const Json& rules) {
  valijson::Schema parsed;
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(rules), parsed);
  valijson::Validator validator;
  valijson::ValidationResults results;
  std::vector<Problem> problems;
  if (validator.validate(parsed, valijson::adapters::NlohmannJsonAdapter(json), &results)) return problems;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    problems.emplace_back();
    for (const std::string& step : error.context) problems.back().path += step;
    problems.back().text = error.description;
  }
  if (problems.empty()) problems.emplace_back();
  return problems;
}

// Says of a value only that something in it is wrong.
bool is_of_a_part(const Problem& problem) {
  return problem.text.starts_with("Failed to validate");
}

// Takes out what a problem is about, or the list that it is in, so that what it hides can be seen.
void take_out(Json& json, const std::string& place) {
  const std::vector<std::string> steps = steps_of(place);
  Json* at = &json;
  for (std::size_t i = 0; i < steps.size() && at->is_object() && at->contains(steps[i]); ++i) {
    Json& next = (*at)[steps[i]];
    if (i + 1 == steps.size() || !next.is_object()) {
      at->erase(steps[i]);
      return;
    }
    at = &next;
  }
}

// Also those that a validator says nothing of before others are mended. The same is not said twice, and nothing is
// missing that was only taken out.
std::vector<Problem> all_problems_of(Json json, const Json& rules) {
  std::vector<Problem> all;
  std::set<std::string> said;
  for (bool more = true; more;) {
    more = false;
    std::vector<Problem> problems = problems_of(json, rules);
    if (std::ranges::any_of(problems, std::not_fn(is_of_a_part))) std::erase_if(problems, is_of_a_part);
    for (const Problem& problem : problems) {
      const bool missing = problem.text.starts_with("Missing required property");
      if (missing && said.contains(problem.path + "[" + last_quoted(problem.text) + "]")) continue;
      if (!said.insert(problem.path + problem.text).second) continue;
      said.insert(place_of(problem));
      take_out(json, place_of(problem));
      all.push_back(problem);
      more = true;
    }
  }
  return all;
}

}  // namespace

int line_at(std::string_view text, std::string_view path) {
  Scanner scanner(text);
  for (const std::string& step : steps_of(path)) {
    if (!scanner.enter(step)) break;
  }
  return scanner.line();
}

Result<Json> check_own_input(const std::string& text, const std::string& name, const std::string& schema,
                             const std::string& doing) {
  auto json = parse(text, name, doing);
  if (!json) return json;
  try {
    const auto rules = read_schema(schema);
    if (!rules) return std::unexpected(rules.error());
    const std::vector<Problem> problems = problems_of(*json, *rules);
    if (!problems.empty()) return std::unexpected(describe(problems.front(), text, name, *rules, doing));
  } catch (const std::exception& error) {
    return fail(Fault::kBug, doing, schema, error.what(), "report this with the file");
  }
  return json;
}

std::vector<Error> faults_of_own_input(const std::string& text, const std::string& name, const std::string& schema,
                                       const std::string& doing, Json& sound) {
  sound = Json::object();
  auto json = parse(text, name, doing);
  if (!json) return {std::move(json.error())};
  std::vector<Error> faults;
  try {
    const auto rules = read_schema(schema);
    if (!rules) return {rules.error()};
    std::vector<Problem> problems = all_problems_of(*json, *rules);
    std::ranges::stable_sort(problems, {}, [&](const Problem& problem) { return line_at(text, place_of(problem)); });
    for (const Problem& problem : problems) {
      faults.push_back(describe(problem, text, name, *rules, doing));
      const std::vector<std::string> steps = steps_of(place_of(problem));
      if (json->is_object() && !steps.empty()) json->erase(steps.front());
    }
    if (json->is_object()) sound = std::move(*json);
  } catch (const std::exception& error) {
    return {{Fault::kBug, doing, schema, error.what(), "report this with the file"}};
  }
  return faults;
}

Result<Json> read_own_input(const std::filesystem::path& path, const std::string& schema, const std::string& doing) {
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  return check_own_input(*text, path.string(), schema, doing);
}

}  // namespace grader
