#include <algorithm>

#include "grader/base/text.h"
#include "grader/parse/events.h"
#include "grader/parse/parse.h"

namespace grader::parse {
namespace {

constexpr std::size_t kMostCases = 20'000;

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

class CaseReader {
 public:
  explicit CaseReader(const std::string& nonce) : lines_(nonce) {}

  // False when the line breaks the protocol.
  bool line(const std::string& text) {
    const auto json = lines_.read(text);
    if (!json) return false;
    const std::string event = text_of(*json, "event");
    const std::string id = text_of(*json, "id");
    if (event == "collected") report.collected.push_back(id);
    if (event == "problem") problem(id, last_line(text_of(*json, "message")));
    if (event == "begin") current_ = id;
    if (event == "done") report.complete = true;
    if (event == "end") {
      if (id != current_) return false;
      report.cases.push_back({.id = id,
                              .state = state_of(text_of(*json, "state")),
                              .message = without_addresses(text_of(*json, "message"))});
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
  // `file`: "" when it is none of one file.
  void problem(const std::string& file, const std::string& message) {
    if (report.problem.empty()) report.problem = message;
    const auto same = [&](const TestCase& row) { return row.id == file; };
    if (file.empty() || report.uncollected.size() == kMostCases || std::ranges::any_of(report.uncollected, same))
      return;
    report.uncollected.push_back({.id = file, .state = TestState::kFailed, .message = without_addresses(message)});
  }

  EventLines lines_;
  std::string current_;
};

}  // namespace

TestReport test_events(const std::string& bytes, const std::string& nonce) {
  CaseReader reader(nonce);
  for (const std::string& line : lines_of(bytes)) {
    if (reader.line(line)) continue;
    reader.broken();
    return reader.report;
  }
  reader.end();
  return reader.report;
}

}  // namespace grader::parse
