// The notice of a run that failed: its error, without what it may hold of apprentices.
#include <cctype>
#include <set>

#include "grader/acquire/access.h"
#include "grader/base/dates.h"
#include "grader/base/text.h"
#include "grader/cohort/notice.h"

namespace grader::cohort {
namespace {

constexpr const char* kLeftOut = "***";

bool in_word(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '-';
}

// Without an id where it stands alone, as in a path; "a1" stays in "a12".
std::string without(std::string text, const std::string& id) {
  std::size_t at = 0;
  while ((at = text.find(id, at)) != std::string::npos) {
    const std::size_t end = at + id.size();
    const bool alone = (at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]));
    if (alone) text.replace(at, id.size(), kLeftOut);
    at += alone ? std::string(kLeftOut).size() : 1;
  }
  return text;
}

}  // namespace

Notice notice_of_failure(const std::string& cohort, const std::vector<Row>& rows, const Error& error,
                         std::chrono::sys_days day) {
  Error told = error;
  if (told.doing == kReadingRoster) {
    const std::size_t cell = told.found.find(": ");
    if (cell != std::string::npos) told.found = told.found.substr(0, cell) + ": " + kLeftOut;
  }
  std::set<std::string> ids;
  for (const Row& row : rows) ids.insert(row.submission.apprentice);
  for (std::string* part : {&told.doing, &told.thing, &told.found, &told.remedy}) {
    *part = acquire::masked(*part, {});
    for (const std::string& id : ids) *part = without(std::move(*part), id);
  }
  return {.cohort = cohort, .day = iso_day(day), .failure = std::move(told)};
}

}  // namespace grader::cohort
