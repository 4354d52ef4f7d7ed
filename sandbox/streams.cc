#include "sandbox/streams.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "sandbox/mechanism.h"

namespace grader::sandbox {
namespace {

bool write_all(int fd, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t written = write(fd, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    data += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace

Pipe make_pipe() {
  std::array<int, 2> ends{};
  require(pipe2(ends.data(), O_CLOEXEC) == 0, "pipes", "making a pipe");
  return {.read = Fd(ends[0]), .write = Fd(ends[1])};
}

Fd input_file(const std::string& text) {
  Fd file(memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  require(file && write_all(file.get(), text.data(), text.size()), "pipes", "keeping the standard input");
  lseek(file.get(), 0, SEEK_SET);
  fcntl(file.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
  return file;
}

Fd connect_peer(const std::string& path) {
  Fd peer(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const bool joined = peer && connect(peer.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  require(joined, "pipes", "connecting to " + path);
  return peer;
}

Capture::Capture(Fd pipe, const std::string& file, std::uint64_t cap) : pipe_(std::move(pipe)), cap_(cap) {
  file_ = Fd(open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
  require(static_cast<bool>(file_), "result folder", "writing " + file);
  if (pipe_) fcntl(pipe_.get(), F_SETFL, O_NONBLOCK);
}

void Capture::pump() {
  std::array<char, 65536> buffer{};
  while (pipe_) {
    const ssize_t got = read(pipe_.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
      pipe_.reset();
      return;
    }
    const std::uint64_t keep = std::min<std::uint64_t>(static_cast<std::uint64_t>(got), cap_ - stream_.bytes);
    if (!write_all(file_.get(), buffer.data(), keep)) failed_ = true;
    stream_.bytes += keep;
    if (keep < static_cast<std::uint64_t>(got)) {
      stream_.truncated = true;
      pipe_.reset();
    }
  }
}

}  // namespace grader::sandbox
