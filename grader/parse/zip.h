#pragma once
// Parts of a ZIP archive in memory, unpacked no further than a limit in all.

#include <cstddef>
#include <expected>
#include <memory>
#include <string>

namespace grader::parse {

class Archive {
 public:
  // `bytes` must outlive the archive. `most` bytes come out of it in all.
  static std::expected<Archive, std::string> open(const std::string& bytes, std::size_t most);

  // The bytes of a part; else why not, in one line.
  std::expected<std::string, std::string> read(const std::string& part);

 private:
  struct State;
  struct Close {
    void operator()(State* state) const;
  };
  explicit Archive(std::unique_ptr<State, Close> state, std::size_t most) : state_(std::move(state)), left_(most) {}
  std::unique_ptr<State, Close> state_;
  std::size_t left_;
};

}  // namespace grader::parse
