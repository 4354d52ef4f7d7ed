#pragma once
#include <string>

constexpr long kMinutesOfDay = 24 * 60;

struct Tariff {
  long free_minutes = 15;     // a stay of so many minutes costs nothing
  long pence_per_hour = 250;  // charged by the quarter of an hour
  long pence_per_day = 1200;  // the most that 24 hours cost
};

// What a stay of so many minutes costs, in pence.
long fee(const Tariff& tariff, long minutes);

// "12.05" for 1205
std::string format_pence(long pence);
