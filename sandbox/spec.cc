#include "sandbox/spec.h"

#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace grader::sandbox {
namespace {

using Json = nlohmann::json;

constexpr const char* kSchema = "grader-sandbox-1";

struct EndName {
  End end;
  const char* name;
};
constexpr EndName kEnds[] = {{End::kNotStarted, "not_started"},   {End::kMemoryLimit, "memory_limit"},
                             {End::kOutputLimit, "output_limit"}, {End::kCpuLimit, "cpu_limit"},
                             {End::kWallLimit, "wall_limit"},     {End::kDenied, "denied"},
                             {End::kSignalled, "signalled"},      {End::kExited, "exited"}};

constexpr std::size_t kLongestPath = 1024;
constexpr std::size_t kLongestName = 255;

void only_keys(const Json& object, const std::string& where, const std::set<std::string>& known) {
  if (!object.is_object()) throw std::invalid_argument(where + ": not an object");
  for (const auto& [key, value] : object.items()) {
    if (!known.contains(key)) throw std::invalid_argument(where + ": unknown key \"" + key + "\"");
  }
}

// A member of an object, or an exception whose text names the key.
template <typename T>
T need(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) throw std::invalid_argument(std::string("missing key \"") + key + "\"");
  try {
    if constexpr (std::is_same_v<T, std::uint64_t>) {
      if (!found->is_number_unsigned()) throw std::invalid_argument("not a number of at least 0");
    }
    return found->get<T>();
  } catch (const std::exception& error) {
    throw std::invalid_argument(std::string("key \"") + key + "\": " + error.what());
  }
}

std::optional<std::string> text_or_null(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::nullopt;
  return need<std::string>(object, key);
}

Tier tier_of(const std::string& name) {
  if (const auto tier = tier_named(name)) return *tier;
  throw std::invalid_argument("unknown tier \"" + name + "\"");
}

Limits limits_of(const Json& json) {
  std::set<std::string> known;
  for (const LimitField& field : limit_fields()) known.insert(field.key);
  only_keys(json, "limits", known);
  Limits limits;
  for (const LimitField& field : limit_fields()) {
    const auto value = need<std::uint64_t>(json, field.key);
    if (value < field.least || value > field.most)
      throw std::invalid_argument(std::string("limits: ") + field.key + " is not from " + std::to_string(field.least) +
                                  " to " + std::to_string(field.most));
    limits.*field.field = value;
  }
  return limits;
}

bool safe_below(const std::string& path) {
  if (path.empty() || path.front() == '/' || path.size() > kLongestPath) return false;
  std::size_t from = 0;
  while (from <= path.size()) {
    const std::size_t to = std::min(path.find('/', from), path.size());
    const std::string part = path.substr(from, to - from);
    if (part.empty() || part == "." || part == ".." || part.size() > kLongestName) return false;
    from = to + 1;
  }
  return path.find('\0') == std::string::npos;
}

// A C string ends at its first zero byte: what stands behind it would be lost.
void check_words(const Spec& spec) {
  const auto whole = [](const std::string& text) { return text.find('\0') == std::string::npos; };
  for (const std::string& word : spec.argv) {
    if (!whole(word)) throw std::invalid_argument("argv: a zero byte");
  }
  for (const auto& [name, value] : spec.env) {
    if (name.empty() || name.find('=') != std::string::npos || !whole(name) || !whole(value))
      throw std::invalid_argument("env: \"" + name + "\" cannot be set");
  }
  for (const std::string* path : {&spec.job, &spec.folder, &spec.result}) {
    if (!whole(*path)) throw std::invalid_argument("a path with a zero byte");
  }
  if (spec.root && !whole(*spec.root)) throw std::invalid_argument("root: a zero byte");
}

void check(const Spec& spec) {
  check_words(spec);
  const auto absolute = [](const std::string& path) { return !path.empty() && path.front() == '/'; };
  if (spec.argv.empty() || !absolute(spec.argv.front())) throw std::invalid_argument("argv: needs an absolute program");
  if (!absolute(spec.job)) throw std::invalid_argument("job: needs an absolute folder");
  if (!absolute(spec.result)) throw std::invalid_argument("result: needs an absolute folder");
  if (!absolute(spec.folder)) throw std::invalid_argument("folder: needs an absolute folder inside the box");
  if (spec.channel && spec.channel->size() > 4096) throw std::invalid_argument("channel: longer than 4096 bytes");
  for (const std::string& folder : spec.scripts) {
    if (!safe_below(folder)) throw std::invalid_argument("scripts: \"" + folder + "\" is not a path below /job");
  }
  if (spec.peer && (!absolute(*spec.peer) || spec.peer->size() > 100))
    throw std::invalid_argument("peer: needs an absolute path of at most 100 bytes");
  for (const Wanted& wanted : spec.collect) {
    if (!safe_below(wanted.path))
      throw std::invalid_argument("collect: \"" + wanted.path + "\" is not a path below /out");
  }
}

Json to_json(const Stream& stream) {
  return {{"bytes", stream.bytes}, {"truncated", stream.truncated}};
}

Stream stream_of(const Json& json) {
  return {.bytes = need<std::uint64_t>(json, "bytes"), .truncated = need<bool>(json, "truncated")};
}

Json outcome_json(const Report& report) {
  Json outcome = {{"kind", "not_started"},
                  {"value", report.value},
                  {"idle", report.idle},
                  {"what", report.what},
                  {"reason", report.reason}};
  for (const EndName& row : kEnds) {
    if (row.end == report.end) outcome["kind"] = row.name;
  }
  return outcome;
}

void read_outcome(const Json& json, Report& report) {
  const auto kind = need<std::string>(json, "kind");
  const auto* row = std::find_if(std::begin(kEnds), std::end(kEnds), [&](const EndName& r) { return kind == r.name; });
  if (row == std::end(kEnds)) throw std::invalid_argument("outcome: unknown kind \"" + kind + "\"");
  report.end = row->end;
  report.value = need<int>(json, "value");
  report.idle = need<bool>(json, "idle");
  report.what = need<std::string>(json, "what");
  report.reason = need<std::string>(json, "reason");
}

Json parse_document(const std::string& text) {
  Json json = Json::parse(text);
  if (!json.is_object()) throw std::invalid_argument("not an object");
  if (need<std::string>(json, "schema") != kSchema) throw std::invalid_argument("schema is not grader-sandbox-1");
  return json;
}

Spec spec_from(const Json& json) {
  only_keys(json, "spec",
            {"schema", "job", "argv", "env", "folder", "stdin", "channel", "peer", "limits", "collect", "result",
             "minimum_tier", "root", "scripts"});
  Spec spec{.job = need<std::string>(json, "job"),
            .argv = need<std::vector<std::string>>(json, "argv"),
            .env = need<std::map<std::string, std::string>>(json, "env"),
            .folder = need<std::string>(json, "folder"),
            .input = need<std::string>(json, "stdin"),
            .channel = text_or_null(json, "channel"),
            .peer = text_or_null(json, "peer"),
            .limits = limits_of(need<Json>(json, "limits")),
            .collect = {},
            .result = need<std::string>(json, "result"),
            .minimum_tier = tier_of(need<std::string>(json, "minimum_tier")),
            .root = text_or_null(json, "root"),
            .scripts = json.contains("scripts") ? need<std::vector<std::string>>(json, "scripts")
                                                : std::vector<std::string>{}};
  for (const Json& item : need<Json>(json, "collect")) {
    only_keys(item, "collect", {"path", "max_bytes", "tree"});
    spec.collect.push_back({.path = need<std::string>(item, "path"),
                            .max_bytes = need<std::uint64_t>(item, "max_bytes"),
                            .tree = need<bool>(item, "tree")});
  }
  check(spec);
  return spec;
}

Report report_from(const Json& json) {
  Report report;
  if (const auto refused = json.find("refused"); refused != json.end()) {
    report.refused = Refusal{.mechanism = need<std::string>(*refused, "mechanism"),
                             .found = need<std::string>(*refused, "found"),
                             .remedy = need<std::string>(*refused, "remedy")};
    return report;
  }
  report.tier = tier_of(need<std::string>(json, "tier"));
  report.cgroup = need<std::string>(json, "cgroup");
  report.degraded = need<std::vector<std::string>>(json, "degraded");
  read_outcome(need<Json>(json, "outcome"), report);
  report.cpu_us = need<std::uint64_t>(json, "cpu_us");
  report.wall_us = need<std::uint64_t>(json, "wall_us");
  if (!need<Json>(json, "peak_bytes").is_null()) report.peak_bytes = need<std::uint64_t>(json, "peak_bytes");
  report.oom_kills = need<std::uint64_t>(json, "oom_kills");
  report.forks_refused = need<std::uint64_t>(json, "forks_refused");
  const Json streams = need<Json>(json, "streams");
  report.out = stream_of(need<Json>(streams, "stdout"));
  report.err = stream_of(need<Json>(streams, "stderr"));
  report.report = stream_of(need<Json>(streams, "report"));
  for (const Json& item : need<Json>(json, "files")) {
    report.files.push_back({.path = need<std::string>(item, "path"),
                            .status = need<std::string>(item, "status"),
                            .why = need<std::string>(item, "why"),
                            .bytes = need<std::uint64_t>(item, "bytes")});
  }
  return report;
}

// File names come from the box: invalid UTF-8 is replaced, never thrown over.
std::string print(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::expected<Spec, std::string> parse_spec(const std::string& json) {
  try {
    return spec_from(parse_document(json));
  } catch (const std::exception& error) {
    return std::unexpected(error.what());
  }
}

std::expected<Report, std::string> parse_report(const std::string& json) {
  try {
    return report_from(parse_document(json));
  } catch (const std::exception& error) {
    return std::unexpected(error.what());
  }
}

std::string print_spec(const Spec& spec) {
  Json limits = Json::object();
  for (const LimitField& field : limit_fields()) limits[field.key] = spec.limits.*field.field;
  Json collect = Json::array();
  for (const Wanted& wanted : spec.collect) {
    collect.push_back({{"path", wanted.path}, {"max_bytes", wanted.max_bytes}, {"tree", wanted.tree}});
  }
  return print({{"schema", kSchema},
                {"job", spec.job},
                {"argv", spec.argv},
                {"env", spec.env},
                {"folder", spec.folder},
                {"stdin", spec.input},
                {"channel", spec.channel ? Json(*spec.channel) : Json(nullptr)},
                {"peer", spec.peer ? Json(*spec.peer) : Json(nullptr)},
                {"limits", limits},
                {"collect", collect},
                {"result", spec.result},
                {"minimum_tier", name_of(spec.minimum_tier)},
                {"root", spec.root ? Json(*spec.root) : Json(nullptr)},
                {"scripts", spec.scripts}});
}

std::string print_report(const Report& report) {
  if (report.refused) {
    return print({{"schema", kSchema},
                  {"refused",
                   {{"mechanism", report.refused->mechanism},
                    {"found", report.refused->found},
                    {"remedy", report.refused->remedy}}}});
  }
  Json files = Json::array();
  for (const Collected& file : report.files) {
    files.push_back({{"path", file.path}, {"status", file.status}, {"why", file.why}, {"bytes", file.bytes}});
  }
  return print(
      {{"schema", kSchema},
       {"tier", name_of(report.tier)},
       {"cgroup", report.cgroup},
       {"degraded", report.degraded},
       {"outcome", outcome_json(report)},
       {"cpu_us", report.cpu_us},
       {"wall_us", report.wall_us},
       {"peak_bytes", report.peak_bytes ? Json(*report.peak_bytes) : Json(nullptr)},
       {"oom_kills", report.oom_kills},
       {"forks_refused", report.forks_refused},
       {"streams",
        {{"stdout", to_json(report.out)}, {"stderr", to_json(report.err)}, {"report", to_json(report.report)}}},
       {"files", files}});
}

}  // namespace grader::sandbox
