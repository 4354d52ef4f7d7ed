#include "tests/attacks/trial.h"
namespace grader::attacks {
std::vector<Row> git_rows() {
  return {};
}
}  // namespace grader::attacks
