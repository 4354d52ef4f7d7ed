#include "car_park.h"

#include <algorithm>
// @@ 11
#include <iostream>
// @@ end
#include <stdexcept>

CarPark::CarPark(std::size_t spaces, const Tariff& tariff) : spaces_(spaces), tariff_(tariff) {}

void CarPark::enter(const std::string& plate, long minute) {
  if (find(plate) != stays_.end()) {
    throw std::invalid_argument(plate + " is in already");
  }
  if (stays_.size() >= spaces_) {
    throw std::length_error("no space is free");
  }
  stays_.push_back({plate, minute});
}

long CarPark::leave(const std::string& plate, long minute) {
  const auto stay = find(plate);
  if (stay == stays_.end()) {
    throw std::invalid_argument(plate + " is not in");
  }
  const long pence = fee(tariff_, minute - stay->since);
  stays_.erase(stay);
  ++cars_;
  takings_ += pence;
  return pence;
}

std::size_t CarPark::free_spaces() const { return spaces_ - stays_.size(); }

std::vector<std::string> CarPark::parked() const {
  std::vector<Stay> stays = stays_;
  std::sort(stays.begin(), stays.end(),
            [](const Stay& a, const Stay& b) { return a.since < b.since; });
  std::vector<std::string> plates;
  for (const Stay& stay : stays) {
    plates.push_back(stay.plate);
  }
  return plates;
}

std::vector<std::string> CarPark::tow(long minute, long longest) {
  std::vector<std::string> towed;
  // @@ 11
  std::cout << "here 2" << std::endl;
  // @@ end
  for (auto stay = stays_.begin(); stay < stays_.end(); ++stay) {
    if (minute - stay->since > longest) {
      towed.push_back(stay->plate);
      stay = stays_.erase(stay);
    }
  }
  return towed;
}

DayReport CarPark::close_day() {
  const DayReport report{.cars = cars_, .takings = takings_};
  // @@ 7
  cars_ = 0;
  // @@ end
  takings_ = 0;
  return report;
}

std::vector<CarPark::Stay>::iterator CarPark::find(const std::string& plate) {
  return std::find_if(stays_.begin(), stays_.end(),
                      [&](const Stay& stay) { return stay.plate == plate; });
}
