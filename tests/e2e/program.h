#pragma once
// The program as its users run it.

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/support/shell.h"

namespace grader {

namespace fs = std::filesystem;
using nlohmann::json;
using support::Folder;
using support::Shell;
using support::shell;
using support::slurp;
using testing::HasSubstr;
using testing::Not;

inline const std::string kSource = GRADER_SOURCE_DIR;
inline const std::string kGrader = std::string(GRADER_BINARY_DIR) + "/grader";

inline Shell grader(const std::string& arguments, const std::string& before = "") {
  return shell(before + " GRADER_CACHE=\"${GRADER_TEST_CACHE:-" GRADER_BINARY_DIR "/../test-cache}\" '" + kGrader +
               "' " + arguments);
}

// A sample submission as the bundle its recipe makes.
inline std::string bundle(const Folder& folder, const std::string& exercise, const std::string& submission) {
  const std::string out = (folder / (submission + ".bundle")).string();
  const Shell made = shell("'" + kSource + "/scripts/make-bundle' '" + kSource + "/exercises/" + exercise + "' " +
                           submission + " '" + out + "'");
  EXPECT_EQ(made.code, 0) << made.err;
  return out;
}

// The project's data, to be changed and named by GRADER_DATA.
inline void copy_data(const Folder& folder) {
  for (const char* part : {"rubrics", "docs", "toolchains"})
    fs::copy(fs::path(kSource) / part, folder / part, fs::copy_options::recursive);
}

}  // namespace grader
