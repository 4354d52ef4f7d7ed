#pragma once
// What a test of the learner's depends on in the files of tests, for what is kept of it from one commit to the next.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "grader/model/source.h"

namespace grader::pipeline {

// A test depends on its own text and on all that stands around the texts of tests. One that other code may speak of,
// since its name or that of its class stands somewhere else too, belongs to what is around.
class TestTexts {
 public:
  // No file is known: each test depends on no text.
  TestTexts() = default;

  // Of the facts, only those of `files` count. `others`: the texts of all other source files.
  TestTexts(const SourceFacts& facts, const std::set<std::string>& files, const std::vector<std::string>& others);

  // Whether around() and the texts hold all of a file.
  bool cover(const std::string& file) const { return files_.contains(file); }

  // A hash.
  const std::string& around() const { return around_; }

  // Of the text of the test with a runner's id, and of where it stands: a hash. Of an id that no function is known of,
  // such as that of a test that a class has from another one: of all texts.
  std::string of(const std::string& id) const;

 private:
  struct Text {
    std::string place;  // its file, and where it stands there
    std::string text;
  };

  std::set<std::string> files_;
  std::string around_, all_;
  std::multimap<std::string, Text> by_name_;   // as runners name a test
  std::multimap<std::string, Text> by_suite_;  // "Suite.Name", of which runners make several tests
};

}  // namespace grader::pipeline
