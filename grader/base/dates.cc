#include "grader/base/dates.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <mutex>

namespace grader {
namespace {

namespace chrono = std::chrono;

// Digits alone, so that "+5" and " 5" are no numbers.
std::optional<int> number_of(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  return digits.empty() ? std::nullopt : std::optional(value);
}

std::optional<chrono::minutes> minutes_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = number_of(text.substr(0, 2));
  const auto minutes = number_of(text.substr(3));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return chrono::hours(*hours) + chrono::minutes(*minutes);
}

// What `work` gives while the process is in the zone.
template <typename Work>
auto within(const std::string& zone, Work work) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  const char* before = std::getenv("TZ");
  const std::optional<std::string> kept = before != nullptr ? std::optional<std::string>(before) : std::nullopt;
  setenv("TZ", zone.c_str(), 1);
  tzset();
  const auto given = work();
  if (kept)
    setenv("TZ", kept->c_str(), 1);
  else
    unsetenv("TZ");
  tzset();
  return given;
}

// How far local time was ahead of UTC when the zone's clocks showed `local`.
chrono::seconds offset_at(chrono::sys_seconds local, const std::string& zone) {
  const std::time_t as_utc = local.time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&as_utc, &parts);
  parts.tm_isdst = -1;
  return within(zone, [&] { return chrono::seconds(as_utc - mktime(&parts)); });
}

}  // namespace

std::optional<chrono::sys_days> day_of(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_of(text.substr(0, 4));
  const auto month = number_of(text.substr(5, 2));
  const auto day = number_of(text.substr(8));
  if (!year || !month || !day) return std::nullopt;
  const chrono::year_month_day parsed{chrono::year(*year), chrono::month(static_cast<unsigned>(*month)),
                                      chrono::day(static_cast<unsigned>(*day))};
  if (!parsed.ok()) return std::nullopt;
  return chrono::sys_days(parsed);
}

std::optional<chrono::sys_seconds> due_of(std::string_view text, const std::string& zone) {
  const auto day = day_of(text.substr(0, 10));
  if (!day || (text.size() > 10 && text[10] != 'T' && text[10] != ' ')) return std::nullopt;
  const std::string_view rest = text.size() > 10 ? text.substr(11) : std::string_view();
  chrono::sys_seconds local = *day + chrono::days(1) - chrono::seconds(1);
  if (text.size() > 10) {
    const auto time = minutes_of(rest.substr(0, 5));
    if (!time) return std::nullopt;
    local = *day + *time;
  }
  const std::string_view mark = rest.size() > 5 ? rest.substr(5) : std::string_view();
  if (mark == "Z") return local;
  if (!mark.empty()) {
    const auto offset = minutes_of(mark.substr(1));
    if (!offset || (mark[0] != '+' && mark[0] != '-')) return std::nullopt;
    return mark[0] == '+' ? local - *offset : local + *offset;
  }
  return zone.empty() || zone == "UTC" ? local : local - offset_at(local, zone);
}

chrono::sys_days utc_day(std::int64_t seconds) {
  return chrono::floor<chrono::days>(chrono::sys_seconds(chrono::seconds(seconds)));
}

chrono::sys_days day_at(chrono::sys_seconds moment, const std::string& zone) {
  if (zone.empty() || zone == "UTC") return chrono::floor<chrono::days>(moment);
  const std::time_t seconds = moment.time_since_epoch().count();
  const long ahead = within(zone, [&] {
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return parts.tm_gmtoff;
  });
  return chrono::floor<chrono::days>(moment + chrono::seconds(ahead));
}

bool is_time_zone(const std::string& zone) {
  if (zone.empty() || zone == "UTC") return true;
  if (zone.front() == '/' || zone.find("..") != std::string::npos) return false;
  std::error_code error;
  return std::filesystem::is_regular_file("/usr/share/zoneinfo/" + zone, error);
}

std::string iso_day(chrono::sys_days day) {
  const chrono::year_month_day date(day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

std::string day_in_words(chrono::sys_days day) {
  static constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};
  const chrono::year_month_day date(day);
  return std::to_string(static_cast<unsigned>(date.day())) + " " + kMonths.at(static_cast<unsigned>(date.month()) - 1) +
         " " + std::to_string(static_cast<int>(date.year()));
}

chrono::sys_seconds utc_now() {
  return chrono::floor<chrono::seconds>(chrono::system_clock::now());
}

}  // namespace grader
