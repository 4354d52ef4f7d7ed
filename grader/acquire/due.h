#pragma once
// Which commit of a branch counts for a date: what its server was seen to hold by then, else what the commits say of
// themselves. A person can be asked about what does not fit; nothing here lowers anything.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "grader/acquire/repository.h"
#include "grader/base/result.h"
#include "grader/model/cohort.h"

namespace grader::acquire {

// Of flags: what they hold when a branch or the dates of commits do not fit what the server was seen to hold.
constexpr const char* kRewritten = "the branch was rewritten";
constexpr const char* kCameLater = "came to the server later";
constexpr const char* kNotGraded = "after the due date, not graded";

struct Chosen {
  std::string commit;  // "": nothing was there by the date
  std::string basis;   // how it was chosen, in words
  std::vector<std::string> flags;
};

// `head`: the branch's newest commit. `seen`: observations of the branch, oldest first, those after the date among
// them; commits the repository does not hold are passed over. `due`: the last second that counts; none: `head`.
Chosen choose_commit(const Repository& repository, const std::string& head,
                     const std::optional<std::chrono::sys_seconds>& due, const std::vector<Seen>& seen);

}  // namespace grader::acquire
