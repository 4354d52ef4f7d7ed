#pragma once
// SHA-256 (FIPS 180-4) of bytes, files and lists of texts, as 64 lower-case hex digits. OpenSSL's libcrypto computes
// it.

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "grader/base/result.h"

namespace grader {

std::string sha256(std::string_view bytes);

// HMAC-SHA256 (RFC 2104) of bytes, written as above.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

// Reads the file in pieces; never holds it whole. Fails with kPlatform when it cannot be read.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

// A hash over a sequence of texts in which no two sequences are confused: each text is preceded by its length.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;
  Hasher& add(std::string_view text);
  std::string hex();  // ends the hash; call once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace grader
