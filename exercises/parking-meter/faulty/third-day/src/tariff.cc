#include "tariff.h"

#include <algorithm>

namespace {

// Each quarter of an hour that has begun is charged.
long by_quarters(const Tariff& tariff, long minutes) {
  const long quarters = (minutes + 14) / 15;
  return quarters * tariff.pence_per_hour / 4;
}

}  // namespace

long fee(const Tariff& tariff, long minutes) {
  if (minutes <= tariff.free_minutes) {
    return 0;
  }
  const long days = minutes / kMinutesOfDay;
  const long rest = by_quarters(tariff, minutes % kMinutesOfDay);
  if (days < 2) {
    return days * tariff.pence_per_day + std::min(rest, tariff.pence_per_day);
  }
  return days * tariff.pence_per_day + rest;
}

std::string format_pence(long pence) {
  const std::string pennies = std::to_string(pence % 100);
  return std::to_string(pence / 100) + (pennies.size() < 2 ? ".0" : ".") + pennies;
}
