#include "grader/model/cohort.h"

#include <array>
#include <utility>

namespace grader {
namespace {

constexpr std::array<std::pair<ItemState, const char*>, 5> kNames = {{{ItemState::kGraded, "graded"},
                                                                      {ItemState::kNoSubmission, "no submission"},
                                                                      {ItemState::kRepository, "repository fault"},
                                                                      {ItemState::kExercise, "exercise fault"},
                                                                      {ItemState::kPlatform, "platform fault"}}};

}  // namespace

const char* name_of(ItemState state) {
  for (const auto& [value, name] : kNames) {
    if (value == state) return name;
  }
  return "";
}

ItemState item_state_named(const std::string& name) {
  for (const auto& [value, known] : kNames) {
    if (name == known) return value;
  }
  return ItemState::kPlatform;
}

}  // namespace grader
