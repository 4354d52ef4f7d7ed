#include "grader/run/frames.h"

#include <nlohmann/json.hpp>

namespace grader::run {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kHead = 4;

// How deep arrays and objects stand in one another, without parsing: brackets inside strings do not count.
bool too_deep(std::string_view bytes) {
  int depth = 0;
  bool text = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (text) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        text = false;
    } else if (c == '"') {
      text = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMostDepth) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

bool is_text(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string();
}

}  // namespace

std::string frame(std::string_view payload) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((payload.size() >> shift) & 0xffU);
  return bytes += payload;
}

std::optional<std::size_t> FrameReader::announced(std::size_t at) const {
  if (bytes_.size() - at < kHead) return std::nullopt;
  std::size_t size = 0;
  for (std::size_t i = at; i < at + kHead; ++i) size = size << 8U | static_cast<unsigned char>(bytes_[i]);
  return size;
}

bool FrameReader::holds(std::string_view payload) const {
  for (std::size_t at = 0;;) {
    const auto size = announced(at);
    if (!size || *size > bytes_.size() - at - kHead) return false;
    if (std::string_view(bytes_).substr(at + kHead, *size) == payload) return true;
    at += kHead + *size;
  }
}

bool FrameReader::broken() const {
  return announced().value_or(0) > kMostFrame;
}

std::optional<std::string> FrameReader::next() {
  const auto size = announced();
  if (!size || broken() || bytes_.size() - kHead < *size) return std::nullopt;
  std::string payload = bytes_.substr(kHead, *size);
  bytes_.erase(0, kHead + *size);
  return payload;
}

std::optional<std::string> wrong_answer(const std::string& bytes, std::uint64_t number) {
  if (too_deep(bytes)) return "an answer that is too deep";
  const Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_object()) return "an answer that is no JSON object";
  const auto n = json.find("n");
  if (n == json.end() || !n->is_number_unsigned() || n->get<std::uint64_t>() != number)
    return "an answer to another call";
  if (json.size() != 2) return "an answer that is neither a value nor an error";
  if (json.contains("value")) return std::nullopt;
  const auto error = json.find("error");
  if (error == json.end() || !error->is_object() || error->size() != 2 || !is_text(*error, "name") ||
      !is_text(*error, "message"))
    return "an answer that is neither a value nor an error";
  return std::nullopt;
}

}  // namespace grader::run
