#include "grader/parse/zip.h"

#include <zip.h>

#include <algorithm>
#include <array>

namespace grader::parse {

struct Archive::State {
  zip_t* archive = nullptr;
};

void Archive::Close::operator()(State* state) const {
  if (state->archive != nullptr) zip_discard(state->archive);
  delete state;
}

std::expected<Archive, std::string> Archive::open(const std::string& bytes, std::size_t most) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  const std::string why = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (archive == nullptr) {
    if (source != nullptr) zip_source_free(source);
    return std::unexpected("it is cut off or damaged (" + why + ")");
  }
  return Archive(std::unique_ptr<State, Close>(new State{archive}), most);
}

std::expected<std::string, std::string> Archive::read(const std::string& part) {
  zip_file_t* file = zip_fopen(state_->archive, part.c_str(), 0);
  if (file == nullptr) return std::unexpected("its part " + part + " is missing or locked");
  std::string bytes;
  std::array<char, 65536> buffer;
  zip_int64_t got = 0;
  while ((got = zip_fread(file, buffer.data(), buffer.size())) > 0) {
    const auto size = static_cast<std::size_t>(got);
    if (size > left_) break;
    left_ -= size;
    bytes.append(buffer.data(), size);
  }
  zip_fclose(file);
  if (got > 0) return std::unexpected("it unpacks to more than it may");
  if (got < 0) return std::unexpected("its part " + part + " is damaged");
  return bytes;
}

}  // namespace grader::parse
