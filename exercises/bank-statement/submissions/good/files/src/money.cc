#include "money.h"

// @@ 7
#include <cstdlib>
// @@ end
// @@ 11
#include <stdexcept>
// @@ end

// @@ 1-6
std::string format_pence(long) { return ""; }
// @@ end
// @@ 7
std::string format_pence(long pence) {
  const long size = std::labs(pence);
  const long pennies = size % 100;
  std::string text = pence < 0 ? "-" : "";
  text += std::to_string(size / 100) + ".";
  text += pennies < 10 ? "0" : "";
  return text + std::to_string(pennies);
}
// @@ end

// @@ 1-10
long parse_pence(const std::string&) { return 0; }
// @@ end
// @@ 11
namespace {

long digits(const std::string& text) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos) {
    throw std::invalid_argument("an amount is digits, a point and up to two digits");
  }
  return std::stol(text);
}

}  // namespace

long parse_pence(const std::string& text) {
  const std::size_t point = text.find('.');
  const long pounds = digits(text.substr(0, point));
  if (point == std::string::npos) {
    return pounds * 100;
  }
  const std::string decimals = text.substr(point + 1);
  if (decimals.size() > 2) {
    throw std::invalid_argument("an amount has at most two decimals");
  }
  const long value = digits(decimals);
  return pounds * 100 + (decimals.size() == 1 ? value * 10 : value);
}
// @@ end
