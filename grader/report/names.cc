#include <map>
#include <set>

#include "grader/base/hash.h"
#include "grader/report/exports.h"

namespace grader::report {

std::string safe_name(const std::string& text) {
  constexpr std::size_t kMost = 60;
  std::string name;
  for (const char c : text) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9');
    if (kept)
      name += small;
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  name.resize(std::min(name.size(), kMost));
  while (name.ends_with('-')) name.pop_back();
  return name.empty() ? "unnamed" : name;
}

std::vector<std::string> safe_names(const std::vector<std::string>& texts) {
  const std::set<std::string> all(texts.begin(), texts.end());
  std::set<std::string> hashed;  // texts whose names have a hash
  const auto name_of_text = [&](const std::string& text) {
    return safe_name(text) + (hashed.contains(text) ? "-" + sha256(text).substr(0, 8) : "");
  };
  // A name with a hash may in turn be another text's plain name; then that one gets a hash too.
  for (bool changed = true; changed;) {
    changed = false;
    std::map<std::string, std::set<std::string>> by_name;
    for (const std::string& text : all) by_name[name_of_text(text)].insert(text);
    for (const auto& [name, same] : by_name) {
      if (same.size() < 2) continue;
      for (const std::string& text : same) changed = hashed.insert(text).second || changed;
    }
  }
  std::vector<std::string> names;
  for (const std::string& text : texts) names.push_back(name_of_text(text));
  return names;
}

}  // namespace grader::report
