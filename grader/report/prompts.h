#pragma once
// What the evidence sheets have in common: questions for their author.

#include <string>
#include <vector>

#include "grader/report/html.h"

namespace grader::report {

// A question, and how its answer begins, in the first person.
struct Prompt {
  std::string ask;    // "What"
  std::string begin;  // "I"; "": `ask` begins the answer itself
};
const std::vector<Prompt>& skill_prompts();
const std::vector<Prompt>& knowledge_prompts();

// With room to write by hand below each.
void write_prompts(Html& html, const std::vector<Prompt>& prompts);
// A paragraph each, after an empty line.
std::string markdown_prompts(const std::vector<Prompt>& prompts);

}  // namespace grader::report
