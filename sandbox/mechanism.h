#pragma once
// The kernel mechanisms the box is built of, by name. Each is either in force or the run is refused with its name.

#include <string>
#include <string_view>
#include <vector>

namespace grader::sandbox {

struct Mechanism {
  std::string_view name;    // as in refusals, in `probe` and after --pretend-missing
  std::string_view remedy;  // one action for the operator of the host
};

const std::vector<Mechanism>& mechanisms();

// Thrown during set-up, and later where the host fails; never for anything that the contained program did.
struct Missing {
  std::string mechanism;
  std::string found;
};

// Pretends, for tests, that one mechanism is not there. Set once at start-up.
void pretend_missing(std::string_view name);

// Throws Missing when `ok` is false (with the text of errno) or when the mechanism is pretended missing.
void require(bool ok, std::string_view mechanism, std::string_view doing);
bool is_pretended_missing(std::string_view name);

std::string_view remedy_of(std::string_view mechanism);

}  // namespace grader::sandbox
