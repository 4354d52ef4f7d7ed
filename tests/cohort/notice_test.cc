// What a notice says.
#include "grader/cohort/notice.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "grader/base/dates.h"
#include "grader/base/text.h"
#include "tests/cohort/notice_made.h"

namespace grader::cohort {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(Notice, CountsAndNamesNobody) {
  const Notice expected{.cohort = "SDT",
                        .run = "SDT.1",
                        .day = "2026-03-06",
                        .page = "/srv/caf\xc3\xa9/results/index.html",
                        .submissions = 4,
                        .graded = 2,
                        .unchanged = 1,
                        .no_submission = 1,
                        .repository_faults = 1,
                        .ready = 1,
                        .gates = 1,
                        .flagged = 1,
                        .reviews = 2};
  EXPECT_TRUE(notice() == expected);
  const auto written = mail_of(mail(), notice(), {});
  ASSERT_TRUE(written);
  for (const std::string& text : {webhook_body(notice()), *written}) {
    for (const char* word : {"ada-17", "bob-18", "cy-19", "Strong", "Not yet", "t1", "ACME", "S1"})
      EXPECT_THAT(text, Not(HasSubstr(word)));
  }
}

TEST(Notice, IsOneObjectForAWebhook) {
  const json body = json::parse(webhook_body(notice()));
  EXPECT_EQ(body["schema"], "grader-notice-1");
  EXPECT_EQ(body["text"], "SDT: 2 graded, 1 could not be graded, 1 ready for review");
  EXPECT_EQ(body["page"], "/srv/caf\u00e9/results/index.html");
  EXPECT_EQ(body["counts"]["repository_faults"], 1);
  EXPECT_EQ(body["counts"]["gates_to_confirm"], 1);
  EXPECT_EQ(body["counts"]["reviews_asked"], 2);
  EXPECT_EQ(body["counts"].size(), 11U);
}

TEST(Notice, IsAMailOfPlainLines) {
  const auto written = mail_of(mail(), notice(), *due_of("2026-03-06T04:05Z", ""));
  ASSERT_TRUE(written) << message(written.error());
  EXPECT_THAT(*written,
              testing::StartsWith("Date: Fri, 06 Mar 2026 04:05:00 +0000\r\nFrom: grader@college.example\r\n"
                                  "To: a@college.example,\r\n b.c@x.example\r\nSubject: grader: SDT: 2 graded, "));
  for (const std::string& line : split(*written, '\n')) {
    if (line.empty()) continue;  // behind the last line end
    EXPECT_EQ(line.back(), '\r');
    EXPECT_LE(line.size(), 79U);
  }
  EXPECT_EQ(valid_utf8(*written), written->size());
  EXPECT_EQ(*mail_of(mail(), notice(), *due_of("2026-03-06T04:05Z", "")), *written);
}

TEST(Notice, TakesNoAddressThatCouldEndAHeader) {
  for (const std::string wrong :
       {"",      "a",      "@b",        "a@",          "a@b@c",     "a@b\r\nBcc: x@y", "a@b\n",  "a b@c",
        "a@b c", "<a@b>",  "Ada <a@b>", "a@b,c@d",     "a@b;c",     "\"a\"@b",         "a(x)@b", "a@[127.0.0.1]",
        ".a@b",  "a..b@c", "a@b.",      "a@-\xc3\xa9", "\xc3\xa9@b"}) {
    Mail one = mail();
    one.to.back() = wrong;
    const auto to = mail_of(one, notice(), {});
    ASSERT_FALSE(to) << wrong;
    EXPECT_EQ(to.error().fault, Fault::kSetup);
    EXPECT_THAT(to.error().found, Not(HasSubstr("\n")));
    one = mail();
    one.from = wrong;
    EXPECT_FALSE(mail_of(one, notice(), {})) << wrong;
  }
  Mail long_one = mail();
  long_one.from = std::string(255, 'a') + "@b.example";
  EXPECT_FALSE(mail_of(long_one, notice(), {}));
  for (const char* right : {"o'neil+x@a-b.example", "a_b=c@x"}) {
    Mail one = mail();
    one.from = right;
    EXPECT_TRUE(mail_of(one, notice(), {})) << right;
  }
}

TEST(Notice, HasASubjectOfOneLineWhateverTheCohortIsCalled) {
  Notice odd = notice();
  odd.cohort = "x\r\nBcc: y@z.example\xc3\xa9";
  const auto written = mail_of(mail(), odd, {});
  ASSERT_TRUE(written);
  EXPECT_THAT(*written, AllOf(Not(HasSubstr("\nBcc")), HasSubstr("Subject: grader: x??Bcc: y@z.example??: ")));
}

// Of a run that failed at `found`, over a roster of ada-17 and a1.
Notice failure(const std::string& doing, const std::string& found) {
  std::vector<Row> rows(2);
  rows[0].submission.apprentice = "ada-17";
  rows[1].submission.apprentice = "a1";
  const Error error{.fault = Fault::kPlatform,
                    .doing = doing,
                    .thing = "/srv/results/ada-17/bank.html",
                    .found = found,
                    .remedy = "free space"};
  return notice_of_failure("SDT", rows, error, *day_of("2026-03-06"));
}

TEST(NoticeOfAFailure, SaysWhatFailedAndCountsNothing) {
  const Notice failed = failure("writing a file", "No space left on device");
  const json body = json::parse(webhook_body(failed));
  EXPECT_EQ(body["text"], "SDT: the run failed, could not finish writing a file");
  EXPECT_EQ(body["failure"], json::parse(R"({"doing": "writing a file", "what": "/srv/results/***/bank.html",
      "found": "No space left on device", "do": "free space", "exit_code": 4})"));
  EXPECT_EQ(body["day"], "2026-03-06");
  for (const char* counted : {"counts", "run", "page"}) EXPECT_FALSE(body.contains(counted)) << counted;
  const auto written = mail_of(mail(), failed, {});
  ASSERT_TRUE(written) << message(written.error());
  EXPECT_THAT(*written, HasSubstr("Subject: grader: SDT: the run failed, could not finish writing a file\r\n"));
  EXPECT_EQ(mail_of(mail(), notice(), {})->find("the run failed"), std::string::npos);
}

TEST(NoticeOfAFailure, HoldsNothingOfApprenticesAndNoSecret) {
  const auto found = [](const std::string& doing, const std::string& text) {
    return failure(doing, text).failure->found;
  };
  EXPECT_EQ(found("keeping results", "a1 and results/a1.html, a12, xa1, a1-b, ada-17"),
            "*** and results/***.html, a12, xa1, a1-b, ***");
  EXPECT_EQ(found("fetching", "https://sam:t0ps3cret@git.example.org/x"), "https://***@git.example.org/x");
  EXPECT_EQ(found(kReadingRoster, "repository: https://git.example.org/sam: gone"), "repository: ***");
  EXPECT_EQ(found(kReadingRoster, "repository is empty"), "repository is empty");
}

}  // namespace
}  // namespace grader::cohort
