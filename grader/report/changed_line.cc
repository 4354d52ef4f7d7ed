#include "grader/report/changed_line.h"

#include <algorithm>

#include "grader/base/text.h"

namespace grader::report {
namespace {

const std::string kMore = "...";

// On one line, with a blank for each run of them, and nothing that steers a terminal.
std::string one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == '\t' || c == '\n' || c == '\r' || c == ' ';
    if (!blank || line.empty() || line.back() != ' ') line += blank ? ' ' : c;
  }
  return printable(line);
}

std::size_t begin_of(const std::string& text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

// Its first or its last characters, at most so many, with what says that there are more.
std::string first_of(const std::string& text, std::size_t most) {
  if (characters(text) <= most) return text;
  std::string kept = text;
  while (!kept.empty() && characters(kept) + kMore.size() > most) {
    while (kept.size() > 1 && (static_cast<unsigned char>(kept.back()) & 0xC0U) == 0x80U) kept.pop_back();
    kept.pop_back();
  }
  return kept + kMore;
}

std::string last_of(const std::string& text, std::size_t most) {
  if (characters(text) <= most) return text;
  std::string kept = text;
  while (!kept.empty() && characters(kept) + kMore.size() > most) kept = kept.substr(begin_of(kept, 1));
  return kMore + kept;
}

struct Change {
  std::string before;  // what is the same in both, with the blank behind it
  std::string from, to;
  std::string after;
};

// The words that differ; all of them where nothing else is left of one side.
Change change_of_words(const std::string& original, const std::string& replacement) {
  std::vector<std::string> from = split(original, ' ');
  std::vector<std::string> to = split(replacement, ' ');
  Change change;
  while (from.size() > 1 && to.size() > 1 && from.front() == to.front()) {
    change.before += from.front() + " ";
    from.erase(from.begin());
    to.erase(to.begin());
  }
  while (from.size() > 1 && to.size() > 1 && from.back() == to.back()) {
    change.after.insert(0, " " + from.back());
    from.pop_back();
    to.pop_back();
  }
  change.from = join(from, " ");
  change.to = join(to, " ");
  return change;
}

// The line that the change begins on; "" when its file is not shown.
std::string line_of(const Grading& grading, const Mutant& mutant) {
  for (const SourceFile& source : grading.sources) {
    if (source.path != mutant.path) continue;
    const std::vector<std::string> lines = lines_of(source.text);
    const auto index = static_cast<std::size_t>(mutant.line - 1);
    return index < lines.size() ? lines[index] : std::string();
  }
  return {};
}

}  // namespace

Around around(const Grading& grading, const Mutant& mutant) {
  const std::string line = line_of(grading, mutant);
  const auto begin = std::min(static_cast<std::size_t>(std::max(mutant.column - 1, 0)), line.size());
  const auto end = std::min(static_cast<std::size_t>(std::max(mutant.end_column - 1, 0)), line.size());
  const auto indent = std::min(line.find_first_not_of(" \t"), begin);
  return {.before = line.substr(indent, begin - indent),
          .after = mutant.end_line == mutant.line ? line.substr(end) : std::string()};
}

std::string changed_line(const Grading& grading, const Mutant& mutant, std::size_t width) {
  const Around line = around(grading, mutant);
  const Change change = change_of_words(one_line(mutant.original), one_line(mutant.replacement));
  const std::string before = one_line(line.before) + change.before;
  const std::string after = change.after + one_line(line.after);
  std::string middle = first_of("[-" + change.from + "-]" + (change.to.empty() ? "" : "{+" + change.to + "+}"), width);
  const std::size_t room = width - characters(middle);
  const std::string head = last_of(before, std::max(room / 2, room - std::min(room, characters(after))));
  if (characters(head) > room) return middle;
  const std::size_t rest = room - characters(head);
  const std::string tail = characters(after) <= rest || rest > kMore.size() ? first_of(after, rest) : "";
  return head + middle + tail;
}

}  // namespace grader::report
