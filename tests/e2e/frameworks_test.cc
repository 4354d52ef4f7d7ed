// An exercise whose tests are written with another framework of the language is verified and graded as any other.
#include "tests/e2e/program.h"

namespace grader {
namespace {

struct Framework {
  std::string name;
  std::string include;
  std::string main;  // what a test file of the learner's says to get a main of its own
};

class Frameworks : public testing::TestWithParam<Framework> {
 protected:
  Folder folder;
  fs::path exercise = folder / "exercise";

  std::string file(const std::string& tests, const std::string& first = "") const {
    return first + "#include <" + GetParam().include + ">\n\n#include \"src/add.h\"\n\n" + tests;
  }
  // The skeleton, its tests written anew.
  void SetUp() override {
    fs::copy(fs::path(kSource) / "toolchains/cpp/skeleton", exercise, fs::copy_options::recursive);
    support::spit(exercise / "tests/hidden/hidden_test.cc",
                  file("TEST_CASE(\"adds negative numbers\") { CHECK(add(7, -9) == -2); }\n"
                       "TEST_CASE(\"adds zero\") { REQUIRE(add(0, 4) == 4); }\n"));
    support::spit(exercise / "tests/public/public_test.cc",
                  file("TEST_CASE(\"adds two and three\") { CHECK(add(2, 3) == 5); }\n"));
    support::spit(exercise / "reference/tests/add_test.cc",
                  file("TEST_CASE(\"small sums\") { CHECK(add(1, 1) == 2); }\n", "#define " + GetParam().main + "\n"));
    json described = json::parse(slurp(exercise / "exercise.json"), nullptr, true, true);
    described["id"] = "sums";
    described["tests"]["public"]["cases"] = {{"adds two and three", {"R1"}}};
    described["tests"]["hidden"]["cases"] = {{"adds negative numbers", {"R1"}}, {"adds zero", {"R1"}}};
    support::spit(exercise / "exercise.json", described.dump());
  }
};

TEST_P(Frameworks, VerifyAnExercise) {
  const Shell ran = grader("exercise verify '" + exercise.string() + "'");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("2 hidden and 1 public test,"));
}

TEST_P(Frameworks, TellExpectedFromActual) {
  const std::string work = (folder / "work").string();
  fs::copy(exercise / "starter", work, fs::copy_options::recursive);
  support::spit(fs::path(work) / "src/add.cc", "#include \"add.h\"\n\nint add(int a, int b) { return a - b; }\n");
  ASSERT_EQ(shell("cd '" + work +
                  "' && git init -q -b main && git add -A && git -c user.name=Ada -c "
                  "user.email=ada@example.org commit -qm 'Begin'")
                .code,
            0);
  const Shell ran = grader("grade '" + work + "' --json --exercise '" + exercise.string() + "'");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json graded = json::parse(ran.out);
  for (const json& group : graded["public"]["groups"]) {
    if (group["name"] != "public") continue;
    EXPECT_EQ(group["cases"][0]["state"], "failed");
    EXPECT_THAT(group["cases"][0]["message"].get<std::string>(), HasSubstr("-1 == 5"));
    EXPECT_THAT(group["cases"][0]["message"].get<std::string>(), HasSubstr("public_test.cc:5: "));
  }
}

INSTANTIATE_TEST_SUITE_P(All, Frameworks,
                         testing::Values(Framework{"catch2", "catch2/catch.hpp", "CATCH_CONFIG_MAIN"},
                                         Framework{"doctest", "doctest/doctest.h",
                                                   "DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN"}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace grader
