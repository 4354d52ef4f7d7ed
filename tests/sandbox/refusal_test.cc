// Every mechanism is switched off once: the run is refused and the refusal names it.
#include <gmock/gmock.h>

#include "sandbox/host.h"
#include "sandbox/mechanism.h"
#include "tests/sandbox/box.h"

namespace grader::sandbox {

/// GoogleTest finds it by its namespace and writes it into the names CTest lists.
void PrintTo(const Mechanism& mechanism, std::ostream* out) {
  *out << mechanism.name;
}

namespace {

class Refusal : public testing::TestWithParam<Mechanism> {};

TEST_P(Refusal, NamesTheMissingMechanism) {
  Spec spec = attack("honest");
  if (GetParam().name == "cgroup") spec.minimum_tier = Tier::kFull;
  const Ran ran = run(spec, {"--pretend-missing", std::string(GetParam().name)});
  ASSERT_EQ(ran.code, 4) << ran.complaint;
  ASSERT_TRUE(ran.report.refused);
  EXPECT_EQ(ran.report.refused->mechanism, GetParam().name);
  EXPECT_EQ(ran.report.refused->remedy, remedy_for(GetParam().name, read_host()));
  EXPECT_EQ(ran.out, "") << "the program ran all the same";
}

INSTANTIATE_TEST_SUITE_P(EachMechanism, Refusal, testing::ValuesIn(mechanisms()), [](const auto& info) {
  std::string name;
  for (const char c : info.param.name) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
});

TEST(RefusalTier, WithoutAGroupTheBoxIsOfTheLowerTierAndSaysSo) {
  const Ran ran = run(attack("honest"), {"--pretend-missing", "cgroup"});
  ASSERT_EQ(ran.code, 0) << ran.complaint;
  EXPECT_EQ(ran.report.tier, Tier::kNamespaces);
  EXPECT_EQ(ran.report.cgroup, "none");
  EXPECT_FALSE(ran.report.peak_bytes);
}

TEST(RefusalTier, ApproximateLimitsStillHold) {
  Spec busy = attack("busy");
  busy.limits.cpu_ms = 1000;
  EXPECT_EQ(run(busy, {"--pretend-missing", "cgroup"}).report.end, End::kCpuLimit);
  EXPECT_EQ(run(attack("spread"), {"--pretend-missing", "cgroup"}).out, "1\n") << "processors";
  const Ran memory = run(attack("malloc_bomb"), {"--pretend-missing", "cgroup"});
  EXPECT_EQ(memory.report.end, End::kExited);
  EXPECT_EQ(memory.report.value, 9) << "malloc fails at the limit";
}

}  // namespace
}  // namespace grader::sandbox
