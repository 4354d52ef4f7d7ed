#include "grader/base/text.h"

#include <spdlog/fmt/fmt.h>
#include <algorithm>
#include <cstdint>
#include <numeric>

namespace grader {
namespace {

struct Decoded {
  std::uint32_t point = 0;
  std::size_t size = 0;  // 0: the byte at this place is not valid UTF-8
};

Decoded decode(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || rest.size() < size) return {};
  std::uint32_t point = lead & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    point = (point << 6) | (byte(i) & 0x3fU);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xd800 && point <= 0xdfff;
  if (point < kSmallest[size] || point > 0x10ffff || surrogate) return {};
  return {point, size};
}

bool steers_a_terminal(std::uint32_t point) {
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return true;
  return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) || point == 0x200e ||
         point == 0x200f || point == 0x061c;
}

}  // namespace

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator, begin)) {
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  parts.emplace_back(text.substr(begin));
  return parts;
}

std::vector<std::string> lines_of(std::string_view text) {
  if (text.empty()) return {};
  auto lines = split(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  for (std::string& line : lines) {
    if (line.ends_with('\r')) line.pop_back();
  }
  return lines;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> words;
  bool in_command = false;
  for (const std::string& part : split(text, ' ')) {
    if (part.empty()) continue;
    if (in_command)
      words.back() += " " + part;
    else
      words.push_back(part);
    in_command = in_command != (std::count(part.begin(), part.end(), '`') % 2 == 1);
  }
  std::vector<std::string> lines;
  for (const std::string& word : words) {
    if (lines.empty() || characters(lines.back()) + 1 + characters(word) > width)
      lines.push_back(word);
    else
      lines.back() += " " + word;
  }
  return lines;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string joined;
  for (const std::string& part : parts) {
    if (&part != parts.data()) joined += separator;
    joined += part;
  }
  return joined;
}

std::string trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(kSpace) - begin + 1));
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string to_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded decoded = decode(bytes.substr(at));
    if (decoded.size == 0) {
      text += fmt::format("\xef\xbf\xbd<{:02x}>", static_cast<unsigned char>(bytes[at++]));
      continue;
    }
    text.append(bytes.substr(at, decoded.size));
    at += decoded.size;
  }
  return text;
}

std::size_t valid_utf8(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t size = decode(bytes.substr(at)).size;
    if (size == 0) break;
    at += size;
  }
  return at;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0U) != 0x80U; }));
}

std::string printable(std::string_view bytes, Lines lines) {
  const std::string valid = to_utf8(bytes);
  std::string text;
  text.reserve(valid.size());
  for (std::size_t at = 0; at < valid.size();) {
    const Decoded decoded = decode(std::string_view(valid).substr(at));
    const bool layout = decoded.point == '\n' || decoded.point == '\t';
    if (steers_a_terminal(decoded.point) && !(layout && lines == Lines::kKeep)) {
      text += fmt::format("<U+{:04X}>", decoded.point);
    } else {
      text.append(valid, at, decoded.size);
    }
    at += decoded.size;
  }
  return text;
}

bool matches(std::string_view pattern, std::string_view path) {
  if (pattern.empty()) return path.empty();
  if (pattern.starts_with("**/") && matches(pattern.substr(3), path)) return true;
  if (pattern.starts_with("**")) {
    const std::string_view rest = pattern.substr(2);
    for (std::size_t skip = 0; skip <= path.size(); ++skip) {
      if (matches(rest, path.substr(skip))) return true;
    }
    return false;
  }
  if (pattern.front() == '*') {
    for (std::size_t skip = 0; skip <= path.size(); ++skip) {
      if (matches(pattern.substr(1), path.substr(skip))) return true;
      if (skip < path.size() && path[skip] == '/') return false;
    }
    return false;
  }
  if (path.empty()) return false;
  const bool same = pattern.front() == path.front() || (pattern.front() == '?' && path.front() != '/');
  return same && matches(pattern.substr(1), path.substr(1));
}

bool matches_any(std::span<const std::string> patterns, std::string_view path) {
  return std::ranges::any_of(patterns, [&](const std::string& pattern) { return matches(pattern, path); });
}

namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string known_instead(std::string_view word, std::span<const std::string> known) {
  const std::string near = nearest(word, known);
  return near.empty() ? "use one of: " + join(known, ", ") : "write \"" + near + "\"";
}

}  // namespace grader
