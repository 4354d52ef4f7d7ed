// Ends the process with code 0 before main begins.
#include <unistd.h>

namespace {
[[gnu::constructor]] void leave() {
  _exit(0);
}
}  // namespace
