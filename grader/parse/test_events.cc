#include <algorithm>
#include <nlohmann/json.hpp>

#include "grader/base/text.h"
#include "grader/parse/parse.h"

namespace grader::parse {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostCases = 20'000;
constexpr std::size_t kMostMessage = 2'000;
constexpr std::size_t kMostLine = 64U << 10U;  // of an event; a million brackets would take 70 bytes of memory each

TestState state_of(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(TestState::kPlatform); ++i) {
    if (name == name_of(static_cast<TestState>(i))) return static_cast<TestState>(i);
  }
  return TestState::kIntegrity;
}

std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? to_utf8(found->get<std::string>()).substr(0, kMostMessage)
                                                   : std::string();
}

// The line of a traceback that names the error; pytest marks it with "E".
std::string last_line(const std::string& message) {
  const std::vector<std::string> lines = lines_of(message);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const std::string text = trim(line->starts_with("E ") ? line->substr(1) : *line);
    if (!text.empty()) return text;
  }
  return "no reason given";
}

// Addresses differ from run to run, and a message must not: the digits of "0x7fd70ff922d0", and of "...7fd70ff922d0"
// that pytest leaves of a long one, become "...".
std::string without_addresses(const std::string& text) {
  static constexpr std::pair<std::string_view, std::size_t> kMarks[] = {{"0x", 6}, {"...", 8}};  // and fewest digits
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    for (const auto& [mark, fewest] : kMarks) {
      if (text.compare(at, mark.size(), mark) != 0) continue;
      const std::size_t digits = at + mark.size();
      const std::size_t after = std::min(text.find_first_not_of("0123456789abcdefABCDEF", digits), text.size());
      if (after - digits < fewest) continue;
      out += mark == "..." ? "..." : "0x...";
      end = after;
    }
    if (end == at) out += text[end++];
    at = end;
  }
  return out;
}

class Reader {
 public:
  explicit Reader(const std::string& nonce) : nonce_(nonce) {}

  // False when the line breaks the protocol.
  bool line(const std::string& text) {
    const Json json = text.size() > kMostLine ? Json() : Json::parse(text, nullptr, false);
    if (!json.is_object() || text_of(json, "n") != nonce_ || !json.contains("seq") || json["seq"] != expected_)
      return false;
    ++expected_;
    const std::string event = text_of(json, "event");
    const std::string id = text_of(json, "id");
    if (event == "collected") report.collected.push_back(id);
    if (event == "problem" && report.problem.empty()) report.problem = last_line(text_of(json, "message"));
    if (event == "begin") current_ = id;
    if (event == "done") report.complete = true;
    if (event == "end") {
      if (id != current_) return false;
      report.cases.push_back({.id = id,
                              .state = state_of(text_of(json, "state")),
                              .message = without_addresses(text_of(json, "message"))});
      current_.clear();
    }
    return report.cases.size() <= kMostCases;
  }
  void broken() {
    if (!current_.empty())
      report.cases.push_back(
          {.id = current_, .state = TestState::kIntegrity, .message = "the report of this run does not hold together"});
    report.complete = false;
    if (report.problem.empty()) report.problem = "the report does not hold together";
  }
  void end() {
    if (!current_.empty())
      report.cases.push_back(
          {.id = current_, .state = TestState::kNotReported, .message = "the run ended before this test did"});
  }

  TestReport report;

 private:
  std::string nonce_;
  std::string current_;
  std::uint64_t expected_ = 0;
};

}  // namespace

TestReport test_events(const std::string& bytes, const std::string& nonce) {
  Reader reader(nonce);
  for (const std::string& line : lines_of(bytes)) {
    if (reader.line(line)) continue;
    reader.broken();
    return reader.report;
  }
  reader.end();
  return reader.report;
}

}  // namespace grader::parse
