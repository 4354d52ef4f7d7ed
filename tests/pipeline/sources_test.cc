#include "grader/pipeline/sources.h"

#include <gmock/gmock.h>

#include "grader/base/files.h"

namespace grader::pipeline {
namespace {

// Nothing but files of the workspace, and of those only what the learner wrote in; colours for code alone.
TEST(Sources, AreTheFilesWithOwnLines) {
  const auto tools = toolchain::read_toolchain(std::filesystem::path(GRADER_SOURCE_DIR) / "toolchains/python");
  ASSERT_TRUE(tools);
  auto folder = TempFolder::make(std::filesystem::temp_directory_path());
  ASSERT_TRUE(folder);
  for (const char* file : {"README.md", "a.py", "given.py"})
    ASSERT_TRUE(write_file(folder->path() / file, "def f():\n    return 1\n"));
  const Workspace workspace{.root = folder->path().string(), .files = {"README.md", "a.py", "given.py"}};
  const auto sources = read_sources(*tools, workspace, {{"README.md", {2}}, {"a.py", {1, 2}}, {"not-there.py", {1}}});
  ASSERT_TRUE(sources) << message(sources.error());
  ASSERT_EQ(sources->size(), 2U);
  EXPECT_EQ((*sources)[0].path, "README.md");
  EXPECT_TRUE((*sources)[0].spans.empty());
  EXPECT_EQ((*sources)[1].text, "def f():\n    return 1\n");
  EXPECT_EQ((*sources)[1].own, (std::set<int>{1, 2}));
  EXPECT_FALSE((*sources)[1].spans.empty());
}

}  // namespace
}  // namespace grader::pipeline
