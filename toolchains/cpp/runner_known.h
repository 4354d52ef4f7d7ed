// What earlier runs saw of tests under mutants, so that a test whose code has not changed since need not run again, and
// what is told for the next time.
#pragma once

#include <fcntl.h>

#include "runner_process.h"

namespace {

constexpr std::size_t kMostTold = 1U << 20U;  // bytes, of a report that may have four times as many

// The standard input, read before the first static initialiser runs and empty from then on; null when nothing is known.
constinit char* hint = nullptr;

void read_hint(int argc, char** argv, char**) {
  if (argc != 6 || std::strcmp(argv[3], "mutants") != 0) return;
  std::size_t room = 1U << 16U, size = 0;
  hint = static_cast<char*>(std::malloc(room));
  while (hint != nullptr) {
    const ssize_t got = read(STDIN_FILENO, hint + size, room - size - 1);
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
    if (size + 1 == room) hint = static_cast<char*>(std::realloc(hint, room *= 2));
  }
  if (hint != nullptr) hint[size] = '\0';
  const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(null, STDIN_FILENO);
  close(null);
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const read_hint_first)(int, char**, char**) = read_hint;

// A test under a mutant: it passed or was skipped, or it failed an assertion.
struct Try {
  std::uint64_t steps = 0;
  bool killed = false;
};

class KnownTries {
 public:
  // "tell", then lines "MUTANT<TAB>STEPS<TAB>KILLED<TAB>TEST". Without a hint nothing is told either.
  KnownTries() {
    if (hint == nullptr) return;
    for (char* at = hint; *at != '\0';) {
      char* const end = at + std::strcspn(at, "\n");
      if (end != at) add(std::string(at, end));
      at = *end == '\0' ? end : end + 1;
    }
    std::memset(hint, 0, std::strlen(hint));
    std::free(hint);
    std::sort(rows_.begin(), rows_.end(), before);
  }

  // Null when it is not known, or took more steps than it may take now.
  const Try* find(std::size_t mutant, const std::string& test, std::uint64_t most_steps) const {
    Row wanted;
    wanted.mutant = mutant;
    wanted.test = hash(as_reported(test));
    const auto row = std::lower_bound(rows_.begin(), rows_.end(), wanted, before);
    const bool known = row != rows_.end() && !before(wanted, *row) && row->steps <= most_steps;
    return known ? &*row : nullptr;
  }

  bool telling() const { return telling_; }

  // `entered`: numbers of functions.
  void tell(std::size_t mutant, const std::string& test, const Try& row, const std::vector<std::size_t>& entered) {
    std::string rest = ",\"event\":\"tried\",\"mutant\":" + std::to_string(mutant) + ",\"id\":" + json_text(test) +
                       ",\"killed\":" + (row.killed ? "true" : "false") + ",\"steps\":" + std::to_string(row.steps) +
                       ",\"entered\":[";
    for (std::size_t i = 0; i < entered.size(); ++i) rest += (i == 0 ? "" : ",") + std::to_string(entered[i]);
    rest += "]";
    told_ += rest.size() + nonce.size() + 32;
    if (told_ <= kMostTold) emit(rest);
  }

  // In the process of a test, which must not know what is known: decoys are not.
  void forget() { std::fill(rows_.begin(), rows_.end(), Row()); }

 private:
  struct Row : Try {
    std::size_t mutant = 0;
    std::size_t test = 0;  // a hash of its name
  };

  void add(const std::string& line) {
    if (line == "tell") telling_ = true;
    Row row;
    char* after = nullptr;
    row.mutant = std::strtoul(line.c_str(), &after, 10);
    row.steps = std::strtoull(after, &after, 10);
    row.killed = std::strtoul(after, &after, 10) == 1;
    if (*after != '\t') return;
    row.test = hash(after + 1);
    rows_.push_back(row);
  }

  static bool before(const Row& a, const Row& b) {
    return a.mutant != b.mutant ? a.mutant < b.mutant : a.test < b.test;
  }

  static std::size_t hash(const std::string& text) { return std::hash<std::string>()(text); }

  // The name as it comes back from json_text(), which writes each byte as a character.
  static std::string as_reported(const std::string& text) {
    std::string out;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80) {
        out += c;
      } else {
        out += static_cast<char>(0xc0 | (byte >> 6U));
        out += static_cast<char>(0x80 | (byte & 0x3fU));
      }
    }
    return out;
  }

  std::vector<Row> rows_;
  bool telling_ = false;
  std::size_t told_ = 0;
};

}  // namespace
