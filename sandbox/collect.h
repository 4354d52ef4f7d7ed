#pragma once
// Brings files out of /out after every process of the box is dead. Nothing in the box's folder is trusted: openat2
// keeps each lookup beneath it and follows no link; only a regular file with one name and at most the asked size is
// copied, and only when its path is UTF-8 and of at most 2,048 bytes.

#include <vector>

#include "sandbox/spec.h"

namespace grader::sandbox {

// `out` is a descriptor of the folder behind /out; copies go to `result`/out/<path>. One row per wanted file, or per
// file found for a tree (at most 20,000 and 2 MiB of paths, sorted). "refused" is for what the box did; throws Missing
// when the host fails: no openat2, no room for a copy.
std::vector<Collected> collect(int out, const std::vector<Wanted>& wanted, const std::string& result);

}  // namespace grader::sandbox
