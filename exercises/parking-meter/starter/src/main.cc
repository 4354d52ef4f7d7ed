#include <exception>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "car_park.h"
#include "clock.h"
#include "tariff.h"

namespace {

void print(const std::string& what, const std::vector<std::string>& plates) {
  std::cout << what << ":";
  for (const std::string& plate : plates) {
    std::cout << " " << plate;
  }
  std::cout << "\n";
}

void handle(CarPark& park, const std::string& line) {
  std::istringstream words(line);
  std::string what, plate, time;
  words >> what;
  if (what == "enter") {
    words >> plate >> time;
    park.enter(plate, parse_clock(time));
  } else if (what == "leave") {
    words >> plate >> time;
    std::cout << plate << " " << format_pence(park.leave(plate, parse_clock(time))) << "\n";
  } else if (what == "list") {
    print("in", park.parked());
  } else if (what == "tow") {
    long longest = 0;
    words >> time >> longest;
    print("towed", park.tow(parse_clock(time), longest));
  } else if (what == "close") {
    const DayReport day = park.close_day();
    std::cout << "day: " << day.cars << " cars, " << format_pence(day.takings) << "\n";
  }
}

}  // namespace

int main() {
  CarPark park(40, Tariff{});
  for (std::string line; std::getline(std::cin, line);) {
    try {
      handle(park, line);
    } catch (const std::exception& error) {
      std::cout << "refused: " << error.what() << "\n";
    }
  }
}
