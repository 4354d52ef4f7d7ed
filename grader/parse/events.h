#pragma once
// What the readers of our runners' events share: JSON lines {"n","seq","event",...}.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "grader/model/facts.h"

namespace grader::parse {

// The text of a key, as UTF-8 and at most 2,000 bytes; "" when there is none.
std::string text_of(const nlohmann::json& json, const char* key);

// kIntegrity when nothing is called so.
TestState state_of(const std::string& name);

// The line of a traceback that names the error; pytest marks it with "E".
std::string last_line(const std::string& message);

// The lines of one run, in their order.
class EventLines {
 public:
  explicit EventLines(std::string nonce) : nonce_(std::move(nonce)) {}

  // None when the line is no object, is longer than 64 KiB, or has not this run's nonce and the next number.
  std::optional<nlohmann::json> read(const std::string& line);

 private:
  std::string nonce_;
  std::uint64_t expected_ = 0;
};

}  // namespace grader::parse
