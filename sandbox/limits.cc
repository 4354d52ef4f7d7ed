#include "sandbox/spec.h"

namespace grader::sandbox {
namespace {

constexpr std::uint64_t kDay = 86'400'000;  // milliseconds
constexpr std::uint64_t kTebibyte = 1ULL << 40U;

}  // namespace

const std::vector<LimitField>& limit_fields() {
  static const std::vector<LimitField> table = {{"cpu_ms", &Limits::cpu_ms, 1, kDay},
                                                {"wall_ms", &Limits::wall_ms, 1, kDay},
                                                {"memory_bytes", &Limits::memory_bytes, 1, kTebibyte},
                                                {"processes", &Limits::processes, 1, 100'000},
                                                {"stream_bytes", &Limits::stream_bytes, 0, kTebibyte},
                                                {"report_bytes", &Limits::report_bytes, 0, kTebibyte},
                                                {"disk_bytes", &Limits::disk_bytes, 1, kTebibyte},
                                                {"inodes", &Limits::inodes, 1, 100'000'000},
                                                {"file_bytes", &Limits::file_bytes, 0, kTebibyte}};
  return table;
}

std::set<std::string> folders_above(const std::vector<Wanted>& wanted) {
  std::set<std::string> folders;
  for (const Wanted& one : wanted) {
    for (std::size_t slash = one.path.find('/'); slash != std::string::npos; slash = one.path.find('/', slash + 1))
      folders.insert(one.path.substr(0, slash));
  }
  return folders;
}

const char* name_of(Tier tier) {
  return tier == Tier::kFull ? "full" : tier == Tier::kNamespaces ? "namespaces" : "landlock";
}

std::optional<Tier> tier_named(const std::string& name) {
  for (const Tier tier : {Tier::kLandlock, Tier::kNamespaces, Tier::kFull}) {
    if (name == name_of(tier)) return tier;
  }
  return std::nullopt;
}

}  // namespace grader::sandbox
