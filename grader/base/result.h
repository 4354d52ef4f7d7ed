#pragma once
// How a function of the grader says that it could not do its work.
//
// Result<T> is std::expected<T, Error>. An Error is written for the person who must act: what was being done, to which
// thing, what was found, and what to do. What a learner's code does (a failing test, a crash, a time-out) is never an
// Error; it is an Outcome.
//
//   return fail(Fault::kSetup, "reading the exercise", path, "line 4: unknown key \"titel\"", "write \"title\"");

#include <expected>
#include <string>
#include <utility>

namespace grader {

// Who must act. The exit code of the program and whether a retry makes sense follow from it.
enum class Fault {
  kUsage,     // the person at the keyboard: a wrong argument, a repository that is not there (exit 2)
  kSetup,     // the author of an exercise, a rubric or a toolchain (exit 3)
  kPlatform,  // the operator of the machine: a full disk, a missing tool, no sandbox (exit 4; may be retried)
  kBug,       // us (exit 70)
  kBusy,      // nobody: another run is at the same thing, and this one did nothing (exit 75)
};

struct Error {
  Fault fault = Fault::kBug;
  std::string doing;   // "reading the exercise"; starts in lower case, no full stop
  std::string thing;   // "exercises/bank/exercise.json"
  std::string found;   // "line 4: unknown key \"titel\""
  std::string remedy;  // "write \"title\""; one action
  bool operator==(const Error&) const = default;
};

template <typename T>
using Result = std::expected<T, Error>;

// An unexpected Error, ready to be returned from any function with a Result.
[[nodiscard]] inline std::unexpected<Error> fail(Fault fault, std::string doing, std::string thing, std::string found,
                                                 std::string remedy) {
  return std::unexpected(Error{fault, std::move(doing), std::move(thing), std::move(found), std::move(remedy)});
}

// Passes an error of a callee on unchanged: `if (!x) return pass(x);`
template <typename T>
[[nodiscard]] std::unexpected<Error> pass(Result<T>& result) {
  return std::unexpected(std::move(result.error()));
}

// The four parts as four lines for a terminal, each ended by a line feed:
//   grader: could not finish reading the exercise
//     what:  exercises/bank/exercise.json
//     found: line 4: unknown key "titel"
//     do:    write "title"
std::string message(const Error& error);

// 2, 3, 4, 70 or 75; see Fault.
int exit_code(Fault fault);

}  // namespace grader
