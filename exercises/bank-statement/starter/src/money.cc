#include "money.h"

std::string format_pence(long) { return ""; }

long parse_pence(const std::string&) { return 0; }
