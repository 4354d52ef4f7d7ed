#include "grader/store/rows.h"

#include <nlohmann/json.hpp>

#include "grader/store/failure.h"

namespace grader::store {
namespace {

std::vector<std::string> flags_in(const std::string& column) {
  const nlohmann::json flags = nlohmann::json::parse(column, nullptr, false);
  std::vector<std::string> texts;
  if (!flags.is_array()) throw Failure(Cause::kDamaged, "the flags of an item are no list");
  for (const nlohmann::json& flag : flags) texts.push_back(flag.is_string() ? flag.get<std::string>() : flag.dump());
  return texts;
}

}  // namespace

Assessed assessed_in(Row& row) {
  return {.submission = {row[0], row[1], row[2]},
          .number = static_cast<int>(number_in(row[3])),
          .run = row[4],
          .grading = row[5],
          .rubric = row[6],
          .levels = std::move(row[7])};
}

Item item_in(const Row& row) {
  return {.submission = {row[0], row[1], row[2]},
          .state = item_state_named(row[3]),
          .commit = row[4],
          .tree = row[5],
          .basis = row[6],
          .flags = flags_in(row[7]),
          .grading = row[8],
          .fault = row[9],
          .attempts = static_cast<int>(number_in(row[10]))};
}

std::string column_of(const std::vector<std::string>& flags) {
  nlohmann::json list = nlohmann::json::array();
  for (const std::string& flag : flags) list.push_back(storable(flag));
  return list.dump();
}

}  // namespace grader::store
