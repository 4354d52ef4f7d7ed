#include "grader/toolchain/schemata.h"

#include <nlohmann/json.hpp>

#include "grader/base/files.h"

namespace grader::toolchain {

std::string print_schemata(const Mutants& mutants) {
  using Json = nlohmann::json;
  Json texts = Json::object();
  for (const auto& [path, schema] : mutants.files) {
    if (auto text = read_file(schema.text)) texts[path] = std::move(*text);
  }
  return texts.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace grader::toolchain
