#include "tests/attacks/trial.h"
namespace grader::attacks {
std::vector<Row> workspace_rows() {
  return {};
}
}  // namespace grader::attacks
