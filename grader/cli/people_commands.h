#pragma once
// The command line of what people do with a cohort's results.

#include <functional>

#include "grader/base/result.h"
#include "grader/cli/commands.h"

namespace CLI {
class App;
}

namespace grader::cli {

struct CohortArguments {
  CohortOptions run;
  PeopleOptions people;
  ExportOptions exports;
};
using Command = std::function<Result<int>()>;

// Adds cohort, remark, review, decide, release, export, store and privacy. All three outlive the app.
void add_cohort_commands(CLI::App& app, CohortArguments& arguments, const Output& output, Command& chosen);

}  // namespace grader::cli
