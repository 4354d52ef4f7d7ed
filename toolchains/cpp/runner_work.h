// Own tests find the data of the work and their own files by their paths from its root, as where they were written.
//
// Folders are links, which cannot be written to; files of up to 1 MiB at the root are copies. Before the first static
// initialiser runs, as one may read some: with calls of the system alone.
#pragma once

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <string>

namespace {

constexpr off_t kMostCopied = 1 << 20;

void copy_file(const char* from, const char* to) {
  const int source = open(from, O_RDONLY | O_CLOEXEC);
  const int target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  char buffer[1U << 14U];
  ssize_t got = 0;
  while (source >= 0 && target >= 0 && (got = read(source, buffer, sizeof buffer)) > 0) {
    if (write(target, buffer, static_cast<std::size_t>(got)) != got) break;
  }
  if (source >= 0) close(source);
  if (target >= 0) close(target);
}

// What is there already stays. "obj" and "cover" hold what tests covered.
void bring_from(const std::string& folder) {
  DIR* const entries = opendir(folder.c_str());
  while (const dirent* entry = entries == nullptr ? nullptr : readdir(entries)) {
    const char* const name = entry->d_name;
    struct stat facts{};
    bool left = lstat(name, &facts) == 0;
    for (const char* other : {".", "..", "obj", "cover"}) left = left || std::strcmp(name, other) == 0;
    const std::string path = folder + "/" + name;
    if (left || stat(path.c_str(), &facts) != 0) continue;
    if (S_ISREG(facts.st_mode) && facts.st_size <= kMostCopied)
      copy_file(path.c_str(), name);
    else if (symlink(path.c_str(), name) != 0)
      continue;
  }
  if (entries != nullptr) closedir(entries);
}

// Into the working folder. `program` is .../in/suite of a box in which that stands below .../src and .../tests; a box
// without such folders has nothing to bring.
void bring_work(const char* program) {
  std::string root = program;
  for (int up = 0; up < 2; ++up) root.resize(root.find_last_of('/') == std::string::npos ? 0 : root.find_last_of('/'));
  if (root.empty()) return;
  bring_from(root + "/src");
  bring_from(root + "/tests");
}

void bring_work_early(int argc, char** argv, char**) {
  if (argc == 4 || argc == 6) bring_work(argv[0]);  // not the process of one test
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const bring_work_first)(int, char**, char**) = bring_work_early;

}  // namespace
