// What a toolchain asks of an exercise of mode split.
#include "grader/pipeline/request.h"

#include <gmock/gmock.h>

namespace grader::pipeline {
namespace {

using testing::HasSubstr;

Exercise split_exercise() {
  return {.id = "shelf", .mode = Mode::kSplit, .interface = R"({"header":"src/shelf.h"})"};
}

toolchain::Toolchain toolchain_of(const std::string& split_by) {
  toolchain::Toolchain tools;
  tools.title = "Logo";
  tools.split_by = split_by;
  return tools;
}

TEST(Request, OfModeSplitTakesTheInterfaceAlong) {
  const auto request = request_of(split_exercise(), toolchain_of("header"));
  ASSERT_TRUE(request) << message(request.error());
  EXPECT_EQ(request->interface, R"({"header":"src/shelf.h"})");
}

TEST(Request, IsRefusedByAToolchainWithoutModeSplit) {
  const auto refused = request_of(split_exercise(), toolchain_of(""));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kSetup);
  EXPECT_EQ(refused.error().thing, "shelf");
  EXPECT_EQ(refused.error().found, "mode \"split\" is not there for Logo");
  EXPECT_EQ(refused.error().remedy, "judge it by mode \"io\" or \"in-process\"");
}

TEST(Request, IsRefusedWithoutWhatTestsImportOrInclude) {
  const auto refused = request_of(split_exercise(), toolchain_of("module"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kSetup);
  EXPECT_THAT(refused.error().found, HasSubstr("without interface.module"));
  EXPECT_THAT(refused.error().remedy, HasSubstr("name the module"));
}

}  // namespace
}  // namespace grader::pipeline
