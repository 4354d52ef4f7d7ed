#pragma once
// Tables as they are read, and what is said of bytes that are none.

#include <gtest/gtest.h>

#include "grader/parse/table.h"

namespace grader::parse {

inline Table table_in(const std::string& bytes, const std::string& name) {
  auto read = read_table(bytes, name);
  EXPECT_TRUE(read) << (read ? "" : read.error().found);
  return read.value_or(Table{});
}

// What was found wrong; the other parts of the error are there as well.
inline std::string refusal_of(const std::string& bytes, const std::string& name) {
  const auto read = read_table(bytes, name);
  if (read) return "nothing";
  EXPECT_EQ(read.error().fault, Fault::kUsage);
  EXPECT_EQ(read.error().doing, "reading the table");
  EXPECT_EQ(read.error().thing, name);
  EXPECT_NE(read.error().remedy, "");
  return read.error().found;
}

}  // namespace grader::parse
