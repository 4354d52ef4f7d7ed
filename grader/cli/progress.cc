#include "grader/cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "grader/base/text.h"

namespace grader::cli {
namespace {

constexpr std::chrono::milliseconds kDrawAgain{100};
constexpr std::size_t kBar = 20;
constexpr std::size_t kUsualWidth = 80;

std::size_t width_of_terminal() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsualWidth;
}

Progress::Form form_for(Progress::Form otherwise) {
  if (otherwise == Progress::Form::kJson) return otherwise;
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::string(terminal) == "dumb" || std::getenv("NO_COLOR") != nullptr;
  return isatty(STDERR_FILENO) != 0 && !dumb ? Progress::Form::kTerminal : otherwise;
}

}  // namespace

std::string progress_line(const Step& step, std::chrono::seconds elapsed) {
  std::string line = step.doing + "  " + std::to_string(step.done) + " of " + std::to_string(step.all);
  if (step.faults > 0) line += ", " + std::to_string(step.faults) + " could not run";
  if (step.done == step.all || step.done * 20 < step.all || step.done == 0) return line;
  const auto left =
      elapsed.count() * static_cast<std::int64_t>(step.all - step.done) / static_cast<std::int64_t>(step.done);
  if (left < 60) return line + ", less than a minute left";
  return line + ", about " + std::to_string(left / 60) + " min left";
}

std::string bar_of(const Step& step, std::size_t width) {
  const std::size_t full = step.all == 0 ? 0 : std::min(width, step.done * width / step.all);
  return "[" + std::string(full, '#') + std::string(width - full, '-') + "] ";
}

Progress::Progress(Form otherwise, std::chrono::milliseconds pause) : form_(form_for(otherwise)), pause_(pause) {
  if (form_ == Form::kTerminal) pause_ = kDrawAgain;
  if (form_ == Form::kPlain) again_ = std::jthread([this](const std::stop_token& end) { keep_saying(end); });
}

Progress::~Progress() {
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
}

void Progress::keep_saying(const std::stop_token& end) {
  std::unique_lock lock(mutex_);
  while (!end.stop_requested()) {
    const bool begun = !step_.doing.empty() && step_.done < step_.all;
    const auto next = begun ? last_ + pause_ : Clock::now() + pause_;
    if (ended_.wait_until(lock, end, next, [] { return false; }) || end.stop_requested()) return;
    if (begun && Clock::now() - last_ >= pause_) say_plainly();
  }
}

void Progress::say_plainly() {
  last_ = Clock::now();
  const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(last_ - began_);
  std::cerr << printable(progress_line(step_, elapsed)) << std::endl;
}

void Progress::operator()(const Step& step) {
  if (form_ == Form::kNone) return;
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  const bool new_kind = step.doing != step_.doing;
  if (new_kind) began_ = now;
  step_ = step;
  if (form_ == Form::kJson) {
    std::cerr << nlohmann::json(
                     {{"doing", step.doing}, {"done", step.done}, {"all", step.all}, {"faults", step.faults}})
              << std::endl;
    return;
  }
  if (!new_kind && step.done != step.all && now - last_ < pause_) return;
  if (form_ == Form::kPlain) return say_plainly();
  last_ = now;
  shown_ = true;
  const std::string line = printable(progress_line(step, std::chrono::floor<std::chrono::seconds>(now - began_)));
  const std::string drawn = bar_of(step, kBar) + line + (step.at.empty() ? "" : "  " + printable(step.at));
  std::cerr << "\r\x1b[K" << drawn.substr(0, width_of_terminal() - 1) << std::flush;
}

}  // namespace grader::cli
