#include "grader/model/released.h"

#include <algorithm>
#include <tuple>

#include "grader/model/grading.h"

namespace grader {

std::vector<std::string> skills_of(const Released& released) {
  std::vector<std::string> skills;
  for (const auto& [skill, level] : released.levels) skills.push_back(skill);
  const auto key = [](const std::string& skill) { return std::tuple(skill.substr(0, 1), skill.size(), skill); };
  std::ranges::sort(skills, {}, key);
  return skills;
}

const std::vector<std::string>& scale_words() {
  static const std::vector<std::string> words = {name_of(Level::kNotYet), name_of(Level::kDeveloping),
                                                 name_of(Level::kSecure), name_of(Level::kStrong)};
  return words;
}

int rating_of(const std::string& level) {
  const auto found = std::ranges::find(scale_words(), level);
  return found == scale_words().end() ? -1 : static_cast<int>(found - scale_words().begin());
}

}  // namespace grader
