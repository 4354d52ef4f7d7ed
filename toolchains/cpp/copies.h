// What the copies of hidden tests share, whatever their framework: which tests are copied, and values that no honest
// result equals. GRADER_COPIES is "real=copy;real=copy", GRADER_PLAIN the id of the test that must pass.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace copies {

struct Unseen {};  // thrown by nobody

inline int asked = 0;  // expectations of the running copy that no honest work meets

inline int drawn() {
  static volatile int value = 918'273'645;
  return value;
}
inline bool no() {
  return drawn() == 0;
}
inline void calm() {}
inline void ask() {
  ++asked;
}

// The ids of the copies of a hidden test.
inline std::vector<std::string> of(std::string_view real) {
  std::vector<std::string> found;
  std::string_view rest = GRADER_COPIES;
  while (!rest.empty()) {
    const std::string_view row = rest.substr(0, rest.find(';'));
    rest.remove_prefix(row.size() < rest.size() ? row.size() + 1 : row.size());
    const std::size_t mark = row.find('=');
    if (row.substr(0, mark) == real) found.emplace_back(row.substr(mark + 1));
  }
  return found;
}

template <typename T>
concept Number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool> && sizeof(T) >= sizeof(int);
template <typename T>
concept Text = std::is_convertible_v<const T&, std::string_view> && !std::is_same_v<T, std::nullptr_t>;
template <typename T>
concept List = !Text<T> && requires(T copy) { copy.insert(copy.end(), typename T::value_type{}); };
template <typename T>
concept Alterable = Number<T> || Text<T> || List<T>;

// As long as the text and without a character that anybody prints.
inline std::string strange(std::string_view text) {
  std::string changed = text.empty() ? "\x0e" : std::string(text);
  for (char& c : changed) c = static_cast<char>(14 + static_cast<unsigned char>(c) % 18);
  return changed;
}

// A value of the same kind that stands far from this one.
template <typename T>
auto other(const T& value) {
  if constexpr (Number<T>) {
    return static_cast<T>(value + static_cast<T>(drawn()));
  } else if constexpr (Text<T>) {
    static std::string kept;
    kept = strange(value);
    if constexpr (std::is_array_v<T> || std::is_pointer_v<T>)
      return static_cast<const char*>(kept.c_str());
    else
      return T(kept);
  } else {
    T copy = value;
    for (int i = 0; i < 7; ++i) copy.insert(copy.end(), typename T::value_type{});
    return copy;
  }
}

// Compares as `compare` does, with one side made another where its type allows.
template <typename Compare, typename A, typename B>
auto differently(const Compare& compare, const A& a, const B& b) {
  if constexpr (Alterable<B>) {
    ask();
    return compare(a, other(b));
  } else if constexpr (Alterable<A>) {
    ask();
    return compare(other(a), b);
  } else {
    return compare(a, b);
  }
}

// "Start() <= a == b" makes a comparison that is made differently; every other expression stays as it is.
template <typename T>
struct Left {
  const T& value;
  template <typename U>
  bool operator==(const U& right) const {
    return differently([](const auto& x, const auto& y) { return static_cast<bool>(x == y); }, value, right);
  }
  template <typename U>
  bool operator!=(const U& right) const {
    return static_cast<bool>(value != right);
  }
  template <typename U>
  bool operator<(const U& right) const {
    return static_cast<bool>(value < right);
  }
  template <typename U>
  bool operator>(const U& right) const {
    return static_cast<bool>(value > right);
  }
  template <typename U>
  bool operator<=(const U& right) const {
    return static_cast<bool>(value <= right);
  }
  template <typename U>
  bool operator>=(const U& right) const {
    return static_cast<bool>(value >= right);
  }
};
struct Start {
  template <typename T>
  Left<T> operator<=(const T& value) const {
    return {value};
  }
};
inline bool judged(bool value) {
  return value;
}
template <typename T>
bool judged(const Left<T>& left) {
  return static_cast<bool>(left.value);
}

}  // namespace copies
