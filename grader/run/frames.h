#pragma once
// What the two boxes of mode "split" say to each other, as far as the relay between them looks into it.
//
// A frame is four bytes of length (big-endian) and that many bytes. The runner's frames begin with a letter: 't' asks
// for a new box for the learner's code, also while an answer is on its way to a test that was ended; 'c' carries a
// call. It is told 'r' (ready for the next test), 'a' with an answer, or 'l' with the state that the test is lost in,
// and throws away what comes before 'r'.
//
// The frames of the learner's box are calls in and answers out, JSON without a letter:
// {"n": N, "value": ...} or {"n": N, "error": {"name": ..., "message": ...}}, exactly one for call number N.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace grader::run {

constexpr std::size_t kMostFrame = 1U << 20U;  // bytes
constexpr int kMostDepth = 64;                 // arrays and objects in one another

std::string frame(std::string_view payload);

// Puts frames together from bytes as they come.
class FrameReader {
 public:
  void add(std::string_view bytes) { bytes_ += bytes; }
  // The next whole frame, if there is one.
  std::optional<std::string> next();
  // Whether one of the whole frames that were not taken yet is this.
  bool holds(std::string_view payload) const;
  // The other side announced more than a frame may hold.
  bool broken() const;
  // Bytes that belong to no frame that was taken.
  bool pending() const { return !bytes_.empty(); }

 private:
  std::optional<std::size_t> announced(std::size_t at = 0) const;
  std::string bytes_;
};

// Why bytes are not the answer to a call, in words; none: they are.
std::optional<std::string> wrong_answer(const std::string& bytes, std::uint64_t number);

}  // namespace grader::run
