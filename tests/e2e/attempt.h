#pragma once
// Work that reaches for a verdict, graded in an exercise.

#include "tests/e2e/program.h"

namespace grader {

// A file of the learner's, and what stands in it.
using Files = std::map<std::string, std::string>;

struct Attempt {
  std::string name;
  Files files;
};

// The exercise's starter with the files of an attempt laid over it, graded as a commit.
inline json grade_attempt(const Folder& folder, const std::string& exercise, const Files& files) {
  const std::string source = kSource + "/exercises/" + exercise;
  const fs::path work = folder / "work";
  fs::copy(source + "/starter", work, fs::copy_options::recursive);
  for (const auto& [path, text] : files) support::spit(work / path, text);
  const Shell made =
      shell("cd '" + work.string() +
            "' && git init -q -b main && git add -A -f && git -c user.name=A -c user.email=a@example.org "
            "commit -q -m Attempt");
  EXPECT_EQ(made.code, 0) << made.err;
  const Shell ran = grader("grade '" + work.string() + "' --json --reveal --exercise '" + source + "'");
  EXPECT_EQ(ran.code, 0) << ran.err;
  return json::parse(ran.out, nullptr, false);
}

inline void expect_nothing_met(const json& result, const std::string& assurance) {
  ASSERT_TRUE(result.is_object());
  EXPECT_EQ(result["public"]["assurance"], assurance);
  for (const char* part : {"public", "marking"}) {
    for (const json& row : result[part]["requirements"]) EXPECT_NE(row["state"], "met") << part << " " << row["id"];
  }
}

inline std::string name_of_attempt(const testing::TestParamInfo<Attempt>& info) {
  return info.param.name;
}

}  // namespace grader
