#include "tests/attacks/trial.h"
namespace grader::attacks {
std::vector<Row> report_rows() {
  return {};
}
}  // namespace grader::attacks
