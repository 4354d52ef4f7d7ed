#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/cli/attempts.h"
#include "grader/cli/commands.h"
#include "grader/cli/progress.h"
#include "grader/pipeline/pipeline.h"
#include "grader/report/report.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

int today() {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch();
  return static_cast<int>(days.count());
}

Result<Grading> run_pipeline(const GradeOptions& options, bool marking) {
  SystemProcessRunner runner;
  Progress progress(Progress::Form::kNone);
  pipeline::Request request{.source = options.source,
                            .exercise = options.exercise,
                            .starter = options.starter,
                            .at = options.at,
                            .before = options.before,
                            .learner = options.learner,
                            .marking = marking,
                            .today = today()};
  if (options.threads != 0) request.threads = options.threads;
  request.progress = [&](std::size_t done, std::size_t all, const std::string& step) {
    progress({.doing = "grading", .done = done, .all = all, .at = step});
  };
  return pipeline::grade(runner, request);
}

struct Format {
  const char* name;
  const char* file;
  std::string (*render)(const Grading&, const report::Style&);
};
constexpr std::array<Format, 8> kFormats = {{{"json", "result.json",
                                              [](const Grading& grading, const report::Style& style) {
                                                return report::json(grading, style.reader, style.levels);
                                              }},
                                             {"html", "report.html", report::html},
                                             {"markdown", "report.md", report::markdown},
                                             {"junit", "junit.xml", report::junit},
                                             {"sarif", "report.sarif", report::sarif},
                                             {"mutants", "mutants.json", report::mutants},
                                             {"portfolio", "portfolio.md", report::portfolio},
                                             {"portfolio", "portfolio.html", report::portfolio_html}}};

bool asks_for(const std::vector<std::string>& formats, const std::string& name) {
  return std::find(formats.begin(), formats.end(), name) != formats.end();
}

Result<void> write_reports(const Grading& grading, const fs::path& folder, const report::Style& style,
                           const std::vector<std::string>& formats) {
  for (const Format& format : kFormats) {
    if (!asks_for(formats, format.name)) continue;
    if (auto written = write_file(folder / format.file, format.render(grading, style)); !written) return written;
  }
  return {};
}

Result<int> finish(Grading& grading, const fs::path& folder, report::Style style, const GradeOptions& options,
                   const Output& output) {
  style.plain = output.plain;
  style.colour = output.colour && !output.plain;
  if (!folder.empty()) {
    if (auto written = write_reports(grading, folder, style, options.formats); !written) return pass(written);
    style.report_path = asks_for(options.formats, "html") ? (folder / "report.html").string() : folder.string() + "/";
  }
  std::cout << (output.json ? report::json(grading, style.reader, style.levels) : report::terminal(grading, style));
  return 0;
}

}  // namespace

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : kFormats) {
    if (names.empty() || names.back() != format.name) names.emplace_back(format.name);
  }
  return names;
}

Result<int> check(const GradeOptions& options, const Output& output) {
  auto grading = run_pipeline(options, false);
  if (!grading) return pass(grading);
  const fs::path folder = fs::path(options.source) / ".grader";
  if (auto recorded = record_attempt(folder, *grading); !recorded) return pass(recorded);
  return finish(*grading, folder, {.reader = report::Reader::kApprentice}, options, output);
}

Result<int> questions(const GradeOptions& options, const Output& output) {
  auto grading = run_pipeline(options, false);
  if (!grading) return pass(grading);
  if (output.json) {
    std::cout << nlohmann::json(grading->open.questions).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)
              << "\n";
    return 0;
  }
  if (grading->open.questions.empty()) std::cout << "No own function or comparison to ask about.\n";
  for (const std::string& question : grading->open.questions) std::cout << printable(question) << "\n";
  return 0;
}

Result<int> grade(const GradeOptions& options, const Output& output) {
  auto grading = run_pipeline(options, true);
  if (!grading) return pass(grading);
  return finish(*grading, options.out, {.reader = report::Reader::kTutor, .levels = options.reveal}, options, output);
}

}  // namespace grader::cli
