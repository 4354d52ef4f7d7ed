#include "grader/base/result.h"

#include <array>

namespace grader {

std::string message(const Error& error) {
  return "grader: could not finish " + error.doing + "\n  what:  " + error.thing + "\n  found: " + error.found +
         "\n  do:    " + error.remedy + "\n";
}

int exit_code(Fault fault) {
  constexpr std::array<int, 5> kCodes = {2, 3, 4, 70, 75};
  return kCodes.at(static_cast<std::size_t>(fault));
}

}  // namespace grader
