#include <iostream>

#include "add.h"

int main() {
  int a = 0;
  int b = 0;
  std::cin >> a >> b;
  std::cout << add(a, b) << "\n";
}
