#include "grader/cohort/gates.h"

#include <algorithm>
#include <array>

#include "grader/acquire/due.h"
#include "grader/cohort/plan.h"

namespace grader::cohort {
namespace {

// What a flag holds that is a gate. The others, such as work that came late, are for a look.
constexpr std::array<const char*, 3> kGateFlags = {acquire::kRewritten, acquire::kCameLater, kSameFiles};

}  // namespace

std::vector<Gate> gates_of(const Item& item, const Levels& levels) {
  if (item.state != ItemState::kGraded && item.grading.empty()) return {};
  std::vector<Gate> gates = levels.gates;
  for (const std::string& flag : item.flags) {
    const bool gate = std::any_of(kGateFlags.begin(), kGateFlags.end(),
                                  [&](const char* words) { return flag.find(words) != std::string::npos; });
    if (gate) gates.push_back({.why = flag});
  }
  return gates;
}

std::string why_of(const std::vector<Gate>& gates, const std::string& skill) {
  std::string why;
  for (const Gate& gate : gates) {
    if (gate.skill.empty() || gate.skill == skill) why += (why.empty() ? "" : "; ") + gate.why;
  }
  return why;
}

std::string why_of(const Gates& gates, const Submission& submission, const std::string& skill) {
  const auto found = gates.find(submission);
  return found == gates.end() ? std::string() : why_of(found->second, skill);
}

}  // namespace grader::cohort
