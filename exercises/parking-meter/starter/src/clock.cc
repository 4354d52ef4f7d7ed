#include "clock.h"

#include <cctype>
#include <stdexcept>

namespace {

long two_digits(const std::string& text, std::size_t at) {
  const auto tens = static_cast<unsigned char>(text[at]);
  const auto ones = static_cast<unsigned char>(text[at + 1]);
  if (std::isdigit(tens) == 0 || std::isdigit(ones) == 0) {
    throw std::invalid_argument("a time is written HH:MM");
  }
  return (tens - '0') * 10 + (ones - '0');
}

std::string padded(long number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

long parse_clock(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') {
    throw std::invalid_argument("a time is written HH:MM");
  }
  const long hours = two_digits(text, 0);
  const long minutes = two_digits(text, 3);
  if (hours > 23 || minutes > 59) {
    throw std::invalid_argument("no such time of day");
  }
  return hours * 60 + minutes;
}

std::string format_clock(long minute) {
  const long of_day = minute % (24 * 60);
  return padded(of_day / 60) + ":" + padded(of_day % 60);
}
