#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

#include "grader/parse/xlsx.h"

namespace grader::parse {
namespace {

std::optional<double> as_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// Without an exponent when `precision` is 0, else with so many digits.
std::string digits_of(double value, int precision) {
  char buffer[64];  // 21 digits before the point, or 15 with an exponent
  const auto form = precision == 0 ? std::chars_format::fixed : std::chars_format::general;
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, form, precision).ptr};
}

std::string padded(long long number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace

std::string number_words(const std::string& text) {
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  if (text.find_first_not_of("0123456789", sign) == std::string::npos) return text;
  const auto value = as_number(text);
  if (!value) return text;
  if (std::abs(*value) < 1e21 && std::trunc(*value) == *value) return digits_of(*value + 0.0, 0);
  return digits_of(*value, 15);
}

std::string date_words(const std::string& text, bool from_1904) {
  constexpr double kEndOf9999 = 2'958'466 - 1.0 / 1440;  // less a minute, to which rounding may go up
  constexpr int kMinutes = 24 * 60;
  const auto value = as_number(text);
  const double serial = value.value_or(-1) + (from_1904 ? 1462 : 0);
  if (!value || *value < 0 || serial >= kEndOf9999) return number_words(text);
  const auto minutes = std::llround(serial * kMinutes);
  const auto days = static_cast<int>(minutes / kMinutes);
  auto clock = padded(minutes % kMinutes / 60, 2) + ":" + padded(minutes % 60, 2);
  if (days == 0) return clock;
  // Day 60 of the 1900 system is a 29 February that never was.
  const std::chrono::sys_days zero = std::chrono::year(1899) / 12 / (days < 60 ? 31 : 30);
  const std::chrono::year_month_day date(zero + std::chrono::days(days));
  const auto day = padded(static_cast<int>(date.year()), 4) + "-" + padded(static_cast<unsigned>(date.month()), 2) +
                   "-" + padded(static_cast<unsigned>(date.day()), 2);
  return minutes % kMinutes == 0 ? day : day + "T" + clock;
}

bool is_date_format(int built_in) {
  return (built_in >= 14 && built_in <= 22) || (built_in >= 27 && built_in <= 36) || (built_in >= 50 && built_in <= 58);
}

bool is_date_format(std::string_view code) {
  bool date = false;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    const char c = code[at];
    if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '"') {
      at = std::min(code.find('"', at + 1), code.size() - 1);
    } else if (c == '[') {
      const std::size_t close = std::min(code.find(']', at), code.size() - 1);
      const std::string_view inside = code.substr(at + 1, close - at - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) return false;
      at = close;
    } else {
      date = date || std::string_view("dDmMyYhHsS").find(c) != std::string_view::npos;
    }
  }
  return date;
}

}  // namespace grader::parse
