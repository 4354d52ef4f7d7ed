#include "grader/toolchain/schemata.h"

#include <nlohmann/json.hpp>

#include "grader/base/files.h"

namespace grader::toolchain {

std::string print_schemata(const Mutants& mutants) {
  nlohmann::json texts = nlohmann::json::object();
  for (const auto& [path, schema] : mutants.files) {
    auto text = read_file(schema.text);
    if (!text) return {};
    texts[path] = std::move(*text);
  }
  return texts.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace grader::toolchain
