// Who may read a credentials file, what it may hold, and that no secret of it gets into a text.
#include "grader/acquire/access.h"

#include <gmock/gmock.h>

#include "tests/support/shell.h"

namespace grader::acquire {
namespace {

namespace fs = std::filesystem;
using support::Folder;
using support::spit;
using testing::HasSubstr;
using testing::Not;

constexpr auto kOwner = fs::perms::owner_read | fs::perms::owner_write;

struct Credentials : testing::Test {
  Folder folder;
  fs::path file = folder / "credentials.json";

  void TearDown() override { unsetenv("CREDENTIALS_DIRECTORY"); }
  void write(const std::string& text, fs::perms mode = kOwner) const {
    spit(file, text);
    fs::permissions(file, mode);
  }
  std::string found(const std::string& name) const {
    const auto read = read_credentials(name);
    if (read) return "nothing";
    EXPECT_EQ(read.error().fault, Fault::kSetup);
    EXPECT_NE(read.error().remedy, "");
    EXPECT_THAT(message(read.error()), Not(HasSubstr("s3cret")));
    return read.error().found;
  }
  std::string found() const { return found(file.string()); }
};

TEST_F(Credentials, AreReadByHost) {
  write(R"({ // a comment
    "github.com": {"token": "s3cret"},
    "gitlab.example.org": {"user": "oauth2", "token": "other"},
    "git.example.org": {"key": "keys/deploy", "known_hosts": "/etc/hosts.known"}})");
  const auto read = read_credentials(file.string());
  ASSERT_TRUE(read) << message(read.error());
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ(read->at("github.com").user, "x-access-token");
  EXPECT_EQ(read->at("github.com").token, "s3cret");
  EXPECT_EQ(read->at("gitlab.example.org").user, "oauth2");
  EXPECT_EQ(read->at("git.example.org").key, folder / "keys/deploy");
  EXPECT_EQ(read->at("git.example.org").known_hosts, "/etc/hosts.known");
}

TEST_F(Credentials, AreForTheirOwnerAlone) {
  const std::string text = R"({"github.com": {"token": "s3cret"}})";
  for (const fs::perms wrong : {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
    write(text, kOwner | wrong);
    EXPECT_THAT(found(), HasSubstr("others than its owner"));
  }
  write(text, fs::perms::owner_read);
  EXPECT_TRUE(read_credentials(file.string()));
}

TEST_F(Credentials, SayWhatIsWrongInThem) {
  EXPECT_EQ(found(), "no such file");
  EXPECT_EQ(found(folder.path().string()), "no such file");
  write("[\"s3cret\"]");
  EXPECT_EQ(found(), "not a JSON object");
  write("{\"github.com\": {\"token\": \"s3cret\"");
  EXPECT_EQ(found(), "not a JSON object");
  write(R"({"github.com": "s3cret"})");
  EXPECT_EQ(found(), "host github.com: not an object");
  write(R"({"github.com": {"tokn": "s3cret"}})");
  EXPECT_EQ(found(), "host github.com: unknown key \"tokn\"");
  write(R"({"github.com": {"token": 7}})");
  EXPECT_EQ(found(), "host github.com: \"token\" is not a text");
  write(R"({"github.com": {"user": "s3cret"}})");
  EXPECT_EQ(found(), "host github.com: neither a token nor a key");
}

TEST_F(Credentials, AreReadOnBehindWhatIsWrong) {
  for (const char* name : {"open", "key"}) spit(folder / name, "s3cret");
  fs::permissions(folder / "open", kOwner | fs::perms::group_read);
  fs::permissions(folder / "key", kOwner);
  write(R"({"a.example": {"tokn": "s3cret"}, "b.example": {"token": "s3cret"}, "c.example": "s3cret",
    "d.example": {"key": "open"}, "e.example": {"key": "none", "known_hosts": "none"}, "f.example": {"key": "key"}})");
  std::vector<Error> faults;
  const auto hosts = read_credentials(file.string(), faults);
  std::vector<std::string> names;
  for (const auto& [host, credential] : hosts) names.push_back(host);
  EXPECT_THAT(names, testing::ElementsAre("b.example", "d.example", "e.example", "f.example"));
  std::vector<std::string> found;
  for (const Error& fault : faults) {
    EXPECT_THAT(message(fault), Not(HasSubstr("s3cret")));
    found.push_back(fault.found);
  }
  EXPECT_THAT(found, testing::ElementsAre("host a.example: unknown key \"tokn\"", "host c.example: not an object",
                                          "host d.example: others than its owner can read it",
                                          "host e.example: no such file", HasSubstr("host e.example: ")));
  faults.clear();
  write("{}", kOwner | fs::perms::others_read);
  EXPECT_TRUE(read_credentials(file.string(), faults).empty());
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_THAT(faults[0].found, HasSubstr("others than its owner"));
}

TEST_F(Credentials, ComeFromSystemd) {
  EXPECT_THAT(found("systemd:git"), HasSubstr("systemd handed no credential"));
  setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1);
  EXPECT_EQ(found("systemd:git"), "no such file");
  EXPECT_THAT(found("systemd:"), HasSubstr("systemd handed no credential"));
  EXPECT_THAT(found("systemd:../credentials.json"), HasSubstr("systemd handed no credential"));
  // systemd lets the user of a service in by an ACL, of which the mask stands where the group's rights do.
  write(R"({"github.com": {"token": "s3cret"}})", fs::perms::owner_read | fs::perms::group_read);
  EXPECT_TRUE(read_credentials("systemd:credentials.json"));
  EXPECT_THAT(found(), HasSubstr("others than its owner"));
  write(R"({"github.com": {"token": "s3cret"}})", kOwner | fs::perms::others_read);
  EXPECT_THAT(found("systemd:credentials.json"), HasSubstr("others than its owner"));
  spit(folder / "deploy_key", "s3cret");
  fs::permissions(folder / "deploy_key", fs::perms::owner_read | fs::perms::group_read);
  write(R"({"git.example.org": {"key": "deploy_key"}})", fs::perms::owner_read | fs::perms::group_read);
  std::vector<Error> faults;
  EXPECT_EQ(read_credentials("systemd:credentials.json", faults).size(), 1U);
  EXPECT_TRUE(faults.empty()) << "a key beside it is handed over in the same way";
}

TEST(Hosts, AreReadOffAddressesOfAllForms) {
  EXPECT_EQ(host_of("https://github.com/a/b.git"), "github.com");
  EXPECT_EQ(host_of("https://user:word@github.com:8443/a@b"), "github.com");
  EXPECT_EQ(host_of("https://user:w@rd@github.com"), "github.com");
  EXPECT_EQ(host_of("ssh://git@git.example.org:2222/a"), "git.example.org");
  EXPECT_EQ(host_of("git@github.com:a/b.git"), "github.com");
  EXPECT_EQ(host_of("github.com:a/b.git"), "github.com");
  EXPECT_EQ(host_of("https://GitHub.com/a"), "github.com");
  EXPECT_EQ(host_of("https://[2001:db8::1]:8443/a"), "[2001:db8::1]");
  EXPECT_EQ(host_of("git@[2001:db8::1]:a"), "[2001:db8::1]");
  for (const char* file : {"file:///srv/a.git", "/srv/a.git", "a.bundle", ""}) EXPECT_EQ(host_of(file), "") << file;
}

TEST(Masked, LeavesNothingThatOpensADoor) {
  const Access access{.hosts = {{"github.com", {.token = "t0ken"}}, {"git.example.org", {.key = "key"}}}};
  EXPECT_EQ(masked("fatal: https://ada:pw@github.com/a: t0ken, t0kent0ken", access),
            "fatal: https://***@github.com/a: ***, ******");
  EXPECT_EQ(masked("'https://ada@github.com/a' and ssh://git@host/b", {}),
            "'https://***@github.com/a' and ssh://***@host/b");
  EXPECT_EQ(masked("https://ada:p@ss@word@github.com/a", {}), "https://***@github.com/a");
  EXPECT_EQ(masked("https://ada:pa/ss@github.com/a", {}), "https://***@github.com/a");
  EXPECT_EQ(masked("https://github.com/a write to a@example.org", {}), "https://github.com/a write to a@example.org");
  EXPECT_EQ(masked("no address, ://x and https://", {}), "no address, ://x and https://");
  EXPECT_EQ(masked("'https://host/x.git?private_token=abc&ref=main;k=v/': 403", {}),
            "'https://host/x.git?private_token=***&ref=***;k=***': 403");
  EXPECT_EQ(masked("https://ada:pw@host/x.git?abc&&d=e=f", {}), "https://***@host/x.git?***&***&d=***");
  EXPECT_EQ(masked("https://host/x?token=a@b https://ada:p?w@host/x", {}), "https://*** https://***");
  EXPECT_EQ(masked("https://host/x?", {}), "https://host/x?***");
}

TEST(Masked, TakesAnyLength) {
  const std::string path(1U << 20U, 'a');
  EXPECT_EQ(masked("https://" + path, {}), "https://" + path);
  EXPECT_EQ(masked("https://" + path + "@host/", {}), "https://***@host/");
  EXPECT_EQ(masked(path, {}), path);
  std::string schemes;
  while (schemes.size() < path.size()) schemes += "://";
  EXPECT_EQ(masked(schemes + "@x", {}), "://***@x");
}

TEST(Answers, AreForTheHostThatIsAskedAbout) {
  const std::map<std::string, Credential> hosts = {{"github.com", {.token = "t0ken"}}, {"git.example.org", {}}};
  EXPECT_EQ(answer_to("Username for 'https://github.com': ", hosts), "x-access-token");
  EXPECT_EQ(answer_to("Password for 'https://x-access-token@github.com': ", hosts), "t0ken");
  EXPECT_EQ(answer_to("Password for 'https://github.com@evil.example': ", hosts), "");
  EXPECT_EQ(answer_to("Password for 'https://github.com.evil.example': ", hosts), "");
  EXPECT_EQ(answer_to("Password for 'https://git.example.org': ", hosts), "");
  for (const char* other : {"", "'", "''", "Are you sure (yes/no)? ", "Password for https://github.com: "})
    EXPECT_EQ(answer_to(other, hosts), "") << other;
}

}  // namespace
}  // namespace grader::acquire
