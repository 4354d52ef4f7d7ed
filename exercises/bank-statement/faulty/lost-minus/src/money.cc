#include "money.h"

#include <cctype>
#include <stdexcept>

std::string format_pence(long pence) {
  const long size = pence < 0 ? -pence : pence;
  std::string pennies = std::to_string(size % 100);
  if (pennies.size() < 2) pennies.insert(0, "0");
  return (pence <= -100 ? "-" : "") + std::to_string(size / 100) + "." + pennies;
}

long parse_pence(const std::string& text) {
  const std::size_t point = text.find('.');
  const std::string pounds = text.substr(0, point);
  std::string pennies = point == std::string::npos ? "" : text.substr(point + 1);
  if (pounds.empty() || pennies.size() > 2 || (point != std::string::npos && pennies.empty())) {
    throw std::invalid_argument("not an amount: " + text);
  }
  pennies.resize(2, '0');
  for (const char c : pounds + pennies) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) throw std::invalid_argument("not an amount: " + text);
  }
  return std::stol(pounds) * 100 + std::stol(pennies);
}
