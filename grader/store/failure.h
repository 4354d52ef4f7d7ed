#pragma once
// Why the database could not do its work. Thrown and caught inside this room only.

#include <exception>
#include <string>
#include <utility>

#include "grader/base/result.h"

namespace grader::store {

inline constexpr const char* kOpening = "opening the store";

enum class Cause { kBusy, kFull, kDamaged, kUnreachable, kOther };

// `found` is one line and holds no bound value.
class Failure final : public std::exception {
 public:
  Failure(Cause why, std::string text) : cause(why), found(std::move(text)) {}
  const char* what() const noexcept override { return found.c_str(); }
  Cause cause;
  std::string found;
};

// With kPlatform. `doing` and `thing` as in Error.
Error error_of(const Failure& failure, std::string doing, std::string thing);

}  // namespace grader::store
