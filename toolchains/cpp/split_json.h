// JSON as it crosses between the box of the tests and the box of the learner's code, in UTF-8. Whoever reads it trusts
// nothing: what is not JSON, goes too deep or is followed by anything is thrown as Wrong.
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace grader_split {

// What is wrong with a value, as a part of a sentence.
struct Wrong {
  std::string what;
};

struct Json {
  using List = std::vector<Json>;
  using Fields = std::vector<std::pair<std::string, Json>>;  // in their order
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List, Fields> value = nullptr;

  // The value when it is of that type, else null.
  template <class T>
  const T* as() const {
    return std::get_if<T>(&value);
  }
  const Json* field(std::string_view name) const {
    if (const Fields* fields = as<Fields>()) {
      for (const auto& [key, found] : *fields) {
        if (key == name) return &found;
      }
    }
    return nullptr;
  }
  const char* kind() const {
    constexpr const char* kKinds[] = {"nothing", "bool", "int", "real", "string", "a list", "a record"};
    return kKinds[value.index()];
  }
};

// How many bytes of a well-formed character of UTF-8 begin a text; 0 where there is none.
inline std::size_t character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](std::size_t i, unsigned least = 0x80, unsigned most = 0xbf) {
    return byte(i) >= least && byte(i) <= most;
  };
  const unsigned first = byte(0);
  if (text.empty()) return 0;
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const unsigned least = first == 0xe0 ? 0xa0 : 0x80;
    return follows(1, least, first == 0xed ? 0x9f : 0xbf) && follows(2) ? 3 : 0;
  }
  if (first < 0xf0 || first > 0xf4) return 0;
  const unsigned least = first == 0xf0 ? 0x90 : 0x80;
  return follows(1, least, first == 0xf4 ? 0x8f : 0xbf) && follows(2) && follows(3) ? 4 : 0;
}

// At most `most` bytes of a text, with '?' for what is no UTF-8.
inline std::string readable(std::string_view text, std::size_t most = std::string_view::npos) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character(text.substr(at));
    if (out.size() + (size > 0 ? size : 1) > most) break;
    if (size > 0)
      out += text.substr(at, size);
    else
      out += '?';
    at += size > 0 ? size : 1;
  }
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Json whole() {
    Json json = value(0);
    space();
    if (at_ < text_.size()) throw Wrong{"more than one value"};
    return json;
  }

 private:
  static constexpr int kMostDepth = 80;

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(std::string_view wanted) {
    if (text_.substr(at_, wanted.size()) != wanted) return false;
    at_ += wanted.size();
    return true;
  }
  void need(std::string_view wanted) {
    space();
    if (!take(wanted)) throw Wrong{"no JSON"};
  }
  void space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  Json value(int depth) {
    if (depth > kMostDepth) throw Wrong{"a value that is too deep"};
    space();
    if (take("null")) return {};
    if (take("true")) return {true};
    if (take("false")) return {false};
    if (peek() == '"') return {text()};
    if (take("[")) return {list(depth + 1)};
    if (take("{")) return {fields(depth + 1)};
    return number();
  }
  Json::List list(int depth) {
    Json::List items;
    space();
    if (take("]")) return items;
    do {
      items.push_back(value(depth));
      space();
    } while (take(","));
    need("]");
    return items;
  }
  Json::Fields fields(int depth) {
    Json::Fields all;
    space();
    if (take("}")) return all;
    do {
      space();
      std::string name = text();
      need(":");
      all.emplace_back(std::move(name), value(depth));
      space();
    } while (take(","));
    need("}");
    return all;
  }
  std::string text() {
    if (!take("\"")) throw Wrong{"no JSON"};
    std::string out;
    while (!take("\"")) {
      const std::size_t size = character(text_.substr(at_));
      if (size == 0 || static_cast<unsigned char>(peek()) < 0x20) throw Wrong{"text that is none"};
      if (peek() == '\\') {
        ++at_;
        escape(out);
      } else {
        out += text_.substr(at_, size);
        at_ += size;
      }
    }
    return out;
  }
  void escape(std::string& out) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
    const std::size_t found = kNames.find(peek());
    if (at_ < text_.size() && found != std::string_view::npos) {
      out += kMeant[found];
      ++at_;
      return;
    }
    unsigned long code = unit();
    if (code >= 0xd800 && code <= 0xdbff) {
      if (!take("\\")) throw Wrong{"half a character"};
      const unsigned long low = unit();
      if (low < 0xdc00 || low > 0xdfff) throw Wrong{"half a character"};
      code = 0x10000 + ((code - 0xd800) << 10U) + (low - 0xdc00);
    } else if (code >= 0xdc00 && code <= 0xdfff) {
      throw Wrong{"half a character"};
    }
    put(out, code);
  }
  unsigned long unit() {
    unsigned long code = 0;
    if (!take("u") || text_.size() - at_ < 4) throw Wrong{"text that is none"};
    const char* const end = text_.data() + at_ + 4;
    if (std::from_chars(text_.data() + at_, end, code, 16).ptr != end) throw Wrong{"text that is none"};
    at_ += 4;
    return code;
  }
  static void put(std::string& out, unsigned long code) {
    const auto add = [&](unsigned long byte) { out += static_cast<char>(byte); };
    const auto rest = [&](unsigned shift) { add(0x80U | (code >> shift & 0x3fU)); };
    if (code < 0x80) return add(code);
    if (code < 0x800) return add(0xc0U | code >> 6U), rest(0);
    if (code < 0x10000) return add(0xe0U | code >> 12U), rest(6), rest(0);
    add(0xf0U | code >> 18U), rest(12), rest(6), rest(0);
  }
  Json number() {
    const std::size_t from = at_;
    while (at_ < text_.size() && std::string_view("+-.0123456789eE").find(text_[at_]) != std::string_view::npos) ++at_;
    const char* const begin = text_.data() + from;
    const char* const end = text_.data() + at_;
    std::int64_t whole = 0;
    if (const auto read = std::from_chars(begin, end, whole); read.ptr == end && read.ec == std::errc()) return {whole};
    if (begin != end && *begin == '+') throw Wrong{"no JSON"};
    const std::string digits(begin, end);
    char* stop = nullptr;
    const double real = std::strtod(digits.c_str(), &stop);
    if (digits.empty() || *stop != '\0' || !std::isfinite(real)) throw Wrong{"no JSON"};
    return {real};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

inline Json parse(std::string_view text) {
  return Reader(text).whole();
}

inline std::string print(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += escape;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

// Without white space. Numbers are finite and texts are UTF-8.
inline std::string print(const Json& json) {
  if (const bool* yes = json.as<bool>()) return *yes ? "true" : "false";
  if (const std::int64_t* whole = json.as<std::int64_t>()) return std::to_string(*whole);
  if (const std::string* text = json.as<std::string>()) return print(*text);
  if (const double* real = json.as<double>()) {
    char digits[40];
    std::snprintf(digits, sizeof digits, "%.17g", *real);
    const std::string text = digits;
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;  // no integer
  }
  std::string out;
  if (const Json::List* items = json.as<Json::List>()) {
    for (const Json& item : *items) out += (out.empty() ? "" : ",") + print(item);
    return "[" + out + "]";
  }
  if (const Json::Fields* fields = json.as<Json::Fields>()) {
    for (const auto& [name, value] : *fields) out += (out.empty() ? "" : ",") + print(name) + ":" + print(value);
    return "{" + out + "}";
  }
  return "null";
}

}  // namespace grader_split
