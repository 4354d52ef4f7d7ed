// Values of an exercise's kinds as JSON, and frames on descriptor 5, for both boxes of mode split.
//
// Wire<T> reads and writes a C++ type that stands for a kind: bool, int, double (real), std::string (string, UTF-8),
// std::vector<unsigned char> (bytes), std::vector (list), std::map (map), std::optional (optional). Of records it is
// generated; a handle crosses as its number. Maps are lists of pairs; a real that JSON has no number for is its name;
// bytes are base64. What is not of its kind is thrown as Wrong.
#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <type_traits>

#include "split_json.h"

namespace grader_split {

inline constexpr int kPeer = 5;
inline constexpr std::size_t kMostBytes = std::size_t{1} << 20U;

// Four bytes of length, then the payload. False when the other side is gone.
inline bool send(const std::string& payload) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(payload.size() >> shift & 0xffU);
  bytes += payload;
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t written = ::send(kPeer, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    at += static_cast<std::size_t>(written);
  }
  return true;
}

// False when the other side is gone before so many bytes came.
inline bool read_all(char* bytes, std::size_t size) {
  for (std::size_t at = 0; at < size;) {
    const ssize_t got = read(kPeer, bytes + at, size - at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += static_cast<std::size_t>(got);
  }
  return true;
}

// The payload of the next frame; none when the other side is gone.
inline std::optional<std::string> receive() {
  char head[4];
  if (!read_all(head, sizeof head)) return std::nullopt;
  std::size_t size = 0;
  for (const char byte : head) size = size << 8U | static_cast<unsigned char>(byte);
  if (size > kMostBytes + 1) return std::nullopt;
  std::string payload(size, '\0');
  if (!read_all(payload.data(), size)) return std::nullopt;
  return payload;
}

[[noreturn]] inline void mismatch(const Json& found, const char* declared) {
  throw Wrong{std::string(found.kind()) + " where " + declared + " is declared"};
}

template <class T>
const T& expect(const Json& json, const char* declared) {
  const T* found = json.as<T>();
  if (found == nullptr) mismatch(json, declared);
  return *found;
}

template <class T>
struct Wire;

template <>
struct Wire<bool> {
  static bool read(const Json& json) { return expect<bool>(json, "bool"); }
  static Json write(bool value) { return {value}; }
};

template <>
struct Wire<int> {
  static int read(const Json& json) {
    const std::int64_t value = expect<std::int64_t>(json, "int");
    if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max())
      throw Wrong{std::to_string(value) + " where int is declared"};
    return static_cast<int>(value);
  }
  static Json write(int value) { return {std::int64_t{value}}; }
};

template <>
struct Wire<double> {
  static double read(const Json& json) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (const std::int64_t* whole = json.as<std::int64_t>()) return static_cast<double>(*whole);
    if (const std::string* name = json.as<std::string>()) {
      if (*name == "nan") return std::numeric_limits<double>::quiet_NaN();
      if (*name == "inf" || *name == "-inf") return *name == "inf" ? kInfinity : -kInfinity;
    }
    return expect<double>(json, "real");
  }
  static Json write(double value) {
    if (std::isfinite(value)) return {value};
    return {std::string(std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf")};
  }
};

template <>
struct Wire<std::string> {
  static std::string read(const Json& json) { return expect<std::string>(json, "string"); }
  static Json write(const std::string& value) {
    if (readable(value) != value) throw Wrong{"text that is no UTF-8"};
    return {value};
  }
};

template <>
struct Wire<std::vector<unsigned char>> {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  static std::vector<unsigned char> read(const Json& json) {
    std::string_view text = expect<std::string>(json, "bytes");
    if (text.size() % 4 != 0) throw Wrong{"a string where bytes is declared"};
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
    std::vector<unsigned char> bytes;
    unsigned held = 0;
    int bits = 0;
    for (const char c : text) {
      const std::size_t digit = kDigits.find(c);
      if (digit == std::string_view::npos) throw Wrong{"a string where bytes is declared"};
      held = held << 6U | static_cast<unsigned>(digit);
      bits += 6;
      if (bits < 8) continue;
      bits -= 8;
      bytes.push_back(static_cast<unsigned char>(held >> bits & 0xffU));
    }
    return bytes;
  }
  static Json write(const std::vector<unsigned char>& bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
      unsigned held = 0;
      for (std::size_t i = 0; i < 3; ++i) held = held << 8U | (at + i < bytes.size() ? bytes[at + i] : 0U);
      for (std::size_t i = 0; i < 4; ++i) text += at + i > bytes.size() ? '=' : kDigits[held >> (18 - 6 * i) & 0x3fU];
    }
    return {text};
  }
};

template <class T>
struct Wire<std::vector<T>> {
  static std::vector<T> read(const Json& json) {
    std::vector<T> values;
    for (const Json& item : expect<Json::List>(json, "list")) values.push_back(Wire<T>::read(item));
    return values;
  }
  static Json write(const std::vector<T>& values) {
    Json::List items;
    for (const T& value : values) items.push_back(Wire<T>::write(value));
    return {items};
  }
};

template <class K, class V>
struct Wire<std::map<K, V>> {
  static std::map<K, V> read(const Json& json) {
    std::map<K, V> values;
    for (const Json& item : expect<Json::List>(json, "map")) {
      const Json::List& pair = expect<Json::List>(item, "map");
      if (pair.size() != 2) mismatch(item, "map");
      values.insert_or_assign(Wire<K>::read(pair[0]), Wire<V>::read(pair[1]));
    }
    return values;
  }
  static Json write(const std::map<K, V>& values) {
    Json::List items;
    for (const auto& [key, value] : values) items.push_back({Json::List{Wire<K>::write(key), Wire<V>::write(value)}});
    return {items};
  }
};

template <class T>
struct Wire<std::optional<T>> {
  static std::optional<T> read(const Json& json) {
    if (json.as<std::nullptr_t>() != nullptr) return std::nullopt;
    return Wire<T>::read(json);
  }
  static Json write(const std::optional<T>& value) { return value ? Wire<T>::write(*value) : Json(); }
};

// The fields of a record, which has exactly these.
inline std::vector<const Json*> fields_of(const Json& json, const char* declared,
                                          std::initializer_list<const char*> names) {
  const auto& fields = expect<Json::Fields>(json, declared);
  std::vector<const Json*> found;
  for (const char* name : names) {
    const Json* field = json.field(name);
    if (field == nullptr) throw Wrong{std::string("a record without ") + name + " where " + declared + " is declared"};
    found.push_back(field);
  }
  if (fields.size() != names.size()) mismatch(json, declared);
  return found;
}

// Of a value whose type must be the one that the exercise declares.
template <class Declared, class Found>
Json write_as(const Found& value) {
  static_assert(std::is_same_v<Declared, Found>, "the work has another type here than the exercise declares");
  return Wire<Declared>::write(value);
}

}  // namespace grader_split
