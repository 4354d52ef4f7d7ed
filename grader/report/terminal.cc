#include <algorithm>
#include <array>

#include "grader/base/text.h"
#include "grader/report/changed_line.h"
#include "grader/report/report.h"

namespace grader::report {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::ptrdiff_t kHeight = 24;
constexpr std::size_t kNoticeLines = 2;
constexpr std::size_t kSurvivorLines = 2;  // of its sentence, and of its step

std::string cut(const std::string& text, std::size_t width) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (++columns <= width) continue;
    // Whole clauses, then whole words, as many as there is room for.
    const std::size_t clause = text.rfind("; ", i - 1);
    if (clause != std::string::npos && clause > i / 2) return text.substr(0, clause);
    const std::size_t word = text.rfind(' ', i - 4);
    return text.substr(0, word != std::string::npos && word > i / 2 ? word : i - 4) + " ...";
  }
  return text;
}

// "Title" of "Title: ...".
std::string without_rest(const std::string& text) {
  const std::string rest = ": ...";
  return text.ends_with(rest) ? text.substr(0, text.size() - rest.size()) : text;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

// `first` begins the first line, blanks of its width each further one.
std::string wrapped(const std::string& text, const std::string& first, std::size_t most_lines) {
  const std::string indent(first.size(), ' ');
  std::string out;
  std::string line = first;
  std::size_t lines = 1;
  for (const std::string& word : split(text, ' ')) {
    if (line.size() + word.size() + 1 > kWidth && lines < most_lines) {
      out += line + "\n";
      line = indent;
      ++lines;
    }
    line += (line.size() == indent.size() ? "" : " ") + word;
  }
  return out + cut(line, kWidth) + "\n";
}

// As many whole items as a line has room for, one at least, and how many more there are.
std::string fitted(const ChangeLine& change) {
  std::string line = "  " + change.head + ": " + change.items.front();
  std::size_t left = change.items.size() - 1;
  const auto rest = [](std::size_t count) { return count == 0 ? "" : ", and " + std::to_string(count) + " more"; };
  for (; left > 0; --left) {
    const std::string longer = line + ", " + change.items[change.items.size() - left];
    if (characters(longer + rest(left - 1)) > kWidth) break;
    line = longer;
  }
  const std::string more = rest(left);
  return cut(line, kWidth - more.size()) + more + "\n";
}

std::string signal_words(const Grading& grading) {
  std::vector<std::string> words;
  for (const Signal& signal : grading.signals) words.push_back(signal.what);
  return join(words, "; ");
}

// How much room a screen gives each part; tried from the roomiest until the screen fits.
struct Layout {
  std::size_t working_lines;   // a skill
  std::size_t working_skills;  // 0: the part is left out
  bool place_apart;            // the place of a next step on a line of its own
  std::size_t action_lines;
  std::size_t unnoticed;  // changes of the code, each in three lines or more
  std::size_t changes;    // lines of what changed since the attempt before
};
constexpr std::array<Layout, 13> kLayouts = {{{2, 99, true, 2, kMostTold, 5},
                                              {1, 99, true, 2, kMostTold, 4},
                                              {1, 99, true, 2, 4, 4},
                                              {1, 99, true, 2, 3, 4},
                                              {1, 99, true, 2, 2, 4},
                                              {1, 99, true, 2, 1, 4},
                                              {1, 99, false, 2, 1, 4},
                                              {1, 3, false, 2, 1, 4},
                                              {1, 3, false, 2, 0, 4},
                                              {1, 1, false, 2, 0, 4},
                                              {1, 0, false, 2, 0, 3},
                                              {1, 0, false, 2, 0, 2},
                                              {1, 0, false, 1, 0, 2}}};

class Screen {
 public:
  Screen(const Grading& grading, const Style& style, const Layout& layout)
      : grading_(grading), style_(style), layout_(layout), edition_(edition_for(grading, style)) {}

  std::string text() {
    header();
    working();
    since();
    next();
    unnoticed();
    summary();
    return out_;
  }

 private:
  std::string strong(const std::string& text) const { return style_.colour ? "\x1b[1m" + text + "\x1b[0m" : text; }
  std::string level(const SkillResult& skill) const { return level_words(skill.level, skill.reserve, style_); }

  void header() {
    const bool check = style_.reader == Reader::kApprentice;
    std::string line = std::string("grader ") + (check ? "check" : "grade") + "  " +
                       (grading_.title.empty() ? "no exercise" : grading_.title);
    if (grading_.attempt > 0) line += "  attempt " + std::to_string(grading_.attempt);
    if (!grading_.learner.empty()) line += "  part of " + grading_.learner;
    out_ += strong(cut(line + "  commit " + grading_.commit.substr(0, 7), kWidth)) + "\n";
    out_ += check ? "Self-check. Nothing is sent. The tutor decides the outcome.\n"
                  : "Provisional: the tutor decides the outcome. Levels are uncalibrated.\n";
    out_ += "Assurance " + grading_.assurance + "; isolation " + isolation_words(grading_) +
            (grading_.tier.empty() || grading_.tier == "full" ? "" : " (grader doctor)") + "\n";
    if (!grading_.uncommitted.empty()) {
      const std::size_t count = grading_.uncommitted.size();
      out_ += cut("Note: " + std::to_string(count) + (count == 1 ? " changed file is" : " changed files are") +
                      " not committed and not checked: " + join(grading_.uncommitted, ", "),
                  kWidth) +
              "\n";
    }
    for (const GroupResult& group : edition_.groups) {
      if (group.contradicts || group.could_not_run)
        out_ += wrapped(group.problem, "Tests, " + group.name + ": ", kNoticeLines);
    }
    out_ += "\n";
  }

  // What works; with covered levels all that was observed, for a choice would give them away.
  bool shown(const IndicatorResult& indicator) const {
    return style_.levels ? indicator.level >= Level::kSecure : indicator.level != Level::kNone;
  }

  void working() {
    std::string rows;
    std::size_t written = 0;
    std::size_t more = 0;
    for (const SkillResult& skill : edition_.skills) {
      if (skill.level == Level::kNone) continue;
      std::string observed;
      for (const IndicatorResult& indicator : skill.indicators) {
        if (shown(indicator)) observed += (observed.empty() ? "" : "; ") + indicator.observed;
      }
      if (observed.empty()) continue;
      if (++written > layout_.working_skills) {
        ++more;
        continue;
      }
      rows += wrapped(observed, "  " + padded(skill.id, 4) + padded(level(skill), 12) + " ", layout_.working_lines);
    }
    if (layout_.working_skills == 0) return;
    if (more > 0) rows += "  and " + std::to_string(more) + " more in the report\n";
    if (!rows.empty()) out_ += strong(style_.levels ? "WORKING" : "OBSERVED") + "\n" + rows + "\n";
  }

  void since() {
    std::vector<ChangeLine> lines = progress_lines(grading_.progress, style_.levels);
    if (lines.empty() || !style_.levels) return;
    if (layout_.working_lines == 1 && lines.size() > 1 && lines.back().head == kUnchanged) lines.pop_back();
    out_ += strong("SINCE ATTEMPT " + std::to_string(grading_.progress.since)) + "\n";
    for (std::size_t i = 0; i < lines.size() && i < layout_.changes; ++i) out_ += fitted(lines[i]);
    out_ += "\n";
  }

  void next() {
    if (!style_.levels) return;
    std::size_t all = 0;
    const auto steps = next_steps(edition_, 3, &all);
    if (steps.empty()) return;
    out_ += strong("NEXT") + " (" + std::to_string(steps.size()) + " of " + std::to_string(all) + ")\n";
    int number = 0;
    for (const NextStep& step : steps) {
      const bool beside = !step.where.empty() && !layout_.place_apart;
      const std::string place = beside ? " (" + cut(step.where, kWidth / 2) + ")" : std::string();
      const std::string what = "  " + std::to_string(++number) + " " + padded(step.skill, 3) + " " + step.what;
      out_ += without_rest(cut(what, kWidth - std::min(place.size(), kWidth / 2 + 3))) + place + "\n";
      if (!step.where.empty() && layout_.place_apart) out_ += cut("        First: " + step.where, kWidth) + "\n";
      out_ += wrapped("Next: " + step.action, "        ", layout_.action_lines);
    }
    out_ += "\n";
  }

  void unnoticed() {
    const std::vector<Survivor>& told = grading_.mutation.told;
    const std::size_t count = std::min(layout_.unnoticed, told.size());
    if (count == 0) return;
    out_ += strong("WHAT OWN TESTS MISS") + " (" + std::to_string(count) + " of " +
            std::to_string(count_of(grading_.mutation, MutantState::kSurvived)) + ")\n";
    for (std::size_t i = 0; i < count; ++i) {
      const Mutant& mutant = grading_.mutation.mutants[told[i].index].mutant;
      const std::string place =
          cut("    " + printable(mutant.path) + ":" + std::to_string(mutant.line) + "  ", kWidth / 2);
      out_ += wrapped(printable(told[i].text), "  ", kSurvivorLines);
      out_ += place + changed_line(grading_, mutant, kWidth - characters(place)) + "\n";
      if (style_.levels) out_ += wrapped(printable(told[i].next), "    Next: ", kSurvivorLines);
    }
    out_ += "\n";
  }

  void summary() {
    std::map<std::string, std::string> by_level;
    std::string reserve;
    for (const SkillResult& skill : edition_.skills) {
      if (skill.level == Level::kNone)
        reserve += " " + skill.id + " (" + name_of(skill.reserve) + ")";
      else
        by_level[level(skill)] += " " + skill.id;
    }
    std::string line = "SKILLS HERE ";
    for (const auto& [name, skills] : by_level) line += "  " + name + skills;
    out_ += cut(by_level.empty() ? line + "  none with a level" : line, kWidth) + "\n";
    out_ += cut("NOT JUDGED    behaviours, S12, S18 (tutor, employer)" + (reserve.empty() ? "" : "  OTHERS" + reserve),
                kWidth) +
            "\n";
    if (style_.reader == Reader::kTutor && !grading_.signals.empty())
      out_ += cut("TO ASK ABOUT  " + signal_words(grading_), kWidth) + "\n";
    if (!style_.report_path.empty()) out_ += "Report " + style_.report_path + "    Plain text: --plain\n";
  }

  const Grading& grading_;
  const Style& style_;
  const Layout& layout_;
  const Edition& edition_;
  std::string out_;
};

std::string screen(const Grading& grading, const Style& style) {
  std::string text;
  for (const Layout& layout : kLayouts) {
    text = Screen(grading, style, layout).text();
    if (std::count(text.begin(), text.end(), '\n') <= kHeight) break;
  }
  return text;
}

std::string plain_text(const Grading& grading, const Style& style) {
  const Edition& edition = edition_for(grading, style);
  std::string out =
      "Exercise: " + (grading.title.empty() ? "none" : grading.title) + "\nCommit: " + grading.commit + "\n";
  out += style.reader == Reader::kApprentice ? "State: self-check, nothing is sent, the tutor decides the outcome\n"
                                             : "State: provisional, the tutor decides the outcome\n";
  out += "Assurance: " + grading.assurance + "\nIsolation: " + isolation_words(grading) + "\n";
  if (!grading.learner.empty()) out += "Part of: " + grading.learner + "\n";
  for (const std::string& path : grading.uncommitted) out += "Not committed and not checked: " + path + "\n";
  for (const Skipped& skipped : grading.skipped) out += "Not read: " + skipped.path + ": " + skipped.why + "\n";
  for (const GroupResult& group : edition.groups) {
    if (group.contradicts || group.could_not_run) out += "Tests, " + group.name + ": " + group.problem + "\n";
  }
  for (const RequirementResult& row : edition.requirements)
    out += "Requirement " + row.id + ": " + name_of(row.state) + "\n";
  for (const SkillResult& skill : edition.skills) {
    out += "Skill " + skill.id + ": " + level_words(skill.level, skill.reserve, style) +
           (skill.why.empty() || !style.levels ? "" : ", " + skill.why) + "\n";
    for (const IndicatorResult& row : skill.indicators) {
      out += "Indicator " + row.id + " " + row.title + ": " + level_words(row.level, row.reserve, style) +
             (row.observed.empty() ? "" : ". " + row.observed) + "\n";
    }
  }
  if (style.levels) {
    for (const ChangeLine& line : progress_lines(grading.progress, true))
      out += line.head + ": " + join(line.items, ", ") + "\n";
    for (const NextStep& step : next_steps(edition, 3))
      out += "Next for " + step.skill + ": " + step.action + (step.where.empty() ? "" : " First: " + step.where) + "\n";
  }
  for (const std::string& test : grading.mutation.left_out) out += "Own test left out: " + test + "\n";
  for (const Survivor& survivor : grading.mutation.told) {
    const Mutant& mutant = grading.mutation.mutants[survivor.index].mutant;
    out += mutant.path + ":" + std::to_string(mutant.line) + ": " + survivor.text +
           (style.levels ? " Next: " + survivor.next : "") + "\n";
  }
  for (const SeenInUse& row : edition.seen) {
    if (!row.what.empty()) out += "Seen in use for " + row.id + ": " + row.what + "\n";
  }
  if (style.reader == Reader::kTutor) {
    for (const Signal& signal : grading.signals) out += "To ask about: " + signal.what + "\n";
  }
  if (!style.report_path.empty()) out += "Report: " + style.report_path + "\n";
  return out;
}

}  // namespace

std::string terminal(const Grading& grading, const Style& style) {
  return style.plain ? plain_text(grading, style) : screen(grading, style);
}

}  // namespace grader::report
