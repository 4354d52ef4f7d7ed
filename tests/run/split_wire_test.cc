// What the boxes of mode split of C++ make of each other's bytes; the worker's end is hostile.
#include "toolchains/cpp/split_wire.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace grader_split {
namespace {

using testing::HasSubstr;

// What is wrong with it; "" when nothing is.
std::string refused(const std::string& text) {
  try {
    static_cast<void>(parse(text));
    return {};
  } catch (const Wrong& wrong) {
    return wrong.what;
  }
}

TEST(SplitJson, IsReadAndWrittenAgain) {
  for (const char* text :
       {"null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "0.5", "1e+22", "2.0",
        "-0.0", "\"\"", "\"\\\"\\\\\"", "\"\\u0001\"", "\"\xC2\xA3 \xE2\x82\xAC \xF0\x9F\xA6\x86\"", "[]", "{}",
        "[1,[2,[]],null]", R"({"b":1,"a":{"c":[true]}})"})
    EXPECT_EQ(print(parse(text)), text);
  EXPECT_EQ(print(parse(" { \"a\" : [ 1 , 2 ] }\n")), R"({"a":[1,2]})");
  EXPECT_EQ(print(parse(R"("\u00a3\ud83e\udd86\b\f\n\r\t\/")")),
            "\"\xC2\xA3\xF0\x9F\xA6\x86\\u0008\\u000c\\u000a\\u000d\\u0009/\"");
}

TEST(SplitJson, RefusesWhatIsNone) {
  for (const std::string text : {"",
                                 " ",
                                 "nul",
                                 "[1",
                                 "[1,]",
                                 "[,1]",
                                 "{",
                                 "{\"a\"}",
                                 "{\"a\":}",
                                 "{\"a\":1,}",
                                 "{a:1}",
                                 "{1:1}",
                                 "\"",
                                 "\"a",
                                 "\"\\\"",
                                 "\"\\x\"",
                                 "\"\\u12\"",
                                 "\"\\u12g4\"",
                                 "\"\\ud83e\"",
                                 "\"\\ud83ex\"",
                                 "\"\\ud83e\\u0041\"",
                                 "\"\\udd86\"",
                                 "\"\n\"",
                                 "\"\xff\"",
                                 "\"\xC0\x80\"",
                                 "\"\xED\xA0\x80\"",
                                 "\"\xF4\x90\x80\x80\"",
                                 "\"\xE2\x82\"",
                                 "-",
                                 "1-2",
                                 "1e",
                                 "1e999",
                                 "+1",
                                 "nan",
                                 "inf",
                                 "0x1",
                                 "1 2",
                                 "[] []",
                                 "]",
                                 "null,"})
    EXPECT_NE(refused(text), "") << text;
  EXPECT_EQ(refused(std::string(70, '[') + std::string(70, ']')), "");
  EXPECT_THAT(refused(std::string(1'000'000, '[')), HasSubstr("too deep"));
}

// The box of the tests reads what the relay has let through.
TEST(SplitJson, ReadsWhatTheRelayReads) {
  for (const char* text : {"1e-400", "-0", "18446744073709551615", "1E5", "[0.1e1]"}) {
    EXPECT_TRUE(nlohmann::json::accept(text)) << text;
    EXPECT_EQ(refused(text), "") << text;
  }
}

TEST(SplitJson, MakesTextReadable) {
  EXPECT_EQ(readable("a\xC2\xA3\xff\xE2\x82"), "a\xC2\xA3???");
  EXPECT_EQ(readable("ab\xC2\xA3", 3), "ab") << "no half of a character";
  EXPECT_EQ(readable("\xff\xff", 1), "?");
}

template <class T>
std::string mismatch_of(const std::string& text) {
  try {
    static_cast<void>(Wire<T>::read(parse(text)));
    return {};
  } catch (const Wrong& wrong) {
    return wrong.what;
  }
}

TEST(SplitWire, BelievesNoOtherKind) {
  EXPECT_EQ(mismatch_of<bool>("1"), "int where bool is declared");
  EXPECT_EQ(mismatch_of<int>("true"), "bool where int is declared");
  EXPECT_EQ(mismatch_of<int>("1.0"), "real where int is declared");
  EXPECT_EQ(mismatch_of<int>("2147483648"), "2147483648 where int is declared");
  EXPECT_EQ(mismatch_of<double>("\"infinite\""), "string where real is declared");
  EXPECT_EQ(mismatch_of<std::string>("null"), "nothing where string is declared");
  EXPECT_EQ(mismatch_of<std::vector<int>>("{}"), "a record where list is declared");
  EXPECT_EQ(mismatch_of<std::vector<int>>("[1,[2]]"), "a list where int is declared");
  EXPECT_EQ(mismatch_of<std::optional<int>>("\"\""), "string where int is declared");
  for (const char* text : {"{}", "[1]", "[[1]]", "[[1,\"a\",2]]"})
    EXPECT_THAT((mismatch_of<std::map<int, std::string>>(text)), HasSubstr("where map is declared")) << text;
  for (const char* text : {"\"a\"", "\"abc?\"", "\"ab=c\"", "[1]"})
    EXPECT_THAT(mismatch_of<std::vector<unsigned char>>(text), HasSubstr("where bytes is declared")) << text;
}

std::string of_record(const std::string& text) {
  try {
    return std::to_string(fields_of(parse(text), "Job", {"number", "owner"}).size());
  } catch (const Wrong& wrong) {
    return wrong.what;
  }
}

TEST(SplitWire, TakesRecordsWithExactlyTheirFields) {
  EXPECT_EQ(of_record(R"({"owner":"Ada","number":1})"), "2");
  EXPECT_EQ(of_record(R"({"number":1})"), "a record without owner where Job is declared");
  EXPECT_EQ(of_record(R"({"number":1,"owner":"","more":1})"), "a record where Job is declared");
  EXPECT_EQ(of_record(R"({"number":1,"owner":"","owner":""})"), "a record where Job is declared");
  EXPECT_EQ(of_record("[1]"), "a list where Job is declared");
}

TEST(SplitWire, WritesNoTextThatIsNoUtf8) {
  EXPECT_THROW(Wire<std::string>::write("\xff"), Wrong);
}

}  // namespace
}  // namespace grader_split
