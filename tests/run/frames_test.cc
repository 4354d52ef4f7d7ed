// What the relay takes for an answer, from whatever a learner's box may send.
#include "grader/run/frames.h"

#include <gmock/gmock.h>

namespace grader::run {
namespace {

std::string nested(int depth) {
  return R"({"n":7,"value":)" + std::string(static_cast<std::size_t>(depth), '[') +
         std::string(static_cast<std::size_t>(depth), ']') + "}";
}

TEST(Frames, ComeWholeHoweverTheirBytesArrive) {
  const std::string bytes = frame("first") + frame("") + frame(std::string(70'000, 'x'));
  FrameReader reader;
  std::vector<std::string> got;
  for (const char byte : bytes) {
    reader.add(std::string_view(&byte, 1));
    while (auto next = reader.next()) got.push_back(*next);
  }
  EXPECT_THAT(got, testing::ElementsAre("first", "", std::string(70'000, 'x')));
  EXPECT_FALSE(reader.pending());
  EXPECT_FALSE(reader.broken());
}

TEST(Frames, AreSeenBeforeTheyAreTaken) {
  FrameReader reader;
  reader.add(frame("ct") + frame("") + frame("t").substr(0, 4));
  EXPECT_FALSE(reader.holds("t"));
  reader.add("t");
  EXPECT_TRUE(reader.holds("t"));
  EXPECT_EQ(reader.next(), "ct");
  reader.next();
  reader.next();
  EXPECT_FALSE(reader.holds("t"));
}

TEST(Frames, AreRefusedByTheirLengthBeforeTheyAreThere) {
  FrameReader reader;
  reader.add(std::string("\x00\x10\x00\x01", 4));
  EXPECT_TRUE(reader.broken());
  EXPECT_FALSE(reader.next());
  FrameReader most;
  most.add(frame(std::string(kMostFrame, 'x')));
  EXPECT_FALSE(most.broken());
  EXPECT_EQ(most.next()->size(), kMostFrame);
  FrameReader negative;
  negative.add("\xff\xff\xff\xff");
  EXPECT_TRUE(negative.broken());
}

TEST(Answers, AreAValueOrAnErrorOfTheCallInHand) {
  for (const char* answer : {R"({"n":7,"value":null})", R"({"value":[1,{"a":"]]]]"}],"n":7})",
                             R"({"n":7,"error":{"name":"KeyError","message":"x"}})"})
    EXPECT_EQ(wrong_answer(answer, 7), std::nullopt) << answer;
  EXPECT_EQ(wrong_answer(nested(kMostDepth - 1), 7), std::nullopt);
}

TEST(Answers, AreNothingElse) {
  for (const std::string& answer : {std::string(),
                                    std::string("null"),
                                    std::string("passed"),
                                    std::string("[]"),
                                    std::string("{}"),
                                    std::string(R"({"n":7})"),
                                    std::string(R"({"n":8,"value":1})"),
                                    std::string(R"({"n":-7,"value":1})"),
                                    std::string(R"({"n":7.0,"value":1})"),
                                    std::string(R"({"n":"7","value":1})"),
                                    std::string(R"({"value":1})"),
                                    std::string(R"({"n":7,"value":1,"state":"passed"})"),
                                    std::string(R"({"n":7,"value":1,"error":{}})"),
                                    std::string(R"({"n":7,"error":"KeyError"})"),
                                    std::string(R"({"n":7,"error":{"name":"KeyError"}})"),
                                    std::string(R"({"n":7,"error":{"name":1,"message":"x"}})"),
                                    std::string(R"({"n":7,"error":{"name":"A","message":"x","state":"passed"}})"),
                                    std::string(R"({"n":7,"value":1}{"n":8,"value":1})"),
                                    std::string(R"({"n":7,"value":NaN})"),
                                    std::string(R"({"n":7,"value":1e999})"),
                                    std::string("{\"n\":7,\"value\":\"\xff\"}"),
                                    std::string("{\"n\":7,\"value\":\"a\0b\"}", 20),
                                    std::string(R"({"n":7,"value":"\ud800"})"),
                                    std::string(R"({"n":7,"value":)"),
                                    std::string(R"({"state":"passed","message":""})"),
                                    nested(kMostDepth),
                                    nested(400'000),
                                    std::string(1'000'000, '['),
                                    std::string(1'000'000, '"')})
    EXPECT_TRUE(wrong_answer(answer, 7)) << answer.substr(0, 80);
}

}  // namespace
}  // namespace grader::run
