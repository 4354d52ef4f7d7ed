// Coins that are put aside at the end of a day.
#pragma once

#include <vector>

#include "jar.h"

// Puts the coins into the jar as long as there is room, and returns how many it took.
int put_aside(Jar& jar, const std::vector<int>& coins);
