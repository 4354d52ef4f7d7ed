#pragma once
// Local sockets between this program and the boxes it joins. The other side may be a learner's program.

#include <initializer_list>
#include <string>
#include <string_view>

#include "sandbox/fd.h"

namespace grader::run {

// False when the other side is gone.
bool send_all(int fd, std::string_view bytes);

// What has come, at least one byte; "" at the end of the connection. Descriptors that are passed along are not taken.
std::string read_some(int fd);

// A socket that listens at a new path; none when it cannot be made.
sandbox::Fd listen_at(const std::string& path);

// Waits until something happens at one of at most four descriptors, and gives the first such; those of -1 are left out.
int wait_for(std::initializer_list<int> descriptors);

// Lets an event descriptor wake whoever waits for it.
void ring(const sandbox::Fd& bell);

}  // namespace grader::run
