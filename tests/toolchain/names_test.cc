// A toolchain that names what it does not have is refused: one wrong word at a time in the one for C++.
#include <gmock/gmock.h>

#include <filesystem>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/toolchain/toolchain.h"

namespace grader::toolchain {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Mistake {
  const char* called;
  const char* right;  // the first place in toolchain.json where this stands
  const char* wrong;
  const char* found;
  const char* remedy;
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.called;
}

class Names : public testing::TestWithParam<Mistake> {
 protected:
  void SetUp() override {
    auto made = TempFolder::make(fs::temp_directory_path());
    ASSERT_TRUE(made);
    folder_.emplace(std::move(*made));
    fs::copy(fs::path(GRADER_SOURCE_DIR) / "toolchains" / "cpp", folder_->path(),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }

  std::optional<TempFolder> folder_;
};

TEST_P(Names, AreRefusedWhereNothingIsCalledSo) {
  const fs::path file = folder_->path() / "toolchain.json";
  std::string text = read_file(file).value();
  const std::size_t at = text.find(GetParam().right);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string_view(GetParam().right).size(), GetParam().wrong);
  ASSERT_TRUE(write_file(file, text));
  const auto read = read_toolchain(folder_->path());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().fault, Fault::kSetup);
  EXPECT_EQ(read.error().thing, file.string());
  EXPECT_EQ(read.error().found, GetParam().found);
  EXPECT_THAT(read.error().remedy, HasSubstr(GetParam().remedy));
}

INSTANTIATE_TEST_SUITE_P(
    All, Names,
    testing::Values(
        Mistake{"each", R"("compile", "each": "component")", R"("compile", "each": "componnt")",
                R"(the step "compile": no role is called "componnt")", R"(write "component")"},
        Mistake{"mutated", R"("mutated": "header")", R"("mutated": "headr")",
                R"(the step "compile tests with coverage": no role is called "headr")", R"(write "header")"},
        Mistake{"need", R"({"step": "compile mutants", )", R"({"step": "compile mutant", )",
                R"(the step "link mutants": no step is called "compile mutant")", R"(write "compile mutants")"},
        Mistake{"else", R"("at": "in", "else": "compile tests"}, {"step": "compile copies")",
                R"("at": "in", "else": "nothing"}, {"step": "compile copies")",
                R"(the step "link": no step is called "nothing")", "use one of: "},
        Mistake{"role", R"("each": "component", "inputs": ["file", "role:header"])",
                R"("each": "component", "inputs": ["file", "role:heder"])",
                R"(the step "compile": no role is called "heder")", R"(write "header")"},
        Mistake{"original", R"("original:header")", R"("original:heder")",
                R"(the step "compile mutants": no role is called "heder")", R"(write "header")"},
        Mistake{"tool", R"("tool:clang-format")", R"("tool:clang-fromat")",
                R"(the step "format": no file of the folder is called "clang-fromat")", R"(write "clang-format")"},
        Mistake{"value", R"("tool:{framework.runner}")", R"("tool:{framework.runer}")",
                R"(the step "runner": no value of the framework gtest is called "runer")", R"(write "runner")"},
        Mistake{"if", R"("if": "{framework.before_runner}")", R"("if": "{framework.after_runner}")",
                R"(the step "runner": no value of the framework gtest is called "after_runner")", "before_runner"},
        Mistake{"argument", R"("-O0", "{framework.before_runner}")", R"("-O0", "{framework.after_runner}")",
                R"(the step "runner": no value of the framework gtest is called "after_runner")", "before_runner"},
        Mistake{"file of a value", R"("runner": "runner_gtest.cc")", R"("runner": "runner_gtset.cc")",
                R"(the step "runner": no file of the folder is called "runner_gtset.cc")",
                R"(write "runner_gtest.cc")"},
        Mistake{"outputs", R"({outputs:compile mutants:)", R"({outputs:link:)",
                R"(the step "link mutants": no step it needs is called "link")", "use one of: compile mutants, "},
        Mistake{"worker", R"("worker": {)", R"("worker": {"inputs": ["tool:nowhere.h"], )",
                R"(the step "run split": no file of the folder is called "nowhere.h")", "use one of: "},
        Mistake{"syntax", R"("helpers": "testcode")", R"("helpers": "testcod")",
                R"(syntax: no role is called "testcod")", R"(write "testcode")"},
        Mistake{"mutate", R"("role": "covered")", R"("role": "coverd")", R"(mutate: no role is called "coverd")",
                R"(write "covered")"},
        Mistake{"formatter", R"("configuration": "clang-format"})", R"("configuration": "clang-fromat"})",
                R"(formatter: no configuration is called "clang-fromat")", R"(write "clang-format")"},
        Mistake{"salt", R"("salt": {"file")", R"("salt": {"role": "sorce", "file")",
                R"(salt: no role is called "sorce")", R"(write "source")"},
        Mistake{"two of a name", R"({"name": "compile mutants")", R"({"name": "compile")",
                R"(steps: two are called "compile")", "a name of its own"}),
    [](const auto& row) { return replace_all(row.param.called, " ", "_"); });

TEST(Toolchains, NameOnlyWhatTheyHave) {
  const auto read = read_toolchains();
  ASSERT_TRUE(read) << message(read.error());
  EXPECT_EQ(read->size(), 2U);
}

}  // namespace
}  // namespace grader::toolchain
