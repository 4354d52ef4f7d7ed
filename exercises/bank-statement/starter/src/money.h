#pragma once
#include <string>

// "12.05" for 1205
std::string format_pence(long pence);

// 1205 for "12.05"; throws std::invalid_argument for any other text
long parse_pence(const std::string& text);
