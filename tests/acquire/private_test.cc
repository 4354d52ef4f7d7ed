// How git reaches what is private: a deploy key for its host alone, a proxy, and certificates of the college's own.
#include "grader/acquire/mirror.h"
#include "tests/acquire/repo.h"

namespace grader::acquire {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::StartsWith;

// Starts git as it is told, with programs of the test before all others.
class Watched final : public ProcessRunner {
 public:
  explicit Watched(fs::path programs) : programs_(std::move(programs)) {}
  Result<Finished> run(const Command& command) override {
    commands.push_back(command);
    Command changed = command;
    changed.env["PATH"] = programs_.string() + ":" + changed.env["PATH"];
    return runner_.run(changed);
  }
  std::vector<Command> commands;

 private:
  fs::path programs_;
  SystemProcessRunner runner_;
};

// A server that lets in who shows the key, and which serves one repository under any address.
struct Private : Repo {
  fs::path key = folder / "it's a key";
  fs::path known = folder / "known hosts";
  std::string address = "ssh://git@git.example.org:2222/srv/work.git";
  Watched runner{folder / "bin"};

  void SetUp() override {
    Repo::SetUp();
    setenv("GRADER_CACHE", (folder / "cache").c_str(), 1);
    unsetenv("SSH_AUTH_SOCK");
    commit_tree(tree({{"100644", "a", blob("x")}}));
    spit(key, "the right key");
    spit(known, "");
    const std::string here = folder.path().string();
    spit(folder / "bin/ssh", "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + here +
                                 "/asked'\n"
                                 "while [ $# -gt 1 ]; do [ \"$1\" = -i ] && key=$2; shift; done\n"
                                 "grep -q 'the right key' \"$key\" 2>/dev/null || "
                                 "{ echo 'git@host: Permission denied (publickey).' >&2; exit 255; }\n"
                                 "exec git-upload-pack '" +
                                 repo.string() + "'\n");
    fs::permissions(folder / "bin/ssh", fs::perms::owner_all);
  }
  Access access() const { return {.hosts = {{"git.example.org", {.key = key, .known_hosts = known}}}}; }
  // What ssh was started with.
  std::string asked() const { return support::slurp(folder / "asked"); }
};

TEST_F(Private, ADeployKeyOpensTheRepositoriesOfItsHost) {
  const auto mirror = fetch(runner, address, Kind::kUrl, {}, access());
  ASSERT_TRUE(mirror) << message(mirror.error());
  EXPECT_EQ(*Repository::open(*mirror)->resolve({}), git("rev-parse main"));
  EXPECT_THAT(asked(),
              AllOf(HasSubstr("-i\n" + key.string() + "\n"), HasSubstr("IdentitiesOnly=yes"),
                    HasSubstr("UserKnownHostsFile=" + known.string() + "\n"), HasSubstr("BatchMode=yes"),
                    HasSubstr("StrictHostKeyChecking=yes"), HasSubstr("-p\n2222\n"), HasSubstr("git@git.example.org")));
  ASSERT_TRUE(reach(runner, "git@git.example.org:work.git", {}, access()));
}

TEST_F(Private, ADeployKeyIsShownToNoOtherHost) {
  for (const char* other : {"ssh://git@other.example/srv/work.git", "git@git.example.org.evil.example:work.git"}) {
    const auto refused = reach(runner, other, {}, access());
    ASSERT_FALSE(refused) << other;
    EXPECT_THAT(refused.error().found, StartsWith(kNotLetIn)) << other;
    EXPECT_THAT(asked(), AllOf(Not(HasSubstr("-i\n")), Not(HasSubstr(known.string())))) << other;
  }
}

TEST_F(Private, AKeyThatIsRefusedIsNamedAsOne) {
  spit(key, "another key");
  for (const auto& found :
       {reach(runner, address, {}, access()).error(), fetch(runner, address, Kind::kUrl, {}, access()).error()}) {
    EXPECT_THAT(found.found, AllOf(StartsWith(kNotLetIn), HasSubstr("Permission denied")));
    EXPECT_THAT(found.remedy, HasSubstr("deploy key"));
  }
}

// What they do to a transfer is seen in tests/cohort/private.py.
TEST_F(Private, AProxyAndCertificatesAreGitsAlone) {
  setenv("https_proxy", "http://environment.example:1", 1);
  unsetenv("GIT_SSL_CAINFO");
  const Access access{.proxy = "http://proxy.example:3128", .ca = "/etc/college.pem"};
  ASSERT_TRUE(reach(runner, repo.string(), {}, access));
  EXPECT_THAT(runner.commands.back().env,
              AllOf(Contains(Pair("https_proxy", access.proxy)), Contains(Pair("GIT_SSL_CAINFO", "/etc/college.pem"))));
  ASSERT_TRUE(reach(runner, repo.string(), {}, {}));
  EXPECT_THAT(runner.commands.back().env, AllOf(Contains(Pair("https_proxy", "http://environment.example:1")),
                                                Not(Contains(Pair("GIT_SSL_CAINFO", testing::_)))));
  unsetenv("https_proxy");
}

TEST_F(Private, NoTokenIsInAnArgumentOrTheEnvironment) {
  const Access access{.file = folder / "credentials.json",
                      .askpass = "/usr/bin/grader",
                      .hosts = {{"git.example.org", {.token = "t0ken"}}}};
  EXPECT_FALSE(reach(runner, address, {}, access));
  ASSERT_FALSE(runner.commands.empty());
  for (const Command& command : runner.commands) {
    for (const std::string& argument : command.argv) EXPECT_THAT(argument, Not(HasSubstr("t0ken")));
    for (const auto& [name, value] : command.env) EXPECT_THAT(value, Not(HasSubstr("t0ken"))) << name;
  }
}

}  // namespace
}  // namespace grader::acquire
