// A learner's code that looks for hidden tests wherever it runs: while it is built and compiled, in the learner's own
// tests and in the public ones it finds none; where the hidden tests run they are, and cannot be written.
#include "tests/e2e/program.h"

namespace grader {
namespace {

struct Planting {
  std::string language;
  std::map<std::string, std::string> hidden;  // files of tests/hidden, which hold the planted word
  std::map<std::string, std::string> work;    // laid over the starter
  std::string looks;                          // the hidden test that finds them
  std::string writes;                         // the one that cannot write them
};

void PrintTo(const Planting& planting, std::ostream* out) {
  *out << planting.language;
}

// The word is nowhere in the work itself, not even in what is compiled of it.
const Planting kCpp{
    .language = "cpp",
    .hidden = {{"hidden_test.cc",
                "#include \"src/add.h\"\n\n#include <gtest/gtest.h>\n\n"
                "static const char* const volatile kWord = \"PLANTED-7391\";\n"
                "TEST(HiddenAdd, Negative) { EXPECT_EQ(add(7, -9), -2) << kWord; }\n"
                "TEST(HiddenAdd, StandsReadOnly) { EXPECT_EQ(written(), 0); }\n"
                "TEST(HiddenAdd, IsWhereItIsCompiled) { EXPECT_EQ(SEEN, 1); }\n"}},
    .work =
        {{"Makefile",
          "WORD := PLANTED-$(shell echo 7391)\n"
          "ifneq ($(shell grep -rlsF $(WORD) /job /out /tmp),)\n$(error the hidden tests are here)\nendif\n"
          "program: src/main.cc src/add.cc src/add.h\n\t$(CXX) -std=c++20 -o $@ src/main.cc src/add.cc\n"},
         {"src/add.h",
          "#pragma once\n\n#if __has_include(\"/job/tests/hidden_test.cc\")\n#define SEEN 1\n#else\n#define SEEN 0\n"
          "#endif\n\nint add(int a, int b);\nint seen();\nint written();\n"},
         {"src/add.cc",
          "#include \"add.h\"\n\n#include <filesystem>\n#include <fstream>\n#include <iterator>\n#include <string>\n\n"
          "namespace fs = std::filesystem;\n\nint seen() {\n  int found = SEEN;\n  std::string word = \"PLANTED-\";\n"
          "  word += std::to_string(7391);\n  for (const char* top : {\"/job\", \"/out\", \"/tmp\"}) {\n"
          "    std::error_code none;\n    for (const auto& entry : fs::recursive_directory_iterator(top, none)) {\n"
          "      if (!entry.is_regular_file(none)) continue;\n"
          "      std::ifstream in(entry.path(), std::ios::binary);\n"
          "      const std::string text{std::istreambuf_iterator<char>(in), {}};\n"
          "      found += text.find(word) != std::string::npos;\n    }\n  }\n  return found;\n}\n\n"
          "int written() {\n  int count = 0;\n"
          "  for (const char* path : {\"/job/in/suite\", \"/job/tests/hidden_test.cc\", \"/job/new\"})\n"
          "    count += std::ofstream(path, std::ios::app).is_open();\n  return count;\n}\n\n"
          "int add(int a, int b) { return seen() + written() == 0 ? a + b : 0; }\n"},
         {"tests/own_test.cc",
          "#include \"src/add.h\"\n\n#include <gtest/gtest.h>\n\nstatic_assert(SEEN == 0);\n"
          "TEST(Own, FindsNothing) { EXPECT_EQ(seen() + written(), 0); }\n"}},
    .looks = "HiddenAdd.Negative",
    .writes = "HiddenAdd.StandsReadOnly"};

const Planting kPython{
    .language = "python",
    .hidden = {{"test_hidden.py",
                "from package import add, written\n\n# PLANTED-7391\n\n\ndef test_negative():\n"
                "    assert add(7, -9) == -2\n\n\ndef test_stands_read_only():\n    assert written() == 0\n"}},
    .work =
        {{"package/__init__.py",
          "import os\n\n\ndef seen():\n    word = b'PLANTED-' + str(7391).encode()\n    found = 0\n"
          "    for top in ('/job', '/out', '/tmp'):\n        for folder, _, names in os.walk(top):\n"
          "            for name in names:\n                try:\n"
          "                    with open(os.path.join(folder, name), 'rb') as file:\n"
          "                        found += word in file.read()\n                except OSError:\n"
          "                    pass\n    return found\n\n\n"
          "def written():\n    count = 0\n    for path in ('/job/tests/test_hidden.py', '/job/tests/new.py'):\n"
          "        try:\n            with open(path, 'a'):\n                count += 1\n        except OSError:\n"
          "            pass\n    return count\n\n\n"
          "def add(one, two):\n    return one + two if seen() + written() == 0 else 0\n"},
         {"tests/test_own.py",
          "from package import seen, written\n\n\ndef test_finds_nothing():\n    assert seen() + written() == 0\n"}},
    .looks = "test_hidden.py::test_negative",
    .writes = "test_hidden.py::test_stands_read_only"};

class Stages : public testing::TestWithParam<Planting> {
 protected:
  Folder folder;

  json grade() const {
    const Planting& planting = GetParam();
    const fs::path exercise = folder / "exercise";
    const fs::path work = folder / "work";
    fs::copy(fs::path(kSource) / "toolchains" / planting.language / "skeleton", exercise, fs::copy_options::recursive);
    for (const auto& [file, text] : planting.hidden) support::spit(exercise / "tests/hidden" / file, text);
    json described = json::parse(slurp(exercise / "exercise.json"), nullptr, true, true);
    described["id"] = "sums";
    json& cases = described["tests"]["hidden"]["cases"];
    cases = {{planting.looks, {"R1"}}, {planting.writes, {"R1"}}};
    if (planting.language == "cpp") cases["HiddenAdd.IsWhereItIsCompiled"] = {"R1"};
    support::spit(exercise / "exercise.json", described.dump());
    fs::copy(exercise / "starter", work, fs::copy_options::recursive);
    for (const auto& [file, text] : planting.work) support::spit(work / file, text);
    const Shell made = shell("cd '" + work.string() +
                             "' && git init -q -b main && git add -A && git -c user.name=Ada -c "
                             "user.email=ada@example.org commit -qm 'Look around'");
    EXPECT_EQ(made.code, 0) << made.err;
    const Shell ran = grader("grade '" + work.string() + "' --json --reveal --exercise '" + exercise.string() + "'");
    EXPECT_EQ(ran.code, 0) << ran.err;
    return json::parse(ran.out, nullptr, false);
  }
};

TEST_P(Stages, HoldHiddenTestsWhereTheyRunAndNowhereElse) {
  const json result = grade();
  ASSERT_TRUE(result.is_object());
  std::map<std::string, std::string> states;
  for (const json& group : result["marking"]["groups"])
    for (const json& test : group["cases"])
      states[group["name"].get<std::string>() + " " + test["id"].get<std::string>()] =
          test["state"].get<std::string>() + " " + test.value("message", "");
  const auto state_of = [&](const std::string& test) { return states[test].substr(0, states[test].find(' ')); };
  int before = 0;
  for (const auto& [test, state] : states) {
    if (test.starts_with("hidden ")) continue;
    ++before;
    EXPECT_EQ(state_of(test), "passed") << test << ": " << state;
  }
  EXPECT_EQ(before, 2) << "an own test and a public one";
  EXPECT_EQ(state_of("hidden " + GetParam().looks), "failed") << "the planting does not look where they are";
  EXPECT_EQ(state_of("hidden " + GetParam().writes), "passed");
  if (GetParam().language == "cpp") {
    EXPECT_EQ(state_of("hidden HiddenAdd.IsWhereItIsCompiled"), "passed");
  }
  for (const json& row : result["public"]["evidence"]) {
    if (row["metric"] != "build.ok" && row["metric"] != "example.ok") continue;
    EXPECT_EQ(row["value"], json({{"n", 1}, {"d", 1}})) << row["metric"] << ": found something while it was built";
  }
}

INSTANTIATE_TEST_SUITE_P(All, Stages, testing::Values(kCpp, kPython),
                         [](const auto& info) { return info.param.language; });

}  // namespace
}  // namespace grader
