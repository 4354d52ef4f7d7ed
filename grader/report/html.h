#pragma once
// Writes HTML by hand: a tag that is opened is closed by name of what was opened last, and all text is escaped.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace grader::report {

// The text of web/report.css, put in by the build.
std::string_view style_sheet();

// Any bytes as text of a page: markup escaped, control characters shown; line feeds and tabs stay.
std::string escaped(std::string_view bytes);

// A name as (part of) an id: what an id may not hold becomes "-".
std::string id_of(std::string_view name);

class Html {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  Html& open(std::string_view tag, const Attributes& attributes = {});
  Html& close();  // what was opened last
  Html& text(std::string_view bytes);
  Html& prose(std::string_view bytes);  // text in which what stands between backticks is code
  Html& leaf(std::string_view tag, std::string_view bytes, const Attributes& attributes = {});
  Html& raw(std::string_view markup);  // of our own only

  // A section with its heading, which names it; closed by close().
  Html& section(std::string_view id, std::string_view heading, int level = 2);
  // A table's beginning, to the open tbody; closed by end_table().
  Html& table(std::string_view caption, const std::vector<std::string_view>& heads);
  Html& end_table();
  // A term and its description, in an open dl; nothing for an empty description.
  Html& row(std::string_view term, std::string_view description);

  // Everything written; whatever is still open is closed.
  std::string take();

 private:
  std::string out_;
  std::vector<std::string> open_;
};

// A whole page around its body; nothing in it is loaded from elsewhere.
std::string page(std::string_view title, std::string body);

}  // namespace grader::report
