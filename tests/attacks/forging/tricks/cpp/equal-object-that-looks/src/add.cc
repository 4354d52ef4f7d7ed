#include "add.h"

Small add(int, int) {
  return {};
}

int half(int) {
  throw std::invalid_argument("odd");
}
