#pragma once
// How far a long command is, on standard error: one line that is drawn again on a terminal; elsewhere a plain line now
// and then, one JSON object a line, or nothing.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace grader::cli {

struct Step {
  std::string doing;  // "grading"
  std::size_t done = 0;
  std::size_t all = 0;
  std::size_t faults = 0;
  std::string at;  // what is in hand; shown on a terminal alone
};

// "grading  12 of 60, 1 could not run, about 3 min left". `elapsed` since this kind of step began; nothing is said of
// the time left before a twentieth is done.
std::string progress_line(const Step& step, std::chrono::seconds elapsed);

// "[#####-----] ", `width` characters of it between the brackets.
std::string bar_of(const Step& step, std::size_t width);

class Progress {
 public:
  enum class Form { kTerminal, kPlain, kJson, kNone };
  // On a terminal that can be drawn on (not with NO_COLOR or TERM=dumb) that form, unless it is JSON that is asked for;
  // else `otherwise`. A plain line is said again after `pause` without a new one: a long step is still in hand.
  explicit Progress(Form otherwise, std::chrono::milliseconds pause = std::chrono::seconds(30));
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void operator()(const Step& step);  // called from one thread

 private:
  using Clock = std::chrono::steady_clock;
  void say_plainly();  // under the lock
  void keep_saying(const std::stop_token& end);

  Form form_;
  Clock::duration pause_;
  bool shown_ = false;
  std::mutex mutex_;
  std::condition_variable_any ended_;
  Step step_;  // the last
  Clock::time_point began_, last_;
  std::jthread again_;  // the last member: it ends before what it uses
};

}  // namespace grader::cli
