#pragma once
// Runs an attack program in the real helper and gives back its report and streams.

#include <sys/types.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "sandbox/spec.h"

namespace grader::sandbox {

struct Ran {
  Report report;
  std::string out;
  std::string err;
  std::string channel;
  int code = -1;          // of the helper
  std::string result;     // the result folder, removed at exit of the test
  std::string complaint;  // standard error of the helper
};

// The bytes of a file; "" when it cannot be read.
inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A job folder with the attack program, and limits that a test can wait for.
Spec attack(const std::string& name);

// Command lines of contained programs of this test that still run.
std::vector<std::string> survivors();

// The parent of the first contained program, once there is one: the init of its box. 0: none came.
pid_t init_of_the_box();

// `before` is put in front of the helper's command line, as {"setpriv", ...}; `options` between the helper and "run".
Ran run(const Spec& spec, const std::vector<std::string>& options = {}, bool as_user = false);
Ran run_text(const std::string& json, const std::vector<std::string>& options = {}, bool as_user = false);

}  // namespace grader::sandbox
