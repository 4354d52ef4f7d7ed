// How a notice gets to servers that behave well, badly, or not at all.
#include <gmock/gmock.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "tests/cohort/notice_made.h"
#include "tests/support/shell.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using nlohmann::json;
using support::Folder;
using support::slurp;
using support::spit;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// A server of a test, and the rules with which it is reached.
struct Delivery : testing::Test {
  Folder folder;
  Rules rules;
  Timeouts timeouts{.connect = 20s, .whole = 20s, .pauses = {1ms, 1ms}};
  pid_t server = -1;

  void SetUp() override {
    for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) unsetenv(name);
    const auto made =
        support::shell("cd '" + folder.path().string() +
                       "' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
                       "-subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem");
    ASSERT_EQ(made.code, 0) << made.err;
    rules.ca = folder / "cert.pem";
  }
  void TearDown() override {
    if (server <= 0) return;
    kill(server, SIGKILL);
    waitpid(server, nullptr, 0);
  }
  // Returns the port.
  std::string start(const std::string& kind, const std::string& answers) {
    const std::string program = GRADER_SOURCE_DIR "/tests/cohort/notice_server.py";
    const std::string place = folder.path().string();
    const pid_t parent = getpid();
    server = fork();
    if (server == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (getppid() != parent) _exit(126);
      execl(program.c_str(), program.c_str(), kind.c_str(), place.c_str(), answers.c_str(), nullptr);
      _exit(127);
    }
    while (!fs::exists(folder / "port") && waitpid(server, nullptr, WNOHANG) == 0) usleep(5'000);
    return slurp(folder / "port");
  }
  void webhook(const std::string& answers, const std::string& secret = "") {
    rules.webhook = Webhook{.url = "https://localhost:" + start("https", answers) + "/hook/t0ken"};
    if (!secret.empty()) rules.webhook->secret = secret_file("hook.key", secret);
  }
  void mail_by(const std::string& kind, const std::string& answers, const std::string& scheme) {
    rules.mail = mail();
    rules.mail->server = scheme + "://localhost:" + start(kind, answers);
    rules.mail->user = "grader";
    rules.mail->password = secret_file("mail.key", "p4ssw0rd\n");
  }
  std::string secret_file(const std::string& name, const std::string& secret) const {
    spit(folder / name, secret);
    fs::permissions(folder / name, fs::perms::owner_read | fs::perms::owner_write);
    return (folder / name).string();
  }
  // What the server saw, once it has seen so many, or after ten seconds.
  std::vector<json> seen(std::size_t count) const {
    std::vector<std::string> lines;
    for (int i = 0; i < 5'000 && lines.size() < count; ++i) {
      usleep(2'000);
      lines = lines_of(slurp(folder / "log"));
    }
    EXPECT_GE(lines.size(), count);
    std::vector<json> rows;
    for (const std::string& line : lines) rows.push_back(json::parse(line));
    return rows;
  }
  // What was not delivered, as it is told.
  std::string problem() const {
    const auto sent = send(rules, notice(), timeouts);
    if (sent) return "nothing";
    EXPECT_EQ(sent.error().fault, Fault::kPlatform);
    EXPECT_THAT(message(sent.error()),
                AllOf(Not(HasSubstr("t0ken")), Not(HasSubstr("p4ssw0rd")), Not(HasSubstr("k3y"))));
    return sent.error().thing + ": " + sent.error().found;
  }
};

TEST_F(Delivery, GoesNowhereWhenNobodyIsNamed) {
  EXPECT_TRUE(send(rules, notice(), timeouts));
  EXPECT_TRUE(check_notice(rules));
}

TEST_F(Delivery, TellsOfARunThatFailed) {
  webhook("204");
  const Error error{
      .fault = Fault::kPlatform, .doing = "keeping results", .thing = "store", .found = "full", .remedy = "x"};
  const Notice failed = notice_of_failure("SDT", {}, error, {});
  EXPECT_TRUE(send(rules, failed, timeouts));
  const auto rows = seen(1);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0]["body"], webhook_body(failed));
}

TEST_F(Delivery, SignsWhatItPosts) {
  webhook("204", "k3y\n");
  EXPECT_EQ(problem(), "nothing");
  const auto rows = seen(1);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0]["start"], "POST /hook/t0ken HTTP/1.1");
  EXPECT_EQ(rows[0]["headers"]["content-type"], "application/json");
  EXPECT_EQ(rows[0]["body"], webhook_body(notice()));
  EXPECT_EQ(rows[0]["headers"]["x-grader-signature"],
            "sha256=" + hmac_sha256("k3y", rows[0]["body"].get<std::string>()));
  const auto by_openssl = support::shell("printf %s '" + rows[0]["body"].get<std::string>() +
                                         "' | openssl dgst -sha256 -hmac k3y -r | cut -d' ' -f1");
  EXPECT_EQ(rows[0]["headers"]["x-grader-signature"], "sha256=" + trim(by_openssl.out));
}

TEST_F(Delivery, SignsNothingWithoutASecret) {
  webhook("200");
  EXPECT_EQ(problem(), "nothing");
  EXPECT_FALSE(seen(1).at(0)["headers"].contains("x-grader-signature"));
}

TEST_F(Delivery, IsTriedAgainWhenTheServerIsInTrouble) {
  webhook("500,429,200");
  EXPECT_EQ(problem(), "nothing");
  EXPECT_EQ(seen(3).size(), 3U);
}

TEST_F(Delivery, IsGivenUpAfterTheThirdTry) {
  webhook("503,503,503,200");
  EXPECT_EQ(problem(), "localhost: it answered 503");
  EXPECT_EQ(seen(3).size(), 3U);
}

TEST_F(Delivery, IsNotTriedAgainWhenItIsWrong) {
  for (const char* answer : {"400", "401", "404"}) {
    fs::remove(folder / "port");
    fs::remove(folder / "log");
    webhook(answer);
    EXPECT_EQ(problem(), std::string("localhost: it answered ") + answer);
    EXPECT_EQ(seen(1).size(), 1U);
    TearDown();
  }
}

TEST_F(Delivery, IsNotSentElsewhere) {
  for (const char* answer : {"301", "302", "307", "308"}) {
    fs::remove(folder / "port");
    fs::remove(folder / "log");
    webhook(answer);
    EXPECT_THAT(problem(), HasSubstr(std::string("it answered ") + answer + "; nobody follows it elsewhere"));
    const auto rows = seen(1);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["start"], "POST /hook/t0ken HTTP/1.1");
    TearDown();
  }
}

TEST_F(Delivery, WaitsForNoServerForEver) {
  webhook("hang");
  timeouts.whole = 200ms;
  EXPECT_THAT(problem(), HasSubstr("timed out"));
  EXPECT_EQ(seen(3).size(), 3U);
}

TEST_F(Delivery, TrustsNoServerThatItDoesNotKnow) {
  webhook("200");
  const fs::path known = std::exchange(rules.ca, fs::path());
  EXPECT_THAT(problem(), HasSubstr("certificate"));
  rules.ca = known;
  const std::string port = slurp(folder / "port");
  rules.webhook->url = "https://127.0.0.1:" + port + "/hook";  // the certificate is for another name
  EXPECT_THAT(problem(), HasSubstr("127.0.0.1"));
  for (const json& row : seen(2)) EXPECT_EQ(row.value("start", ""), "") << row;
}

TEST_F(Delivery, SpeaksNothingButHttps) {
  webhook("200");
  rules.webhook->url = "http" + rules.webhook->url.substr(5);
  EXPECT_THAT(problem(), HasSubstr("http"));
  rules.webhook->url = "file:///etc/passwd";
  EXPECT_NE(problem(), "nothing");
  EXPECT_FALSE(fs::exists(folder / "log"));
}

TEST_F(Delivery, NeedsSecretsThatAreSecret) {
  webhook("200", "k3y");
  fs::permissions(rules.webhook->secret, fs::perms::group_read, fs::perm_options::add);
  for (const auto& sent : {send(rules, notice(), timeouts), check_notice(rules)}) {
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().fault, Fault::kSetup);
    EXPECT_THAT(sent.error().found, HasSubstr("others than its owner"));
  }
  for (const char* text : {"", " \n", "k3y\nX-Other: 1"}) {
    rules.webhook->secret = secret_file("odd.key", text);
    const auto sent = send(rules, notice(), timeouts);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().found, "it does not hold one line");
  }
  rules.webhook->secret = "systemd:hook";
  unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_FALSE(check_notice(rules));
  setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1);
  secret_file("hook", "k3y");
  EXPECT_TRUE(check_notice(rules));
  EXPECT_EQ(problem(), "nothing");
  unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_TRUE(seen(1).at(0)["headers"].contains("x-grader-signature"));
}

void expect_our_mail(const json& row) {
  EXPECT_EQ(row["encrypted"], true);
  EXPECT_EQ(row["login"], " grader p4ssw0rd");
  EXPECT_EQ(row["from"], "FROM:<grader@college.example>");
  EXPECT_EQ(row["to"], json({"TO:<a@college.example>", "TO:<b.c@x.example>"}));
  std::map<std::string, std::string> headers;
  for (const json& header : row["mail"]["headers"]) headers[header[0]] = header[1];
  EXPECT_EQ(headers.at("Subject"), "grader: SDT: 2 graded, 1 could not be graded, 1 ready for review");
  EXPECT_EQ(headers.at("To"), "a@college.example, b.c@x.example");
  EXPECT_EQ(headers.at("Auto-Submitted"), "auto-generated");
  EXPECT_THAT(headers.at("Message-ID"), testing::MatchesRegex("<[0-9a-f]+@college[.]example>"));
  EXPECT_EQ(headers.size(), 9U);
  EXPECT_EQ(
      row["mail"]["text"],
      "Run SDT.1 of cohort SDT, begun on 6 March 2026, has ended.\n\n"
      "4 submissions: 2 graded, 1 of them unchanged; 1 with nothing handed in.\n\n"
      "For a person:\n"
      "- 1 submission ready for review\n"
      "- 1 submission with a gate to confirm\n"
      "- 1 submission with something to look at\n"
      "- 2 reviews that apprentices asked for, to be answered by another tutor\n"
      "- 1 submission that could not be graded: 1 by the repository, 0 by the exercise, 0 by the machine. They are "
      "nobody's marks, and the next run tries them again.\n\n"
      "Results: /srv/caf\xc3\xa9/results/index.html\n\n"
      "Written by grader. This message names no apprentice and no level.\n");
}

TEST_F(Delivery, MailsOverAnEncryptedConnection) {
  mail_by("smtps", "250", "smtps");
  EXPECT_EQ(problem(), "nothing");
  expect_our_mail(seen(1).at(0));
}

TEST_F(Delivery, MailsOverAConnectionThatIsEncryptedFirst) {
  mail_by("starttls", "250", "smtp");
  EXPECT_EQ(problem(), "nothing");
  expect_our_mail(seen(1).at(0));
}

TEST_F(Delivery, MailsNothingInTheClear) {
  mail_by("bare", "250", "smtp");
  EXPECT_NE(problem(), "nothing");
  for (const json& row : seen(1)) {
    EXPECT_EQ(row["login"], "");
    EXPECT_EQ(row["from"], "");
    EXPECT_FALSE(row.contains("mail"));
  }
}

TEST_F(Delivery, MailsAgainAfterATemporaryRefusal) {
  mail_by("smtps", "451,250", "smtps");
  EXPECT_EQ(problem(), "nothing");
  const auto rows = seen(2);
  EXPECT_FALSE(rows.at(0).contains("mail"));
  expect_our_mail(rows.at(1));
}

TEST_F(Delivery, MailsTheWholeAgain) {
  mail_by("smtps", "250/451,250", "smtps");
  EXPECT_EQ(problem(), "nothing");
  const auto rows = seen(2);
  expect_our_mail(rows.at(0));
  expect_our_mail(rows.at(1));
}

TEST_F(Delivery, MailsNotAgainAfterALastingRefusal) {
  mail_by("smtps", "550,250", "smtps");
  EXPECT_THAT(problem(), AllOf(HasSubstr("localhost: "), HasSubstr("550")));
  EXPECT_EQ(seen(1).size(), 1U);
}

TEST_F(Delivery, OneWayThatFailsLeavesTheOther) {
  mail_by("smtps", "250", "smtps");
  rules.webhook = Webhook{.url = "https://localhost:1/hook"};
  EXPECT_THAT(problem(), HasSubstr("localhost: "));
  expect_our_mail(seen(1).at(0));
  rules.mail->server = "smtps://localhost:1";
  EXPECT_THAT(problem(), HasSubstr("; and localhost: "));
}

}  // namespace
}  // namespace grader::cohort
