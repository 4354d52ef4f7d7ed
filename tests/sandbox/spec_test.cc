#include "sandbox/spec.h"

#include <gmock/gmock.h>

#include "tests/sandbox/box.h"

namespace grader::sandbox {
namespace {

using testing::HasSubstr;

Spec full_spec() {
  Spec spec;
  spec.job = "/j";
  spec.argv = {"/bin/true", "a b"};
  spec.env = {{"A", "1"}};
  spec.input = "in\n";
  spec.channel = "n";
  spec.peer = "/p";
  spec.collect = {{.path = "a/b", .max_bytes = 5, .tree = true}};
  spec.result = "/r";
  spec.minimum_tier = Tier::kFull;
  spec.root = "/root";
  return spec;
}

std::string changed(const std::string& from, const std::string& to) {
  std::string text = print_spec(full_spec());
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Spec, SurvivesAJourneyThroughJson) {
  EXPECT_EQ(parse_spec(print_spec(full_spec())), full_spec());
}

TEST(Spec, NamesWhatIsWrong) {
  EXPECT_THAT(parse_spec(changed("\"folder\"", "\"foldr\"")).error(), HasSubstr("foldr"));
  EXPECT_THAT(parse_spec(changed("\"inodes\"", "\"inode\"")).error(), HasSubstr("inode"));
  EXPECT_THAT(parse_spec(changed("/bin/true", "true")).error(), HasSubstr("argv"));
  EXPECT_THAT(parse_spec(changed("a/b", "../b")).error(), HasSubstr("../b"));
  EXPECT_THAT(parse_spec(changed("\"cpu_ms\":10000", "\"cpu_ms\":-1")).error(), HasSubstr("cpu_ms"));
  EXPECT_FALSE(parse_spec("{"));
  EXPECT_FALSE(parse_spec("[]"));
  EXPECT_FALSE(parse_spec(""));
}

TEST(Spec, TakesNoLimitThatMeansNone) {
  for (const LimitField& field : limit_fields()) {
    Spec spec = full_spec();
    for (const std::uint64_t value : {field.least - 1, field.most + 1}) {
      spec.limits.*field.field = value;
      EXPECT_THAT(parse_spec(print_spec(spec)).error(), HasSubstr(field.key)) << value;
    }
  }
  EXPECT_THAT(parse_spec(changed("a b", "a\\u0000b")).error(), HasSubstr("argv"));
  EXPECT_THAT(parse_spec(changed("\"A\"", "\"A=\"")).error(), HasSubstr("env"));
}

// Whatever a spec that is taken asks for, the program's end is said in the words for programs: the box never fails.
TEST(Spec, NoLimitMakesTheBoxFail) {
  for (const LimitField& field : limit_fields()) {
    for (const std::uint64_t value : {field.least, field.most}) {
      Spec spec = attack("honest");
      spec.limits.*field.field = value;
      const Ran ran = run(spec);
      EXPECT_EQ(ran.code, 0) << field.key << " " << value << " " << ran.complaint;
      ASSERT_FALSE(ran.report.refused) << field.key << " " << value << " " << ran.report.refused->found;
      EXPECT_NE(ran.report.end, End::kNotStarted) << field.key << " " << value << " " << ran.report.reason;
    }
  }
}

TEST(Report, SurvivesAJourneyThroughJson) {
  Report report;
  report.tier = Tier::kFull;
  report.cgroup = "v1";
  report.end = End::kOutputLimit;
  report.what = "disk";
  report.cpu_us = 5;
  report.peak_bytes = 7;
  report.out = {.bytes = 3, .truncated = true};
  report.files = {{.path = "x", .status = "refused", .why = "a symbolic link", .bytes = 0}};
  EXPECT_EQ(parse_report(print_report(report)), report);
  Report refused;
  refused.refused = Refusal{.mechanism = "seccomp", .found = "not there", .remedy = "a newer kernel"};
  EXPECT_EQ(parse_report(print_report(refused)), refused);
}

TEST(Helper, ComplainsAboutAMalformedSpec) {
  const Ran ran = run_text("{\"schema\":\"grader-sandbox-1\",\"jobb\":1}");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.complaint, HasSubstr("jobb"));
}

}  // namespace
}  // namespace grader::sandbox
