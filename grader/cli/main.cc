#include <exception>
#include <iostream>

#include "grader/base/result.h"
#include "grader/cli/commands.h"

int main(int argc, char** argv) {
  try {
    return grader::cli::run(argc, argv);
  } catch (const std::exception& error) {
    const grader::Error bug{.fault = grader::Fault::kBug,
                            .doing = "this command",
                            .thing = argc > 1 ? argv[1] : "grader",
                            .found = error.what(),
                            .remedy = "report this with the command line"};
    std::cerr << grader::message(bug);
    return grader::exit_code(bug.fault);
  }
}
