#include "grader/mutate/predicates.h"

namespace grader::mutate {
namespace {

constexpr std::size_t kMostText = 300;

std::string value_of(const syntax::CompiledQuery& compiled, const TSQueryPredicateStep& step) {
  std::uint32_t length = 0;
  const char* text = ts_query_string_value_for_id(compiled.query.get(), step.value_id, &length);
  return {text, length};
}

std::optional<std::string_view> text_of_capture(const TSQueryMatch& match, std::uint32_t capture,
                                                std::string_view source) {
  for (std::uint16_t i = 0; i < match.capture_count; ++i)
    if (match.captures[i].index == capture) return syntax::bytes_of(source, match.captures[i].node);
  return std::nullopt;
}

}  // namespace

Result<Predicates::Condition> Predicates::condition_of(const syntax::CompiledQuery& compiled,
                                                       const TSQueryPredicateStep* steps, std::size_t count,
                                                       const std::filesystem::path& file) {
  const auto refused = [&](const std::string& found) {
    return fail(Fault::kSetup, "reading a mutation query", file.string(), found,
                "write (#eq? @CAPTURE \"TEXT\") or (#match? @CAPTURE \"PATTERN\")");
  };
  std::string name = value_of(compiled, steps[0]);
  Condition condition{.negated = name.starts_with("not-")};
  if (condition.negated) name.erase(0, 4);
  if (name != "eq?" && name != "match?") return refused("no condition is called #" + value_of(compiled, steps[0]));
  if (count != 3 || steps[1].type != TSQueryPredicateStepTypeCapture) return refused("a condition of another shape");
  condition.capture = steps[1].value_id;
  if (steps[2].type == TSQueryPredicateStepTypeCapture) {
    if (name == "match?") return refused("#match? with two captures");
    condition.other = steps[2].value_id;
    return condition;
  }
  condition.text = value_of(compiled, steps[2]);
  if (name == "eq?") return condition;
  try {
    condition.pattern = std::regex(condition.text);
  } catch (const std::regex_error& error) {
    return refused("the pattern " + condition.text + ": " + error.what());
  }
  return condition;
}

Result<Predicates> Predicates::of(const syntax::CompiledQuery& compiled, const std::filesystem::path& file) {
  Predicates predicates;
  const std::uint32_t patterns = ts_query_pattern_count(compiled.query.get());
  predicates.patterns_.resize(patterns);
  for (std::uint32_t pattern = 0; pattern < patterns; ++pattern) {
    std::uint32_t count = 0;
    const TSQueryPredicateStep* steps = ts_query_predicates_for_pattern(compiled.query.get(), pattern, &count);
    std::uint32_t first = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (steps[i].type != TSQueryPredicateStepTypeDone) continue;
      auto condition = condition_of(compiled, steps + first, i - first, file);
      if (!condition) return pass(condition);
      predicates.patterns_[pattern].push_back(std::move(*condition));
      first = i + 1;
    }
  }
  return predicates;
}

bool Predicates::holds(const Condition& condition, const TSQueryMatch& match, std::string_view source) {
  const auto text = text_of_capture(match, condition.capture, source);
  if (!text) return true;
  bool equal = false;
  if (condition.other) {
    const auto other = text_of_capture(match, *condition.other, source);
    if (!other) return true;
    equal = *text == *other;
  } else if (condition.pattern) {
    const std::string_view seen = text->substr(0, kMostText);
    equal = std::regex_search(seen.begin(), seen.end(), *condition.pattern);
  } else {
    equal = *text == condition.text;
  }
  return equal != condition.negated;
}

bool Predicates::hold(const TSQueryMatch& match, std::string_view source) const {
  for (const Condition& condition : patterns_[match.pattern_index])
    if (!holds(condition, match, source)) return false;
  return true;
}

}  // namespace grader::mutate
