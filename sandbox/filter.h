#pragma once
// The system call filter (libseccomp, deny list): the last thing before the contained program starts.

#include <string_view>
#include <vector>

namespace grader::sandbox {

// Fails with EPERM inside the box. In namespaces of their own most of these are harmless; each is also kernel code that
// no exercise needs and that has had flaws. clone3 answers ENOSYS so that C libraries fall back to clone, whose
// namespace flags are refused; sockets other than AF_UNIX, AF_INET and AF_INET6 are refused; a foreign ABI kills.
const std::vector<std::string_view>& denied_calls();

// Throws Missing.
void load_filter();

// The same filter as the kernel's instructions, for whoever wants to load it elsewhere (`bwrap --seccomp FD`).
void export_filter(int fd);

}  // namespace grader::sandbox
