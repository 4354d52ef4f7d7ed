#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "tariff.h"

struct DayReport {
  long cars = 0;     // that left
  long takings = 0;  // pence
};

// One car park. Minutes count from the midnight before its first day. The barriers report on their
// own, so cars are not always told of in the order of their times.
class CarPark {
 public:
  CarPark(std::size_t spaces, const Tariff& tariff);

  // Throws std::invalid_argument when the car is in already, std::length_error when no space is
  // free; then nothing has changed.
  void enter(const std::string& plate, long minute);

  // The fee in pence. Throws std::invalid_argument when the car is not in.
  long leave(const std::string& plate, long minute);

  std::size_t free_spaces() const;

  // Plates of the cars that are in, the longest stay first; cars of the same minute in the order in
  // which they were told of.
  std::vector<std::string> parked() const;

  // Takes away each car that stands longer than so many minutes. Their plates, in the order in
  // which they were told of.
  std::vector<std::string> tow(long minute, long longest);

  // What the day brought since the last call. The cars that are in stay in.
  DayReport close_day();

 private:
  struct Stay {
    std::string plate;
    long since;
  };

  std::vector<Stay>::iterator find(const std::string& plate);

  std::size_t spaces_;
  Tariff tariff_;
  std::vector<Stay> stays_;  // in the order in which they were told of
  long cars_ = 0;
  long takings_ = 0;
};
