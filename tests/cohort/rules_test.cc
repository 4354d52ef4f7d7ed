// cohort.json, key by key.
#include "grader/cohort/rules.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "grader/base/dates.h"
#include "tests/support/shell.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::Folder;
using support::spit;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct CohortFile : testing::Test {
  Folder folder;
  fs::path file = folder / "cohort.json";
  json content = {{"schema", "grader-cohort-1"}, {"name", "SDT"}, {"exercises", {"bank"}}, {"roster", "roster.csv"}};

  Result<Rules> read() const {
    spit(file, content.dump(1));
    return read_rules(file);
  }
  Rules rules() const {
    auto read_one = read();
    EXPECT_TRUE(read_one) << message(read_one.error());
    return read_one.value_or(Rules{});
  }
  Error wrong() const {
    const auto read_one = read();
    if (read_one) return {.found = "nothing"};
    EXPECT_EQ(read_one.error().fault, Fault::kSetup);
    EXPECT_EQ(read_one.error().thing, file.string());
    EXPECT_NE(read_one.error().remedy, "");
    return read_one.error();
  }
  std::string at(const std::string& path) const { return (folder / path).string(); }
};

TEST_F(CohortFile, HasDefaults) {
  const Rules made = rules();
  EXPECT_EQ(made.file, file);
  EXPECT_EQ(made.name, "SDT");
  EXPECT_THAT(made.exercises, ElementsAre("bank"));
  EXPECT_EQ(made.roster, at("roster.csv"));
  EXPECT_EQ(made.names, "");
  EXPECT_EQ(made.due + made.time_zone + made.credentials + made.proxy, "");
  EXPECT_EQ(made.late, Late::kFlag);
  EXPECT_FALSE(made.full_tier);
  EXPECT_EQ(made.assurance, Mode::kInProcess);
  EXPECT_FALSE(made.shown);
  EXPECT_FALSE(made.place.slurm);
  EXPECT_EQ(made.place.at_once, 0U);
  EXPECT_EQ(made.place.memory_mib, 1'024U);
  EXPECT_EQ(made.place.shard_minutes, 5U);
  EXPECT_THAT(made.hosts, IsEmpty());
  EXPECT_EQ(made.ca, "");
  EXPECT_EQ(made.store, at("store.sqlite"));
  EXPECT_EQ(made.out, at("results"));
  EXPECT_FALSE(made.webhook);
  EXPECT_FALSE(made.mail);
}

TEST_F(CohortFile, TakesEachKey) {
  content.update({{"names", "private/names.xlsx"},
                  {"due", "2026-03-05T17:00"},
                  {"time_zone", "Europe/London"},
                  {"late", "reject"},
                  {"tier", "full"},
                  {"assurance", "split"},
                  {"machine_levels", "shown"},
                  {"hosts", {{"GitHub.com", 2}}},
                  {"credentials", "systemd:git"},
                  {"proxy", "http://proxy.example.org:3128"},
                  {"ca", "ca.pem"},
                  {"store", "postgresql:host=db dbname=grader"},
                  {"out", "../elsewhere"}});
  content["executor"] = {{"kind", "slurm"},  {"at_once", 8},    {"memory_mib", 2'048}, {"shard_minutes", 9},
                         {"partition", "p"}, {"account", "ac"}, {"shared", "/nfs/x"}};
  content["notify"] = {{"webhook", {{"url", "https://chat.example.org/x"}, {"secret", "hook.key"}}},
                       {"mail",
                        {{"server", "smtps://mail.example.org:465"},
                         {"from", "grader@example.org"},
                         {"to", {"a@example.org", "b@example.org"}},
                         {"user", "grader"},
                         {"password", "systemd:mail"}}}};
  const Rules made = rules();
  EXPECT_EQ(made.names, at("private/names.xlsx"));
  EXPECT_EQ(made.due, "2026-03-05T17:00");
  EXPECT_EQ(made.time_zone, "Europe/London");
  EXPECT_EQ(made.late, Late::kReject);
  EXPECT_TRUE(made.full_tier);
  EXPECT_EQ(made.assurance, Mode::kSplit);
  EXPECT_TRUE(made.shown);
  EXPECT_TRUE(made.place.slurm);
  EXPECT_EQ(made.place.at_once, 8U);
  EXPECT_EQ(made.place.memory_mib, 2'048U);
  EXPECT_EQ(made.place.shard_minutes, 9U);
  EXPECT_EQ(made.place.partition, "p");
  EXPECT_EQ(made.place.account, "ac");
  EXPECT_EQ(made.place.shared, "/nfs/x");
  EXPECT_THAT(made.hosts, ElementsAre(testing::Pair("github.com", 2U)));
  EXPECT_EQ(made.credentials, "systemd:git");
  EXPECT_EQ(made.proxy, "http://proxy.example.org:3128");
  EXPECT_EQ(made.ca, at("ca.pem"));
  EXPECT_EQ(made.store, "postgresql:host=db dbname=grader");
  EXPECT_EQ(made.out, folder.path().parent_path() / "elsewhere");
  ASSERT_TRUE(made.webhook && made.mail);
  EXPECT_EQ(made.webhook->url, "https://chat.example.org/x");
  EXPECT_EQ(made.webhook->secret, at("hook.key"));
  EXPECT_EQ(made.mail->server, "smtps://mail.example.org:465");
  EXPECT_EQ(made.mail->from, "grader@example.org");
  EXPECT_THAT(made.mail->to, ElementsAre("a@example.org", "b@example.org"));
  EXPECT_EQ(made.mail->user, "grader");
  EXPECT_EQ(made.mail->password, "systemd:mail");
}

TEST_F(CohortFile, SaysHowLongWhatIsKept) {
  EXPECT_EQ(rules().retention.programme_ends, std::nullopt);
  EXPECT_EQ(rules().retention.raw, 30);
  content["retention"] = {
      {"programme_ends", "2027-07-31"}, {"raw_days", 7}, {"results_days", 0}, {"decisions_days", 9}};
  const Retention kept = rules().retention;
  EXPECT_EQ(kept.programme_ends, day_of("2027-07-31"));
  EXPECT_EQ(kept.raw, 7);
  EXPECT_EQ(kept.results, 0);
  EXPECT_EQ(kept.decisions, 9);
  content["retention"] = {{"programme_ends", "2027-02-30"}};
  EXPECT_THAT(wrong().found, HasSubstr("\"programme_ends\" is no day"));
  content["retention"] = {{"raw_days", 7}};
  EXPECT_THAT(wrong().found, HasSubstr("programme_ends"));
}

TEST_F(CohortFile, NamesPathsBesideItselfFromAnywhere) {
  spit(folder / "own/exercise.json", "{}");
  content["exercises"] = {"own", "bank"};
  content["store"] = "sqlite:kept.sqlite";
  spit(file, content.dump());
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  const auto made = read_rules("cohort.json");
  fs::current_path(before);
  ASSERT_TRUE(made) << message(made.error());
  EXPECT_EQ(fs::canonical(made->file), fs::canonical(file));
  EXPECT_TRUE(made->roster.is_absolute());
  EXPECT_THAT(made->exercises, ElementsAre(made->file.parent_path() / "own", "bank"));
  EXPECT_EQ(made->store, "sqlite:" + (made->file.parent_path() / "kept.sqlite").string());
}

TEST_F(CohortFile, SuggestsAKeyForOneItDoesNotKnow) {
  content["time_zoen"] = "Europe/London";
  EXPECT_THAT(wrong().found, AllOf(HasSubstr("line 8"), HasSubstr("unknown key \"time_zoen\"")));
  EXPECT_THAT(wrong().remedy, HasSubstr("time_zone"));
  content.erase("time_zoen");
  content["executor"] = {{"at_onec", 2}};
  EXPECT_THAT(wrong().found, HasSubstr("unknown key \"at_onec\""));
  EXPECT_THAT(wrong().remedy, HasSubstr("at_once"));
}

TEST_F(CohortFile, NamesWhatIsWrongInAKey) {
  const std::vector<std::pair<std::string, json>> rows = {
      {"schema", "grader-cohort-2"},
      {"name", "../x"},
      {"name", "a b"},
      {"exercises", json::array()},
      {"roster", ""},
      {"late", "later"},
      {"tier", "landlock"},
      {"assurance", "none"},
      {"machine_levels", true},
      {"executor", {{"kind", "cloud"}}},
      {"executor", {{"at_once", 0}}},
      {"executor", {{"partition", "a b"}}},
      {"hosts", {{"github.com", 0}}},
      {"proxy", "socks5://x"},
      {"notify", {{"webhook", {{"url", "http://chat.example.org"}}}}},
      {"notify", {{"mail", {{"server", "mail.example.org"}, {"from", "a@b"}, {"to", {"a@b"}}}}}},
      {"notify", {{"mail", {{"server", "smtp://m"}, {"from", "a@b"}, {"to", json::array()}}}}},
  };
  for (const auto& [key, value] : rows) {
    const json before = content;
    content[key] = value;
    EXPECT_THAT(wrong().found, AllOf(HasSubstr("line "), HasSubstr(key))) << value;
    content = before;
  }
  content.erase("roster");
  EXPECT_THAT(wrong().found, HasSubstr("roster"));
}

TEST_F(CohortFile, IsReadOnBehindWhatIsWrong) {
  content.update({{"late", "later"},
                  {"due", "soon"},
                  {"time_zone", "Europe/Londn"},
                  {"names", "names.csv"},
                  {"retention", {{"programme_ends", "2026-02-30"}}}});
  content.erase("name");
  spit(file, content.dump(1));
  std::vector<Error> faults;
  const Rules made = read_rules(file, faults);
  std::vector<std::string> found;
  for (const Error& fault : faults) found.push_back(fault.found);
  EXPECT_THAT(found, ElementsAre(HasSubstr("'name'"), HasSubstr("\"late\""), HasSubstr("no time zone Europe/Londn"),
                                 HasSubstr("not a date: soon"), HasSubstr("\"programme_ends\" is no day")));
  EXPECT_EQ(made.name + made.due + made.time_zone, "");
  EXPECT_EQ(made.late, Late::kFlag);
  EXPECT_THAT(made.exercises, ElementsAre("bank"));
  EXPECT_EQ(made.roster, at("roster.csv"));
  EXPECT_EQ(made.names, at("names.csv"));
}

TEST_F(CohortFile, NeedsATimeZoneAndADate) {
  content["time_zone"] = "Europe/Londn";
  EXPECT_THAT(wrong().found, HasSubstr("no time zone Europe/Londn"));
  content["time_zone"] = "../../etc/passwd";
  EXPECT_THAT(wrong().found, HasSubstr("no time zone"));
  content["time_zone"] = "Europe/London";
  content["due"] = "2026-02-30";
  EXPECT_THAT(wrong().found, HasSubstr("\"due\": not a date: 2026-02-30"));
}

TEST_F(CohortFile, MayHaveCommentsAndMustBeThere) {
  spit(file, "// of this year\n" + content.dump(1));
  EXPECT_TRUE(read_rules(file));
  const auto gone = read_rules(folder / "none.json");
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().fault, Fault::kUsage);
}

}  // namespace
}  // namespace grader::cohort
