#include <cstdlib>
#include <exception>
#include <iostream>

#include "grader/acquire/access.h"
#include "grader/base/result.h"
#include "grader/cli/commands.h"

int main(int argc, char** argv) {
  try {
    // Started by git as its helper; nothing else sets this variable.
    if (argc == 2 && std::getenv(grader::acquire::kCredentialsVariable) != nullptr)
      return grader::cli::answer_git(argv[1]);
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
