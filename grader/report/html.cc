#include "grader/base/text.h"
#include "grader/report/report.h"

namespace grader::report {
namespace {

std::string safe(const std::string& text) {
  std::string out;
  for (const char c : printable(text, Lines::kKeep)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

constexpr const char* kStyle = R"(
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#767676;--soft:#f3f3f3;--link:#0b4f9e}
@media(prefers-color-scheme:dark){:root{--ink:#eee;--paper:#16181b;--line:#8d8d8d;--soft:#24272b;--link:#9cc7ff}}
body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;max-width:60rem;padding:1rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:break-word}
th{background:var(--soft)}.state{border-left:.4rem solid var(--line);padding:.3rem .8rem;background:var(--soft)}
caption{text-align:left;font-weight:600;padding:1rem 0 .3rem}code{overflow-wrap:anywhere}
a{color:var(--link)}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
@media print{body{max-width:none}}
)";

class Page {
 public:
  Page(const Grading& grading, const Style& style)
      : grading_(grading), style_(style), edition_(edition_for(grading, style)) {}

  std::string text() {
    const std::string title = grading_.title.empty() ? "Work without an exercise" : grading_.title;
    out_ =
        "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width,initial-scale=1\"><title>" +
        safe(title) + " - grader report</title><style>" + kStyle + "</style></head><body>\n<header><h1>" + safe(title) +
        "</h1>\n";
    out_ += style_.reader == Reader::kApprentice
                ? "<p class=\"state\">Self-check. Nothing is sent. The tutor decides the outcome.</p>\n"
                : "<p class=\"state\">Provisional. The tutor decides the outcome.</p>\n";
    out_ += "<p>Commit <code>" + safe(grading_.commit) + "</code></p></header>\n<main>\n";
    next();
    since();
    skills();
    requirements();
    tests();
    questions();
    judged();
    return out_ + "</main></body></html>\n";
  }

 private:
  std::string level(Level level, Reserve reserve) const {
    const bool shown = level != Level::kNone && style_.levels;
    return level_words(level, reserve, style_) + (shown ? " (uncalibrated)" : "");
  }
  void row(std::initializer_list<std::string> cells) {
    out_ += "<tr>";
    for (const std::string& cell : cells) out_ += "<td>" + cell + "</td>";
    out_ += "</tr>\n";
  }
  void table(const std::string& caption, std::initializer_list<const char*> heads) {
    out_ += "<table><caption>" + caption + "</caption><thead><tr>";
    for (const char* head : heads) out_ += std::string("<th scope=\"col\">") + head + "</th>";
    out_ += "</tr></thead><tbody>\n";
  }
  void end_table() { out_ += "</tbody></table>\n"; }

  void next() {
    out_ += "<section><h2>Next steps</h2><ol>\n";
    for (const NextStep& step : next_steps(edition_, 3)) {
      out_ += "<li><strong>" + safe(step.skill) + "</strong> " + safe(step.what) +
              (step.where.empty() ? "" : " (first: <code>" + safe(step.where) + "</code>)") +
              "<br>Next: " + safe(step.action) + "</li>\n";
    }
    out_ += "</ol></section>\n";
  }
  void since() {
    const std::vector<std::string> lines = progress_lines(grading_.progress);
    if (lines.empty()) return;
    out_ += "<section><h2>Since attempt " + std::to_string(grading_.progress.since) + "</h2><ul>\n";
    for (const std::string& line : lines) out_ += "<li>" + safe(line) + "</li>\n";
    out_ += "</ul></section>\n";
  }
  void skills() {
    out_ += "<section><h2>Skills</h2>\n";
    for (const SkillResult& skill : edition_.skills) {
      out_ += "<h3>" + safe(skill.id) + ": " + safe(level(skill.level, skill.reserve)) + "</h3>\n<p>" +
              safe(skill.text) + "</p>\n";
      if (!skill.why.empty())
        out_ += "<p>Why: " + safe(skill.why) + ". Confidence: " + safe(skill.confidence) + ".</p>\n";
      table("Indicators of " + safe(skill.id), {"Indicator", "Level", "Observed", "Rule"});
      for (const IndicatorResult& indicator : skill.indicators) {
        row({safe(indicator.id + " " + indicator.title), safe(level(indicator.level, indicator.reserve)),
             safe(indicator.observed), style_.levels ? safe(indicator.rule) : ""});
      }
      end_table();
    }
    out_ += "</section>\n";
  }
  void requirements() {
    if (edition_.requirements.empty()) return;
    out_ += "<section><h2>Requirements</h2>\n";
    table("Requirements and their tests", {"Requirement", "Level", "State", "Tests passed"});
    for (const RequirementResult& r : edition_.requirements) {
      row({safe(r.id + " " + r.text), safe(r.level), name_of(r.state),
           std::to_string(r.passed) + " of " + std::to_string(r.tests)});
    }
    end_table();
    out_ += "</section>\n";
  }
  void tests() {
    out_ += "<section><h2>Tests</h2>\n";
    for (const GroupResult& group : edition_.groups) {
      table("Group: " + safe(group.name) + (group.problem.empty() ? "" : ". " + safe(group.problem)),
            {"Test case", "State", "Message"});
      for (const TestCase& test : group.cases)
        row({"<code>" + safe(test.id) + "</code>", name_of(test.state), "<pre>" + safe(test.message) + "</pre>"});
      end_table();
    }
    out_ += "</section>\n";
  }
  void questions() {
    if (edition_.questions.empty()) return;
    out_ += "<section><h2>Questions from this code</h2><ol>\n";
    for (const std::string& question : edition_.questions) out_ += "<li>" + safe(question) + "</li>\n";
    out_ += "</ol></section>\n";
  }
  void judged() {
    out_ += "<section><h2>How this was judged</h2><p>Rubric " + safe(grading_.rubric) + " (" +
            safe(grading_.rubric_hash.substr(0, 12)) + "), standard " + safe(grading_.standard) + ", grader " +
            safe(grading_.engine) + ", isolation " + safe(grading_.tier) + ", assurance in-process.</p><ul>\n";
    for (const auto& [tool, version] : grading_.tools) out_ += "<li>" + safe(tool) + ": " + safe(version) + "</li>\n";
    for (const Skipped& skipped : grading_.skipped)
      out_ += "<li>Not read: <code>" + safe(skipped.path) + "</code>: " + safe(skipped.why) + "</li>\n";
    out_ += "</ul></section>\n";
  }

  const Grading& grading_;
  const Style& style_;
  const Edition& edition_;
  std::string out_;
};

}  // namespace

std::string html(const Grading& grading, const Style& style) {
  return Page(grading, style).text();
}

}  // namespace grader::report
