// What a learner is told to run makes files as the step of the formatter wants them.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "grader/base/files.h"
#include "grader/toolchain/toolchain.h"

namespace grader::toolchain {
namespace {

namespace fs = std::filesystem;

struct Language {
  std::string file;
  std::string text;       // with a line of 90 columns, which is too long for most but not here
  std::string formatter;  // with the configuration that the step uses
};

const std::map<std::string, Language> kLanguages = {
    {"cpp",
     {"a.cc",
      "int add( int first_number_of_a_long_name,int second_number_of_a_long_name,int third_number ) {\nif (1) { "
      "return 1; }\n    return 0; }\n",
      "clang-format -i --style=file:"}},
    {"python",
     {"a.py",
      "def add( first_number_of_a_long_name,second_number_of_a_long_name,third_number_of_a_name ):\n  return {'a':1}\n",
      "black -q --config "}}};

TEST(Formatters, DoWhatTheirStepAsksFor) {
  const auto tools = read_toolchains();
  ASSERT_TRUE(tools) << message(tools.error());
  for (const Toolchain& toolchain : *tools) {
    SCOPED_TRACE(toolchain.id);
    ASSERT_TRUE(toolchain.formatter);
    const Language& language = kLanguages.at(toolchain.id);
    auto folder = TempFolder::make(fs::temp_directory_path());
    ASSERT_TRUE(folder);
    fs::create_symlink("/usr/bin/clang-format-19", folder->path() / "clang-format");
    const auto formatted = [&](const std::string& command) {
      const fs::path file = folder->path() / language.file;
      EXPECT_TRUE(write_file(file, language.text));
      const std::string run = "PATH=" + folder->path().string() + ":$PATH; " + command + " " + file.string();
      EXPECT_EQ(std::system((run + " 2>&1").c_str()), 0) << run;
      return read_file(file).value_or("");
    };
    const std::string wanted =
        formatted(language.formatter + (toolchain.folder / toolchain.formatter->configuration).string());
    EXPECT_NE(wanted, language.text);
    EXPECT_EQ(formatted(toolchain.formatter->command), wanted);
  }
}

}  // namespace
}  // namespace grader::toolchain
