#include "tariff.h"
// @@ 6

#include <algorithm>
// @@ end

namespace {

// Each quarter of an hour that has begun is charged.
long by_quarters(const Tariff& tariff, long minutes) {
  const long quarters = (minutes + 14) / 15;
  // @@ 1-3
  return quarters * (tariff.pence_per_hour / 4);
  // @@ end
  // @@ 4
  return quarters * tariff.pence_per_hour / 4;
  // @@ end
}

}  // namespace

long fee(const Tariff& tariff, long minutes) {
  // @@ 1-1
  if (minutes < tariff.free_minutes) {
  // @@ end
  // @@ 2
  if (minutes <= tariff.free_minutes) {
  // @@ end
    return 0;
  }
  const long days = minutes / kMinutesOfDay;
  // @@ 1-5
  long rest = by_quarters(tariff, minutes % kMinutesOfDay);
  if (days < 1 && rest > tariff.pence_per_day) {
    rest = tariff.pence_per_day;
  }
  return days * tariff.pence_per_day + rest;
  // @@ end
  // @@ 6
  const long rest = by_quarters(tariff, minutes % kMinutesOfDay);
  return days * tariff.pence_per_day + std::min(rest, tariff.pence_per_day);
  // @@ end
}

std::string format_pence(long pence) {
  const std::string pennies = std::to_string(pence % 100);
  return std::to_string(pence / 100) + (pennies.size() < 2 ? ".0" : ".") + pennies;
}
