#include "sign.h"

int sign(int value) {
  int unused = 0;
  if (value < 0) {
    return -1;
  }
  return 1;
}
