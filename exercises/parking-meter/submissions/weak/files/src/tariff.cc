#include "tariff.h"
// @@ 3
#include <iostream>
// @@ end

namespace {

// Each quarter of an hour that has begun is charged.
long by_quarters(const Tariff& tariff, long minutes) {
  const long quarters = (minutes + 14) / 15;
  // @@ 1-2
  return quarters * (tariff.pence_per_hour / 4);
  // @@ end
  // @@ 3-4
  std::cerr << "debug quarters " << quarters << std::endl;
  return quarters * (tariff.pence_per_hour / 4);
  // @@ end
  // @@ 5
  std::cerr << "debug quarters " << quarters << std::endl;
  double q = tariff.pence_per_hour/4.0;
  return (long)(quarters*q);
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
  // @@ 9
  std::cerr << "DEBUG minutes " << minutes << std::endl;
  // @@ end
  const long days = minutes / kMinutesOfDay;
  long rest = by_quarters(tariff, minutes % kMinutesOfDay);
  if (days < 1 && rest > tariff.pence_per_day) {
    rest = tariff.pence_per_day;
  }
  // @@ 10
  //if (days >= 1) rest = 0;
  // @@ end
  return days * tariff.pence_per_day + rest;
}

std::string format_pence(long pence) {
  const std::string pennies = std::to_string(pence % 100);
  return std::to_string(pence / 100) + (pennies.size() < 2 ? ".0" : ".") + pennies;
}
