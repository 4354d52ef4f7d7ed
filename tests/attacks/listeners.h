#pragma once
// Listeners on the host's loopback, TCP and UDP, IPv4 and (where the host has it) IPv6, all on one port.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <vector>

namespace grader::attacks {

class Listeners {
 public:
  Listeners() {
    for (int tries = 0; tries < 50 && port_ == 0; ++tries) open_four();
    if (port_ == 0) return;
    add(AF_INET6, SOCK_STREAM, six());
    add(AF_INET6, SOCK_DGRAM, six());
  }
  ~Listeners() {
    for (const int fd : sockets_) close(fd);
  }
  Listeners(const Listeners&) = delete;
  Listeners& operator=(const Listeners&) = delete;
  std::string port() const { return std::to_string(port_); }

  // How many calls and packets came.
  int reached() const {
    int count = 0;
    char byte = 0;
    for (const int fd : sockets_) {
      const int taken = accept(fd, nullptr, nullptr);
      if (taken >= 0) close(taken);
      count += taken >= 0 || recv(fd, &byte, 1, MSG_DONTWAIT) > 0 ? 1 : 0;
    }
    return count;
  }

 private:
  sockaddr_in four() const {
    return {.sin_family = AF_INET, .sin_port = htons(port_), .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
  }
  sockaddr_in6 six() const {
    sockaddr_in6 at{};
    at.sin6_family = AF_INET6;
    at.sin6_port = htons(port_);
    at.sin6_addr = in6addr_loopback;
    return at;
  }
  void open_four() {
    const int tcp = add(AF_INET, SOCK_STREAM, four());
    sockaddr_in at{};
    socklen_t size = sizeof at;
    getsockname(tcp, reinterpret_cast<sockaddr*>(&at), &size);
    port_ = ntohs(at.sin_port);
    if (add(AF_INET, SOCK_DGRAM, four()) >= 0) return;
    port_ = 0;  // the number is somebody else's for UDP
    close(sockets_.back());
    sockets_.pop_back();
  }
  template <typename Address>
  int add(int family, int type, const Address& at) {
    const int fd = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    if (bind(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0) {
      close(fd);
      return -1;
    }
    if (type == SOCK_STREAM) listen(fd, 4);
    sockets_.push_back(fd);
    return fd;
  }

  std::vector<int> sockets_;
  in_port_t port_ = 0;
};

}  // namespace grader::attacks
