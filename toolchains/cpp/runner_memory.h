// Memory that `new` gives holds the same bytes in each run, and so do the bytes behind it: what a program with an error
// reads there, or a mutant of a right one, does not depend on what was freed before. The work's own operator new, if it
// has one, stands in place of this one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

inline constexpr int kNeverWritten = 0xA5;
inline constexpr std::size_t kBehind = 32;
inline constexpr std::size_t kMostWritten = 65'536;  // so that large blocks stay untouched until they are used

[[gnu::weak]] void* operator new(std::size_t size) {
  if (size > SIZE_MAX - kBehind) throw std::bad_alloc();
  for (;;) {
    if (void* const block = std::malloc(size + kBehind)) {
      std::memset(block, kNeverWritten, std::min(size, kMostWritten));
      std::memset(static_cast<char*>(block) + size, kNeverWritten, kBehind);
      return block;
    }
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}
