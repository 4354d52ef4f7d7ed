#include "grader/store/place.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <memory>
#include <utility>

#include "grader/base/text.h"
#include "grader/store/failure.h"

namespace grader::store {
namespace fs = std::filesystem;
namespace {

// The kind before a colon, as in "sqlite:"; "" for a path.
std::string kind_of(const std::string& where) {
  const std::size_t end = where.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+");
  return end == std::string::npos || end == 0 || where[end] != ':' ? "" : where.substr(0, end);
}

Result<Place> file_place(const std::string& path) {
  std::error_code code;
  const fs::path file = fs::absolute(path, code).lexically_normal();
  if (path.empty() || !file.has_filename()) {
    return fail(Fault::kUsage, kOpening, path.empty() ? "an empty path" : path, "it names no file", "name a file");
  }
  if (path.find('"') != std::string::npos || path.find('\0') != std::string::npos) {
    return fail(Fault::kUsage, kOpening, printable(path), "there is a quotation mark or a NUL byte in its path",
                "name a path without one");
  }
  return Place{.kind = Kind::kSqlite,
               .connection = "dbname=\"" + file.string() + "\"",
               .name = printable(file.string()),
               .file = file};
}

// `text` as libpq takes it: "host=... dbname=..." or "postgresql://...". What libpq says of a text that it cannot read
// may quote a password, so it is not told.
Result<Place> server_place(const std::string& text) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(text.c_str(), nullptr),
                                                                             &PQconninfoFree);
  if (!options || text.find('\0') != std::string::npos) {
    return fail(Fault::kUsage, kOpening, "postgresql:", "what follows is no connection string of PostgreSQL",
                "write postgresql:host=HOST dbname=NAME user=USER");
  }
  std::map<std::string, std::string> values;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) values[option->keyword] = option->val;
  }
  std::string name = "PostgreSQL";
  for (const auto& [word, key] : {std::pair{" database ", "dbname"}, {" on ", "host"}, {" port ", "port"}}) {
    if (values.contains(key)) name += word + printable(values[key]);
  }
  return Place{.kind = Kind::kPostgresql, .connection = text, .name = name, .file = {}};
}

std::unexpected<Error> unmade(const fs::path& file) {
  return fail(Fault::kPlatform, kOpening, printable(file.string()), std::strerror(errno),
              "make its folder, and let this user write there");
}

}  // namespace

Result<Place> place_of(const std::string& where) {
  const std::string kind = kind_of(where);
  if (kind.empty()) return file_place(where);
  const std::string rest = where.substr(kind.size() + 1);
  if (kind == "sqlite") return file_place(rest);
  if (kind == "postgresql") return server_place(rest.starts_with("//") ? where : rest);
  return fail(Fault::kUsage, kOpening, kind + ":", "there is no such kind of store",
              "write sqlite:PATH, a path, or postgresql:CONNECTION");
}

bool shared_by_hosts(long type) {
  // NFS, SMB, SMB 2, CIFS, Lustre, GPFS, Ceph, BeeGFS, AFS, OCFS2, GFS2
  static constexpr std::array<unsigned, 11> kTypes = {0x6969U,     0x517BU,     0xFE534D42U, 0xFF534D42U,
                                                      0x0BD00BD0U, 0x47504653U, 0x00C36400U, 0x19830326U,
                                                      0x5346414FU, 0x7461636FU, 0x01161970U};
  return std::ranges::find(kTypes, static_cast<unsigned>(type)) != kTypes.end();
}

Result<FileGuard> FileGuard::take(const fs::path& file) {
  struct statfs system = {};
  if (::statfs(file.parent_path().c_str(), &system) != 0) return unmade(file);
  if (shared_by_hosts(system.f_type)) {
    return fail(Fault::kUsage, kOpening, printable(file.string()), "its file system is shared by several hosts",
                "name a file on a local disk, or use PostgreSQL");
  }
  // A file that is there is not opened here: closing it would end the locks of this process's other connections to it.
  const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0 && errno != EEXIST) return unmade(file);
  if (made >= 0) ::close(made);
  FileGuard guard(::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (guard.descriptor_ < 0) return unmade(file);
  while (::flock(guard.descriptor_, LOCK_EX) != 0) {
    if (errno != EINTR) return unmade(file);
  }
  return guard;
}

FileGuard::FileGuard(FileGuard&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileGuard::~FileGuard() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace grader::store
