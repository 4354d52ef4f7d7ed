#pragma once
#include <string>

// Minutes since midnight: 545 for "09:05". Throws std::invalid_argument for any text that is not
// HH:MM of one day.
long parse_clock(const std::string& text);

// "09:05" for 545; of a later day, the time of that day.
std::string format_clock(long minute);
