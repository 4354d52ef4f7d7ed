#include "grader/report/prompts.h"

namespace grader::report {

const std::vector<Prompt>& skill_prompts() {
  static const std::vector<Prompt> prompts = {
      {"What", "I"}, {"How, and where in the commit", "I"}, {"Why this way", "I chose it because"}};
  return prompts;
}

const std::vector<Prompt>& knowledge_prompts() {
  static const std::vector<Prompt> prompts = {{"I can explain it as", ""}, {"I used it here because", ""}};
  return prompts;
}

void write_prompts(Html& html, const std::vector<Prompt>& prompts) {
  html.open("dl", {{"class", "prompts"}});
  for (const Prompt& prompt : prompts) {
    const std::string text = prompt.begin.empty() ? prompt.ask : prompt.ask + ": " + prompt.begin;
    html.open("div").leaf("dt", text + " \u2026").leaf("dd", "").close();
  }
  html.close();
}

std::string markdown_prompts(const std::vector<Prompt>& prompts) {
  std::string out;
  for (const Prompt& prompt : prompts)
    out += "\n**" + prompt.ask + (prompt.begin.empty() ? "**" : ":** " + prompt.begin) + " ...\n";
  return out;
}

}  // namespace grader::report
