#include "grader/syntax/highlight.h"

#include <gmock/gmock.h>

#include "grader/toolchain/toolchain.h"

namespace grader::syntax {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

HighlightQuery query_of(const std::string& language) {
  const auto tools = toolchain::read_toolchain(std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains" / language);
  auto query = HighlightQuery::compile(*tools->syntax->highlight);
  EXPECT_TRUE(query) << message(query.error());
  return std::move(*query);
}

const char* name_of(Token token) {
  switch (token) {
    case Token::kComment:
      return "comment";
    case Token::kString:
      return "string";
    case Token::kNumber:
      return "number";
    case Token::kKeyword:
      return "keyword";
    case Token::kType:
      return "type";
    case Token::kFunction:
      return "function";
    default:
      return "plain";
  }
}

std::vector<std::string> coloured(const std::string& language, const std::string& source) {
  std::vector<std::string> parts;
  for (const Span& span : query_of(language).read(source))
    parts.push_back(std::string(name_of(span.token)) + " " + source.substr(span.begin, span.end - span.begin));
  return parts;
}

TEST(Highlight, NamesThePartsOfCpp) {
  EXPECT_THAT(coloured("cpp", "#include <string>\n// note\nint twice(int a) { return f(a) * 2 + \"x\"[0]; }\n"),
              ElementsAre("keyword #include", "string <string>", "comment // note", "type int", "function twice",
                          "type int", "keyword return", "function f", "number 2", "string \"x\"", "number 0"));
}

TEST(Highlight, NamesThePartsOfPython) {
  EXPECT_THAT(coloured("python", "# note\ndef twice(a: int):\n    if a is None:\n        return f\"x{a}y\" + str(2)\n"),
              ElementsAre("comment # note", "keyword def", "function twice", "type int", "keyword if", "keyword is",
                          "keyword None", "keyword return", "string f\"x", "string y\"", "function str", "number 2"));
}

// Brackets without end, nests, bytes of no text: spans in order, side by side and within the text.
TEST(Highlight, HoldsForHostileText) {
  std::vector<std::string> texts = {"",     "\xff\xfe\x80", std::string("\0\0", 2), "\"\"\"", "/*", "f\"{f\"{f\"{",
                                    "R\"(", "'''{"};
  texts.push_back(std::string(3000, '('));
  texts.push_back(std::string(400, '(') + std::string(400, ')'));
  std::string nested;
  for (int i = 0; i < 600; ++i) nested += "-";
  texts.push_back("x = " + nested + "1\n");
  for (const char* language : {"cpp", "python"}) {
    const HighlightQuery query = query_of(language);
    for (const std::string& text : texts) {
      std::size_t at = 0;
      for (const Span& span : query.read(text)) {
        EXPECT_LE(at, span.begin);
        EXPECT_LT(span.begin, span.end);
        at = span.end;
      }
      EXPECT_LE(at, text.size());
    }
    EXPECT_THAT(query.read(std::string(3000, '(') + " int a;"), IsEmpty());
    EXPECT_THAT(query.read(std::string((1U << 20U) + 1, ' ') + "\"text\""), IsEmpty());
  }
}

TEST(Highlight, NamesTheFileOfAQueryThatIsWrong) {
  const auto no_grammar = HighlightQuery::compile({.grammar = "none", .file = "a.scm"});
  ASSERT_FALSE(no_grammar);
  EXPECT_THAT(message(no_grammar.error()), testing::HasSubstr("a.scm"));
  const auto no_node = HighlightQuery::compile({.grammar = "cpp", .file = "a.scm", .query = "\n(nothing) @string"});
  ASSERT_FALSE(no_node);
  EXPECT_THAT(message(no_node.error()), testing::HasSubstr("line 2"));
  const auto no_colour = HighlightQuery::compile({.grammar = "cpp", .file = "a.scm", .query = "(comment) @commment"});
  ASSERT_FALSE(no_colour);
  EXPECT_THAT(message(no_colour.error()), testing::HasSubstr("@commment"));
}

}  // namespace
}  // namespace grader::syntax
