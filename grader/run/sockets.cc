#include "grader/run/sockets.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace grader::run {

bool send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string read_some(int fd) {
  std::string bytes(65'536, '\0');
  ssize_t got = -1;
  do {
    got = recv(fd, bytes.data(), bytes.size(), 0);
  } while (got < 0 && errno == EINTR);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

sandbox::Fd listen_at(const std::string& path) {
  sandbox::Fd listening(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const bool listens = listening && path.size() < sizeof address.sun_path &&
                       bind(listening.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                       listen(listening.get(), 1) == 0;
  return listens ? std::move(listening) : sandbox::Fd();
}

int wait_for(std::initializer_list<int> descriptors) {
  std::array<pollfd, 4> set{};
  std::size_t count = 0;
  for (const int fd : descriptors) set[count++] = {.fd = fd, .events = POLLIN, .revents = 0};
  while (poll(set.data(), count, -1) < 0 && errno == EINTR) {
  }
  for (const pollfd& one : set) {
    if (one.fd >= 0 && one.revents != 0) return one.fd;
  }
  return -1;
}

void ring(const sandbox::Fd& bell) {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(bell.get(), &one, sizeof one);
}

}  // namespace grader::run
