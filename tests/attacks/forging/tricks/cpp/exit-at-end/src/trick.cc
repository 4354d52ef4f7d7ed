#include <unistd.h>

namespace {
[[gnu::destructor]] void leave() {
  _exit(0);
}
}  // namespace
