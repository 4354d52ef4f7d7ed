#include "grader/acquire/exporter.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>

#include "grader/acquire/git2.h"
#include "grader/base/text.h"

namespace grader::acquire {
namespace {

constexpr std::size_t kMostSkipped = 1'000;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Code points that some file systems ignore in names (as in git's own check for HFS+), as UTF-8.
std::string without_ignorable(std::string name) {
  static constexpr std::array<const char*, 16> kIgnorable = {"\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b",
                                                             "\u202c", "\u202d", "\u202e", "\u206a", "\u206b", "\u206c",
                                                             "\u206d", "\u206e", "\u206f", "\ufeff"};
  for (const char* mark : kIgnorable) name = replace_all(std::move(name), mark, "");
  return name;
}

bool spells_git(const std::string& name) {
  std::string plain = lower(without_ignorable(name));
  while (!plain.empty() && (plain.back() == '.' || plain.back() == ' ')) plain.pop_back();
  plain = plain.substr(0, plain.find(':'));
  return plain == ".git" || plain == "git~1";
}

Result<void> cannot_write(const std::filesystem::path& folder) {
  return fail(Fault::kPlatform, "exporting the commit", folder.string(), std::strerror(errno),
              "free space or inodes there, then run this again");
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

std::string refusal_of_name(const std::string& name, std::size_t most_bytes) {
  if (name.empty() || name == "." || name == "..") return "a name that leaves its folder";
  if (name.find('/') != std::string::npos || name.find('\\') != std::string::npos) return "a path separator in a name";
  if (name.size() > most_bytes) return "a name longer than " + std::to_string(most_bytes) + " bytes";
  if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
    return "a control character in a name";
  if (spells_git(name)) return "a spelling of .git";
  if (to_utf8(name) != name) return "a name that is not UTF-8";
  return {};
}

Exporter::Exporter(git_repository* git, std::filesystem::path folder, const ExportLimits& limits)
    : git_(git), folder_(std::move(folder)), limits_(limits) {
  git_repository_odb(&odb_, git_);
}

Exporter::~Exporter() {
  git_odb_free(odb_);
}

std::vector<std::string> Exporter::files() const {
  std::vector<std::string> sorted = files_;
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

void Exporter::skip(const std::string& path, const std::string& why) {
  if (skipped_.size() < kMostSkipped) skipped_.push_back({.path = printable(path), .why = why});
  if (skipped_.size() == kMostSkipped)
    skipped_.push_back({.path = "...", .why = "more than " + std::to_string(kMostSkipped) + " entries were skipped"});
}

Result<void> Exporter::write(const git_tree* tree) {
  const Descriptor root(open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (root.get() < 0) return cannot_write(folder_);
  return walk(tree, root.get(), "", 1);
}

Result<void> Exporter::walk(const git_tree* tree, int folder, const std::string& prefix, int depth) {
  std::map<std::string, std::string> folded;
  for (std::size_t i = 0; i < git_tree_entrycount(tree) && !full_; ++i) {
    if (auto done = entry(git_tree_entry_byindex(tree, i), folder, prefix, depth, folded); !done) return done;
  }
  return {};
}

Result<void> Exporter::entry(const git_tree_entry* entry, int folder, const std::string& prefix, int depth,
                             std::map<std::string, std::string>& folded) {
  const std::string name = git_tree_entry_name(entry);
  const std::string path = prefix + name;
  if (++seen_ > limits_.files) {
    full_ = true;
    skip(path, "more than " + std::to_string(limits_.files) + " entries; this one and all later ones");
    return {};
  }
  if (const std::string why = refusal_of_name(name, limits_.name_bytes); !why.empty())
    return skip(path, why), Result<void>();
  if (path.size() > limits_.path_bytes)
    return skip(path, "a path longer than " + std::to_string(limits_.path_bytes) + " bytes"), Result<void>();
  if (const auto [row, fresh] = folded.emplace(lower(name), name); !fresh) {
    return skip(path, row->second == name ? "the same name twice" : "differs from another name only in case"),
           Result<void>();
  }
  switch (git_tree_entry_filemode_raw(entry)) {
    case GIT_FILEMODE_LINK:
      return skip(path, "a symbolic link"), Result<void>();
    case GIT_FILEMODE_COMMIT:
      return skip(path, "a submodule"), Result<void>();
    default:
      break;
  }
  if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB) return blob(entry, folder, name, path);
  if (git_tree_entry_type(entry) != GIT_OBJECT_TREE) return skip(path, "an entry of an unknown kind"), Result<void>();
  if (depth >= limits_.depth)
    return skip(path, "deeper than " + std::to_string(limits_.depth) + " folders"), Result<void>();
  git_tree* below = nullptr;
  if (git_tree_lookup(&below, git_, git_tree_entry_id(entry)) != 0) {
    return fail(Fault::kUsage, "reading the repository", printable(path), git_reason(),
                "fetch the repository again; an object is missing or damaged");
  }
  const Owned<git_tree> owned(below);
  if (mkdirat(folder, name.c_str(), 0755) != 0) return cannot_write(folder_);
  const Descriptor next(openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (next.get() < 0) return cannot_write(folder_);
  return walk(below, next.get(), path + "/", depth + 1);
}

// The header says the size before a byte of the content is held.
Result<void> Exporter::blob(const git_tree_entry* entry, int folder, const std::string& name, const std::string& path) {
  std::size_t size = 0;
  git_object_t type{};
  if (git_odb_read_header(&size, &type, odb_, git_tree_entry_id(entry)) != 0) {
    return fail(Fault::kUsage, "reading the repository", printable(path), git_reason(),
                "fetch the repository again; an object is missing or damaged");
  }
  if (size > limits_.file_bytes)
    return skip(path, "larger than " + std::to_string(limits_.file_bytes) + " bytes"), Result<void>();
  if (bytes_ + size > limits_.total_bytes)
    return skip(path, "more than " + std::to_string(limits_.total_bytes) + " bytes in all"), Result<void>();
  bytes_ += size;
  git_blob* content = nullptr;
  if (git_blob_lookup(&content, git_, git_tree_entry_id(entry)) != 0) {
    return fail(Fault::kUsage, "reading the repository", printable(path), git_reason(),
                "fetch the repository again; an object is missing or damaged");
  }
  const Owned<git_blob> owned(content);
  const mode_t mode = (git_tree_entry_filemode_raw(entry) & 0100) != 0 ? 0755 : 0644;
  const Descriptor file(openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
  const auto* data = static_cast<const char*>(git_blob_rawcontent(content));
  if (file.get() < 0 || ::write(file.get(), data, size) != static_cast<ssize_t>(size)) return cannot_write(folder_);
  files_.push_back(path);
  return {};
}

}  // namespace grader::acquire
