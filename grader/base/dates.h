#pragma once
// Days and moments as people write them in rosters and on the command line, and as people read them.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace grader {

// Of "YYYY-MM-DD"; none for anything else, 2026-02-30 among it.
std::optional<std::chrono::sys_days> day_of(std::string_view text);

// The last second that counts of a date by which something is due: "YYYY-MM-DD" (all of that day), "YYYY-MM-DDTHH:MM"
// or "YYYY-MM-DD HH:MM", each in the time zone, or with "Z" or "+HH:MM" behind the time. None for anything else.
// `zone`: "Europe/London"; "" or "UTC" for UTC. Changes TZ of the process while it computes: not beside threads that
// read the local time.
std::optional<std::chrono::sys_seconds> due_of(std::string_view text, const std::string& zone);

// In UTC; `seconds` since 1970.
std::chrono::sys_days utc_day(std::int64_t seconds);

// The day that it is in the zone at a moment. Changes TZ as `due_of` does.
std::chrono::sys_days day_at(std::chrono::sys_seconds moment, const std::string& zone);

// Whether the host knows the time zone.
bool is_time_zone(const std::string& zone);

std::string iso_day(std::chrono::sys_days day);       // "2026-03-05"
std::string day_in_words(std::chrono::sys_days day);  // "5 March 2026"

std::chrono::sys_seconds utc_now();

}  // namespace grader
