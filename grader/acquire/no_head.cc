#include "grader/acquire/no_head.h"

#include <algorithm>

#include "grader/base/text.h"

namespace grader::acquire {
namespace {

constexpr std::size_t kMostNamed = 5;

}  // namespace

Result<std::string> only_branch(const std::string& doing, const std::string& thing,
                                const std::vector<std::string>& branches) {
  if (branches.size() == 1) return branches.front();
  std::vector<std::string> named(branches.begin(),
                                 branches.begin() + static_cast<std::ptrdiff_t>(std::min(branches.size(), kMostNamed)));
  const std::size_t beyond = branches.size() - named.size();
  return fail(Fault::kUsage, doing, thing,
              "no HEAD, and several branches: " + printable(join(named, ", ")) +
                  (beyond == 0 ? "" : " and " + std::to_string(beyond) + " more"),
              "name one of them by --at, or as \"branch\" in the roster");
}

}  // namespace grader::acquire
