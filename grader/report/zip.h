#pragma once
// Archives of files that other systems unpack.

#include <string>
#include <vector>

#include "grader/base/result.h"

namespace grader::report {

struct ZipFile {
  std::string path;  // with '/', in UTF-8; each once
  std::string bytes;
};

// The bytes of a ZIP of them, in their order and with one date for all, so that the same files give the same bytes. "":
// there are none. Fails with kPlatform when there is not enough memory.
Result<std::string> zip(const std::vector<ZipFile>& files);

}  // namespace grader::report
