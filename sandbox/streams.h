#pragma once
// The pipes between the supervisor and the box, counted and capped to the byte.

#include <sys/epoll.h>

#include <array>
#include <string>

#include "sandbox/fd.h"
#include "sandbox/spec.h"

namespace grader::sandbox {

struct Pipe {
  Fd read;
  Fd write;
};

Pipe make_pipe();

// A sealed file with the whole standard input; the box can neither change it nor wait on it.
Fd input_file(const std::string& text);

// A connection to a socket that somebody outside listens at.
Fd connect_peer(const std::string& path);

// Copies what arrives on a pipe into a file, up to a cap.
class Capture {
 public:
  Capture(Fd pipe, const std::string& file, std::uint64_t cap);
  int fd() const { return pipe_.get(); }
  void pump();  // reads what is there; closes at end of file
  bool over() const { return stream_.truncated; }
  bool failed() const { return failed_; }  // the result folder could not be written (a full disk)
  const Stream& stream() const { return stream_; }

 private:
  Fd pipe_;
  Fd file_;
  std::uint64_t cap_;
  Stream stream_;
  bool failed_ = false;
};

}  // namespace grader::sandbox
