// A jar of coins, counted in pence. All of it stands in this header.
#pragma once

#include <stdexcept>
#include <vector>

// The largest of the values; `least` when none is larger.
template <typename T>
T largest(const std::vector<T>& values, T least) {
  T found = least;
  for (const T& value : values) {
    if (value > found) found = value;
  }
  return found;
}

class Jar {
 public:
  explicit Jar(int capacity) : capacity_(capacity) {}

  void put(int pence) {
    if (pence <= 0) throw std::invalid_argument("a coin is worth something");
    if (total() + pence > capacity_) throw std::length_error("the jar is full");
    coins_.push_back(pence);
  }

  int total() const {
    int sum = 0;
    for (const int coin : coins_) sum += coin;
    return sum;
  }

  bool empty() const { return coins_.empty(); }
  int largest_coin() const { return largest(coins_, 0); }

  static constexpr int pounds(int pence) { return pence / 100; }

 private:
  int capacity_;
  std::vector<int> coins_;
};
