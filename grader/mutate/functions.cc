#include "grader/mutate/functions.h"

#include "grader/base/text.h"
#include "grader/mutate/places.h"

namespace grader::mutate {
namespace {

// Whether the line of a place follows one that ends in a backslash.
bool goes_on(std::string_view source, std::size_t place) {
  const std::size_t line = source.substr(0, place).rfind('\n');
  if (line == std::string_view::npos) return false;
  const std::string_view above = source.substr(0, line);
  return above.ends_with('\\') || above.ends_with("\\\r");
}

}  // namespace

Functions functions_of(const Places& places, const syntax::Uncommented& uncommented, std::string_view source) {
  Functions functions;
  std::uint32_t at = 0;
  const auto frame = [&](std::uint32_t end) {
    const std::string text = uncommented.text(at, end);
    return at == 0 ? text : syntax::after_cut(text);
  };
  for (const auto& [begin, end] : places.bodies()) {
    if (goes_on(source, begin)) continue;
    functions.frame += syntax::before_cut(frame(begin)) + '\0';
    functions.bodies.push_back({.begin = begin, .end = end, .text = trim(uncommented.text(begin, end))});
    at = end;
  }
  functions.frame += frame(static_cast<std::uint32_t>(source.size()));
  return functions;
}

}  // namespace grader::mutate
