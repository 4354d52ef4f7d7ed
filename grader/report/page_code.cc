#include <algorithm>
#include <cctype>
#include <functional>
#include <map>

#include "grader/base/text.h"
#include "grader/report/page.h"

namespace grader::report {
namespace {

struct Note {
  std::string kind;  // "Finding", "Hint", "Not run", "Not noticed", "Next step 1"
  std::string text;
  std::string target;  // what it leads to; "" to nothing
};
using Notes = std::map<int, std::vector<Note>>;  // by line

const char* class_of(Token token) {
  switch (token) {
    case Token::kComment:
      return "tc";
    case Token::kString:
      return "ts";
    case Token::kNumber:
      return "tn";
    case Token::kKeyword:
      return "tk";
    case Token::kType:
      return "tt";
    default:
      return "tf";
  }
}

// Lines as stretches from one to another (both included); a line belongs to the stretch before it where `joined` says
// so.
using Stretches = std::vector<std::pair<int, int>>;
Stretches stretches(const std::set<int>& lines, const std::function<bool(int last, int line)>& joined) {
  Stretches found;
  for (const int line : lines) {
    if (!found.empty() && joined(found.back().second, line))
      found.back().second = line;
    else
      found.emplace_back(line, line);
  }
  return found;
}

// "1 to 20, 25"
std::string ranges(const std::set<int>& lines) {
  constexpr std::size_t kMost = 8;
  std::vector<std::string> parts;
  for (const auto& [first, last] : stretches(lines, [](int before, int line) { return line == before + 1; }))
    parts.push_back(std::to_string(first) + (last > first ? " to " + std::to_string(last) : ""));
  const bool more = parts.size() > kMost;
  if (more) parts.resize(kMost);
  return join(parts, ", ") + (more ? " and more" : "");
}

// Whether nothing is on the lines from one to another (both not included) that could be run: blanks and brackets only.
bool nothing_between(const std::vector<std::string>& lines, int from, int to) {
  for (int line = from + 1; line < to; ++line) {
    const auto index = static_cast<std::size_t>(line - 1);
    if (index >= lines.size()) return false;
    const std::string& text = lines[index];
    if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0; })) return false;
  }
  return true;
}

// Lines that no own test reaches, a note at the beginning of each stretch of them.
void note_unreached(const std::set<int>& unreached, const std::vector<std::string>& lines, Notes& notes) {
  const auto joined = [&](int last, int line) { return nothing_between(lines, last, line); };
  for (const auto& [first, last] : stretches(unreached, joined)) {
    const std::string all = "lines " + std::to_string(first) + " to " + std::to_string(last);
    notes[first].push_back({.kind = "Not run", .text = last == first ? "this line" : all});
  }
}

class CodeView {
 public:
  CodeView(Html& html, const View& view) : html_(html), view_(view) {
    if (const auto row = view.edition.evidence.find("coverage.line"); row != view.edition.evidence.end()) {
      for (const std::string& text : row->second.places) {
        if (const Place place = view.places.find(text); place.file != nullptr)
          unreached_[place.file].insert(place.line);
      }
    }
    for (const Finding& finding : view.edition.findings) {
      const Place place = view.places.find(finding.file);
      if (place.file == nullptr) continue;
      const std::string rule = finding.rule.empty() ? "" : " (" + finding.rule + ")";
      const char* kind = finding.level == "none" ? "Hint" : "Finding";
      notes_[place.file][std::max(1, finding.line)].push_back({.kind = kind, .text = finding.message + rule});
    }
    for (const Survivor& survivor : view.grading.mutation.told) {
      const Mutant& mutant = view.grading.mutation.mutants[survivor.index].mutant;
      const Place place = view.places.find(mutant.path);
      if (place.file == nullptr) continue;
      notes_[place.file][mutant.line].push_back({.kind = "Not noticed", .text = survivor.text, .target = "#mutants"});
    }
    if (view.style.levels) note_steps();
  }

  void write_file(const SourceFile& file) {
    const std::vector<std::string> lines = lines_of(file.text);
    Notes& notes = notes_[&file];
    note_unreached(unreached_[&file], lines, notes);
    html_.section(view_.places.id(file), file.path, 3);
    const bool all_own = file.own.size() >= lines.size();
    html_.leaf(
        "p",
        counted(lines.size(), "line") + ", " +
            (all_own ? "all of them own" : std::to_string(file.own.size()) + " of them own: " + ranges(file.own)),
        {{"class", "quiet"}});
    write_lines(file, notes, nullptr);
    html_.close();
  }

  // Some lines of a file, and nothing noted of them.
  void write_excerpt(const SourceFile& file, const std::set<int>& lines) {
    unreached_.erase(&file);
    html_.section(view_.places.id(file), file.path, 3);
    write_lines(file, {}, &lines);
    html_.close();
  }

 private:
  void note_steps() {
    int number = 0;
    for (const NextStep& step : next_steps(view_.edition, 3)) {
      ++number;
      const Place place = view_.places.find(step.where);
      if (place.file == nullptr) continue;
      notes_[place.file][std::max(1, place.line)].push_back({.kind = "Next step " + std::to_string(number),
                                                             .text = step.from->title,
                                                             .target = "#step-" + std::to_string(number)});
    }
  }

  void write_lines(const SourceFile& file, const Notes& notes, const std::set<int>* only) {
    html_.open("ol", {{"class", notes.empty() ? "source" : "source noted"}});
    span_ = 0;
    int line = 0;
    for (std::size_t at = 0; at < file.text.size();) {
      const std::size_t end = std::min(file.text.find('\n', at), file.text.size());
      if (++line; only == nullptr || only->contains(line)) write_line(file, line, at, end, notes);
      at = end + 1;
    }
    html_.close();
  }

  void write_line(const SourceFile& file, int line, std::size_t from, std::size_t to, const Notes& notes) {
    const bool own = file.own.contains(line);
    const bool reached = !unreached_[&file].contains(line);
    html_.raw("<li id=\"" + view_.places.id(file, line) + "\"");
    if (own || !reached) html_.raw(std::string(" class=\"") + (own ? "own" : "") + (reached ? "" : " unrun") + "\"");
    html_.raw("><span class=\"n\">" + std::to_string(line) + "</span><span class=\"m\">" + (own ? "+" : "") +
              "</span>");
    html_.raw("<code>");
    write_text(file, from, to, own);
    html_.raw("</code>");
    if (const auto here = notes.find(line); here != notes.end()) write_notes(here->second);
    html_.raw("</li>\n");
  }

  // The bytes of one line; own ones in their colours.
  void write_text(const SourceFile& file, std::size_t from, std::size_t to, bool coloured) {
    if (to > from && file.text[to - 1] == '\r') --to;
    const std::string_view text = file.text;
    while (span_ < file.spans.size() && file.spans[span_].end <= from) ++span_;
    for (std::size_t i = span_; coloured && i < file.spans.size() && file.spans[i].begin < to; ++i) {
      const Span& span = file.spans[i];
      const std::size_t begin = std::max(span.begin, from);
      const std::size_t end = std::min(span.end, to);
      if (begin >= end) continue;
      html_.text(text.substr(from, begin - from));
      html_.raw("<span class=\"").raw(class_of(span.token)).raw("\">");
      html_.text(text.substr(begin, end - begin)).raw("</span>");
      from = end;
    }
    html_.text(text.substr(from, to - from));
  }

  void write_notes(const std::vector<Note>& notes) {
    html_.open("div", {{"class", "notes"}});
    for (const Note& note : notes) {
      html_.open("p");
      if (note.target.empty())
        html_.leaf("strong", note.kind);
      else
        html_.leaf("a", note.kind, {{"href", note.target}});
      html_.prose(" " + note.text).close();
    }
    html_.close();
  }

  Html& html_;
  const View& view_;
  std::map<const SourceFile*, std::set<int>> unreached_;
  std::map<const SourceFile*, Notes> notes_;
  std::size_t span_ = 0;  // the first one that does not end before the line being written
};

}  // namespace

void write_cited(Html& html, const View& view, const Cited& cited) {
  if (cited.empty()) return;
  html.section("cited", "Lines cited above");
  CodeView code(html, view);
  for (const SourceFile* file : view.places.shown()) {
    if (const auto row = cited.find(file); row != cited.end()) code.write_excerpt(*file, row->second);
  }
  html.close();
}

void write_code(Html& html, const View& view) {
  if (view.grading.sources.empty()) return;
  html.section("code", "Code");
  html.leaf("p",
            "Files with own lines. A + and a bar mark own lines; the others came with the starter or from another "
            "author. Notes stand beside the lines they are about; \u201cNot run\u201d and dots mark lines that no own "
            "test reaches.");
  html.open("ul", {{"class", "files"}});
  for (const SourceFile* file : view.places.shown()) {
    html.open("li").open("a", {{"href", "#" + view.places.id(*file)}}).leaf("code", file->path).close();
    html.text(", " + counted(file->own.size(), "own line")).close();
  }
  html.close();
  CodeView code(html, view);
  for (const SourceFile* file : view.places.shown()) code.write_file(*file);
  if (!view.places.left_out().empty()) {
    html.section("not-shown", "Not shown", 3);
    html.leaf("p", "A report holds at most 5 MiB of source. These files have own lines too:");
    html.open("ul");
    for (const SourceFile* file : view.places.left_out()) {
      html.open("li").leaf("code", file->path).text(", " + counted(file->text.size(), "byte")).close();
    }
    html.close().close();
  }
  html.close();
}

}  // namespace grader::report
