#include "grader/cohort/rules.h"

#include <nlohmann/json.hpp>

#include "grader/acquire/access.h"
#include "grader/base/dates.h"
#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/model/own_input.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kReadingCohort = "reading the cohort";

constexpr const char* kSqlite = "sqlite:";

// A path beside the file; what is no path ("systemd:NAME", a name, "") stays as it is.
std::string beside(const fs::path& file, const std::string& path) {
  if (path.starts_with(kSqlite)) return kSqlite + beside(file, path.substr(std::string(kSqlite).size()));
  const bool named = path.empty() || path.starts_with("systemd:") || path.starts_with("postgresql:");
  return named ? path : (file.parent_path() / path).lexically_normal().string();
}

std::vector<std::string> exercises_of(const Json& json, const fs::path& file) {
  std::vector<std::string> exercises;
  for (const std::string name : json) {
    std::error_code error;
    const fs::path folder = file.parent_path() / name;
    exercises.push_back(fs::exists(folder / "exercise.json", error) ? folder.lexically_normal().string() : name);
  }
  return exercises;
}

Place place_of(const Json& json, const fs::path& file) {
  Place place;
  place.slurm = json.value("kind", "local") == "slurm";
  place.at_once = json.value("at_once", 0U);
  place.memory_mib = json.value("memory_mib", place.memory_mib);
  place.shard_minutes = json.value("shard_minutes", place.shard_minutes);
  place.partition = json.value("partition", "");
  place.account = json.value("account", "");
  place.shared = beside(file, json.value("shared", ""));
  return place;
}

void read_notices(const Json& json, const fs::path& file, Rules& rules) {
  if (json.contains("webhook")) {
    const Json& hook = json["webhook"];
    rules.webhook = Webhook{.url = hook["url"], .secret = beside(file, hook.value("secret", ""))};
  }
  if (json.contains("mail")) {
    const Json& mail = json["mail"];
    rules.mail = Mail{.server = mail["server"],
                      .from = mail["from"],
                      .to = mail["to"],
                      .user = mail.value("user", ""),
                      .password = beside(file, mail.value("password", ""))};
  }
}

Retention retention_of(const Json& json) {
  Retention retention;
  retention.programme_ends = day_of(json.value("programme_ends", ""));
  retention.raw = json.value("raw_days", retention.raw);
  retention.results = json.value("results_days", retention.results);
  retention.decisions = json.value("decisions_days", retention.decisions);
  return retention;
}

// What no schema can tell. A date or a zone that is none counts as left out.
void check_dates(Rules& rules, std::vector<Error>& faults) {
  const auto wrong = [&](const std::string& found, const char* remedy) {
    faults.push_back({Fault::kSetup, kReadingCohort, rules.file.string(), found, remedy});
  };
  if (!is_time_zone(rules.time_zone)) {
    wrong("\"time_zone\": no time zone " + printable(rules.time_zone) + " on this machine",
          "write a name such as Europe/London");
    rules.time_zone.clear();
  }
  if (!rules.due.empty() && !due_of(rules.due, rules.time_zone)) {
    wrong("\"due\": not a date: " + printable(rules.due), "write 2026-03-05, or 2026-03-05T17:00");
    rules.due.clear();
  }
}

// A schema tells the form of a day, not whether there is such a day.
void check_retention(const Rules& rules, const Json& json, std::vector<Error>& faults) {
  if (!json.contains("retention") || rules.retention.programme_ends) return;
  faults.push_back({Fault::kSetup, kReadingCohort, rules.file.string(), "\"retention\": \"programme_ends\" is no day",
                    "write 2027-07-31"});
}

}  // namespace

Rules read_rules(const fs::path& path, std::vector<Error>& faults) {
  const fs::path file = fs::absolute(path);
  Rules rules{.file = file};
  const auto content = read_file(file);
  if (!content) {
    faults.push_back(content.error());
    return rules;
  }
  Json json;
  const std::vector<Error> wrong = faults_of_own_input(*content, file.string(), "cohort", kReadingCohort, json);
  faults.insert(faults.end(), wrong.begin(), wrong.end());
  const auto text = [&](const char* key, const char* otherwise = "") { return json.value(key, otherwise); };
  rules.name = text("name");
  rules.exercises = exercises_of(json.value("exercises", Json::array()), file);
  rules.roster = beside(file, text("roster"));
  rules.names = beside(file, text("names"));
  rules.due = text("due");
  rules.time_zone = text("time_zone");
  rules.late = text("late", "flag") == "reject" ? Late::kReject : Late::kFlag;
  rules.full_tier = text("tier") == "full";
  rules.assurance = mode_of(text("assurance", "in-process"));
  rules.shown = text("machine_levels") == "shown";
  rules.place = place_of(json.value("executor", Json::object()), file);
  const auto hosts = json.value("hosts", rules.hosts);
  for (const auto& [host, most] : hosts) rules.hosts[acquire::host_of(host + ":")] = most;
  rules.credentials = beside(file, text("credentials"));
  rules.proxy = text("proxy");
  rules.ca = beside(file, text("ca"));
  rules.store = beside(file, text("store", "store.sqlite"));
  rules.out = beside(file, text("out", "results"));
  rules.retention = retention_of(json.value("retention", Json::object()));
  read_notices(json.value("notify", Json::object()), file, rules);
  check_dates(rules, faults);
  check_retention(rules, json, faults);
  return rules;
}

Result<Rules> read_rules(const fs::path& file) {
  std::vector<Error> faults;
  Rules rules = read_rules(file, faults);
  if (!faults.empty()) return std::unexpected(std::move(faults.front()));
  return rules;
}

}  // namespace grader::cohort
