#include "add.h"

int add(int, int) { return 0; }
