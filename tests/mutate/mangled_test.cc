// Texts that nobody wrote.
#include <gmock/gmock.h>

#include "grader/syntax/source.h"
#include "tests/mutate/programs.h"

namespace grader::mutate {
namespace {

bool readable(const std::string& language, const std::string& text) {
  static const auto cpp = syntax::SourceQuery::compile(toolchain_of("cpp").syntax->rules);
  static const auto python = syntax::SourceQuery::compile(toolchain_of("python").syntax->rules);
  return (language == "cpp" ? cpp : python)->read("a", text).files.at(0).unreadable == 0;
}

// Cut off, and with bytes taken out, turned round and doubled: no crash, and what was readable stays so.
TEST(MutateMangled, GivesTextsThatReadAsBefore) {
  std::size_t read = 0;
  for (const std::string language : {"cpp", "python"}) {
    for (const Source& source : sources(language == "cpp" ? ".cc" : ".py", {"reference"})) {
      const std::string& text = source.text;
      for (std::size_t i = 0; i < 60; ++i) {
        const std::size_t at = (i * 7919 + 13) % text.size();
        std::string mangled = text;
        if (i % 4 == 0) mangled = text.substr(0, at);
        if (i % 4 == 1) mangled.erase(at, 1 + i % 5);
        if (i % 4 == 2) std::reverse(mangled.begin() + static_cast<std::ptrdiff_t>(at), mangled.end());
        if (i % 4 == 3) mangled.insert(at, text.substr(at / 2, 1 + i % 17));
        const Schemata schemata = make(language, mangled);
        if (schemata.files.empty() || !readable(language, mangled)) continue;
        ++read;
        EXPECT_TRUE(readable(language, schemata.files[0].text)) << source.path << " " << i << "\n" << mangled;
      }
    }
  }
  EXPECT_GT(read, 50U);
}

}  // namespace
}  // namespace grader::mutate
