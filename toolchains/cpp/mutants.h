// Stands before the first line of every file that holds mutants: tells them which one is active.
#pragma once

extern "C" bool grader_mutant_active(int number) noexcept;  // in the runner

// True while the mutant of that number is active; never in what is computed when the file is compiled.
[[gnu::always_inline]] constexpr bool grader_mutant(int number) noexcept {
  return !__builtin_is_constant_evaluated() && grader_mutant_active(number);
}
