#include "till.h"

int put_aside(Jar& jar, const std::vector<int>& coins) {
  int taken = 0;
  for (const int coin : coins) {
    try {
      jar.put(coin);
    } catch (const std::length_error&) {
      break;
    }
    taken += 1;
  }
  return taken;
}
