#include "grader/parse/events.h"

#include "grader/base/text.h"

namespace grader::parse {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostText = 2'000;
constexpr std::size_t kMostLine = 64U << 10U;  // of an event; a million brackets would take 70 bytes of memory each

}  // namespace

std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? to_utf8(found->get<std::string>()).substr(0, kMostText)
                                                   : std::string();
}

TestState state_of(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(TestState::kPlatform); ++i) {
    if (name == name_of(static_cast<TestState>(i))) return static_cast<TestState>(i);
  }
  return TestState::kIntegrity;
}

std::string last_line(const std::string& message) {
  const std::vector<std::string> lines = lines_of(message);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const std::string text = trim(line->starts_with("E ") ? line->substr(1) : *line);
    if (!text.empty()) return text;
  }
  return "no reason given";
}

std::optional<Json> EventLines::read(const std::string& line) {
  Json json = line.size() > kMostLine ? Json() : Json::parse(line, nullptr, false);
  if (!json.is_object() || text_of(json, "n") != nonce_ || !json.contains("seq") || json["seq"] != expected_)
    return std::nullopt;
  ++expected_;
  return json;
}

}  // namespace grader::parse
