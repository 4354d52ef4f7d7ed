#include <algorithm>

#include "grader/base/text.h"
#include "grader/report/exports.h"
#include "grader/report/html.h"

namespace grader::report {
namespace {

constexpr std::size_t kWidest = 500;  // characters of a line; longer ones are broken between words
constexpr std::size_t kMostNamed = 20;

struct Line {
  std::string skill;  // "" for none
  std::string text;
};

void add(std::vector<Line>& lines, const std::string& skill, const std::string& text) {
  for (const std::string& line : lines_of(printable(text, Lines::kKeep))) {
    if (characters(line) <= kWidest) lines.push_back({skill, line});
    if (characters(line) <= kWidest) continue;
    for (const std::string& part : wrap(line, kWidest)) lines.push_back({skill, part});
  }
}

std::vector<Line> lines_for(const Released& released) {
  std::vector<Line> lines;
  add(lines, "",
      "Released feedback: " + (released.exercise_title.empty() ? released.exercise : released.exercise_title));
  add(lines, "",
      "Commit " + (released.commit.empty() ? "none" : released.commit.substr(0, 12)) + ", released by " +
          released.released_by + " on " + released.released_on);
  const auto comment = [&](const std::string& skill) {
    const auto found = released.comments.find(skill);
    if (found != released.comments.end()) add(lines, skill, found->second);
  };
  comment("");
  lines.push_back({"", ""});
  for (const std::string& skill : skills_of(released)) {
    add(lines, skill, skill + ": " + released.levels.at(skill));
    comment(skill);
  }
  if (!released.evidence.empty()) lines.push_back({"", ""});
  for (const EvidenceLine& row : released.evidence)
    add(lines, row.skill, row.skill + ", " + row.title + ": " + row.observed);
  return lines;
}

// What does not stand in the text, in one line.
std::string note_on(const std::vector<Line>& lines, std::size_t from) {
  std::vector<std::string> skills;
  for (std::size_t i = from; i < lines.size(); ++i) {
    const bool named = lines[i].skill.empty() || (!skills.empty() && skills.back() == lines[i].skill);
    if (!named && std::ranges::find(skills, lines[i].skill) == skills.end()) skills.push_back(lines[i].skill);
  }
  const bool more = skills.size() > kMostNamed;
  if (more) skills.resize(kMostNamed);
  return "Left out for length: " + counted(lines.size() - from, "line") +
         (skills.empty() ? "" : ", on " + join(skills, ", ") + (more ? " and more" : "")) + ".";
}

}  // namespace

std::string text_block(const Released& released, std::size_t most) {
  const std::vector<Line> lines = lines_for(released);
  std::vector<std::size_t> ends;  // characters up to the end of each line, with its line feed
  for (const Line& line : lines) ends.push_back((ends.empty() ? 0 : ends.back()) + characters(line.text) + 1);
  auto kept = static_cast<std::size_t>(std::ranges::upper_bound(ends, most) - ends.begin());
  std::string note = kept == lines.size() ? "" : note_on(lines, kept) + "\n";
  while (kept > 0 && ends[kept - 1] + characters(note) > most) note = note_on(lines, --kept) + "\n";
  std::string text;
  for (std::size_t i = 0; i < kept; ++i) text += lines[i].text + "\n";
  return characters(note) <= most ? text + note : text;
}

}  // namespace grader::report
