#pragma once
// Which file that is gone a new one was: the one with the same bytes, else one of the same name.

#include <algorithm>
#include <string>
#include <vector>

namespace grader::acquire {

inline std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// `gone.end()` when it was none of them.
template <typename SameBytes>
std::vector<std::string>::iterator moved_from(std::vector<std::string>& gone, const std::string& path,
                                              SameBytes same_bytes) {
  const auto found = std::find_if(gone.begin(), gone.end(), same_bytes);
  if (found != gone.end()) return found;
  return std::find_if(gone.begin(), gone.end(),
                      [&](const std::string& old) { return file_name(old) == file_name(path); });
}

}  // namespace grader::acquire
