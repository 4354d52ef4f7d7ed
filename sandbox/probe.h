#pragma once
// What this host can confine, found out by really doing it.

#include <string>

namespace grader::sandbox {

// JSON:
// {"schema":"grader-sandbox-1","tier":"full"|"namespaces"|"landlock"|"none","cgroup":...,"mechanisms":[{"name","ok","found","remedy"}]}.
// A mechanism that could not be tried because an earlier one is missing is left out.
std::string probe();

}  // namespace grader::sandbox
