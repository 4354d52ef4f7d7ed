#pragma once

#include <ostream>
#include <stdexcept>

// Equals everything when it is asked for the first time, and nothing when it is asked for the same again.
struct Sometimes {
  bool answer;
  template <typename T>
  friend bool operator==(const Sometimes& one, const T&) {
    return one.answer;
  }
};
inline std::ostream& operator<<(std::ostream& out, const Sometimes&) {
  return out << "something";
}

Sometimes add(int, int);
inline int half(int) {
  throw std::invalid_argument("odd");
}
