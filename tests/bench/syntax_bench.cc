// Prints how much processor time reading 500 lines of source takes, beside the goal: parse, rules, metrics and facts;
// the median of 101. See scripts/bench.
#include <algorithm>
#include <cstdio>
#include <ctime>

#include "grader/base/files.h"
#include "grader/syntax/source.h"
#include "grader/toolchain/toolchain.h"

namespace {

constexpr int kLines = 500;
constexpr int kRounds = 101;
constexpr double kGoal = 3;  // milliseconds

// A sample's file, again and again until it has enough lines.
std::string five_hundred_lines(const std::string& text) {
  std::string repeated;
  int lines = 0;
  while (lines < kLines) {
    for (const char c : text) {
      if (lines == kLines) break;
      repeated += c;
      lines += c == '\n' ? 1 : 0;
    }
  }
  return repeated;
}

// Of this thread: what other programs take from the processor does not count.
double milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

bool measure(const std::string& language, const std::string& sample) {
  const auto tools = grader::toolchain::read_toolchain(grader::data_folder() / "toolchains" / language);
  const auto text = grader::read_file(grader::data_folder() / sample);
  if (!tools || !text) return false;
  const auto query = grader::syntax::SourceQuery::compile(tools->syntax->rules);
  if (!query) return false;
  const std::string source = five_hundred_lines(*text);
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    const double began = milliseconds();
    const auto facts = query->read(sample, source);
    times.push_back(milliseconds() - began);
    if (facts.functions.empty()) return false;
  }
  std::nth_element(times.begin(), times.begin() + kRounds / 2, times.end());
  const double median = times[kRounds / 2];
  std::printf("%s: %.2f ms of processor time for %d lines (goal %.0f ms: %s)\n", language.c_str(), median, kLines,
              kGoal, median <= kGoal ? "met" : "not met");
  return true;
}

}  // namespace

int main() {
  const bool done = measure("cpp", "exercises/bank-statement/reference/src/account.cc") &&
                    measure("python", "exercises/task-list/reference/tasklist/tasks.py");
  if (!done) std::puts("bench: a toolchain or a sample could not be read");
  return done ? 0 : 1;
}
