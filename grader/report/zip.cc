#include "grader/report/zip.h"

#include <zip.h>

#include <cstdio>
#include <memory>

namespace grader::report {
namespace {

constexpr zip_uint16_t kDay = (40U << 9U) | (1U << 5U) | 1U;  // 2020-01-01, as MS-DOS counted from 1980

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct DropArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;
using Archive = std::unique_ptr<zip_t, DropArchive>;

bool add(zip_t* archive, const ZipFile& file) {
  Source bytes(zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0));
  if (!bytes) return false;
  const zip_int64_t index = zip_file_add(archive, file.path.c_str(), bytes.get(), ZIP_FL_ENC_UTF_8);
  if (index < 0) return false;
  (void)bytes.release();  // the archive has it
  return zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kDay, 0) == 0;
}

bool take(zip_source_t* target, std::string& bytes) {
  if (zip_source_open(target) != 0 || zip_source_seek(target, 0, SEEK_END) != 0) return false;
  bytes.resize(static_cast<std::size_t>(zip_source_tell(target)));
  return zip_source_seek(target, 0, SEEK_SET) == 0 &&
         zip_source_read(target, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size());
}

std::unexpected<Error> cannot(const std::string& why) {
  return fail(Fault::kPlatform, "writing the archive", "ZIP", why, "free some memory, then do the same again");
}

}  // namespace

Result<std::string> zip(const std::vector<ZipFile>& files) {
  std::string bytes;
  if (files.empty()) return bytes;
  const Source target(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (!target) return cannot("it cannot be begun");
  zip_source_keep(target.get());  // once for the archive, which takes it
  Archive archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr));
  if (!archive) {
    zip_source_free(target.get());
    return cannot("it cannot be begun");
  }
  for (const ZipFile& file : files) {
    if (!add(archive.get(), file)) return cannot(zip_strerror(archive.get()));
  }
  if (zip_close(archive.get()) != 0) return cannot(zip_strerror(archive.get()));
  (void)archive.release();  // it is closed
  if (!take(target.get(), bytes)) return cannot("it cannot be read back");
  return bytes;
}

}  // namespace grader::report
