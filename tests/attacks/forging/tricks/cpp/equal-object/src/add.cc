#include "add.h"

All add(int, int) {
  return {};
}
