#pragma once
// Which files of a submission a page shows, and where in it a place such as "src/account.cc:41 name" stands.

#include <map>
#include <string>
#include <vector>

#include "grader/model/grading.h"

namespace grader::report {

// A page holds own-line files up to this many bytes in all; it names the others.
constexpr std::size_t kMostSource = 5U << 20U;

// A place taken apart: "src/a.cc", 41 and "name"; the line is 0 when the place names none.
struct Place {
  const SourceFile* file = nullptr;  // none: no file that is shown
  int line = 0;
  std::string label;  // "src/a.cc:41", or the whole place
  std::string rest;
};

class Places {
 public:
  // In their order; a file that does not fit is left out, and later ones that fit are taken.
  explicit Places(const std::vector<SourceFile>& sources);

  const std::vector<const SourceFile*>& shown() const { return shown_; }
  const std::vector<const SourceFile*>& left_out() const { return left_out_; }

  Place find(const std::string& place) const;

  // The id of a shown file, or of a line of it (its last one when it has fewer); "" for a place that is not shown.
  std::string id(const SourceFile& file, int line = 0) const;
  std::string id(const Place& place) const {
    return place.file == nullptr ? std::string() : id(*place.file, place.line);
  }

 private:
  struct Row {
    const SourceFile* file = nullptr;
    std::size_t number = 0;  // from 1
    int lines = 0;
  };
  std::map<std::string, Row> rows_;
  std::vector<const SourceFile*> shown_, left_out_;
};

}  // namespace grader::report
