#include "money.h"

#include <cstdio>
#include <cstdlib>

std::string format_pence(long pence) {
  // @@ 1-9
  return std::to_string(pence);
  // @@ end
  // @@ 10
  char buffer[64];
  long pounds = pence / 100;
  long rest = pence % 100;
  if (rest < 0) {
    rest = -rest;
  }
  if (rest < 10) {
    snprintf(buffer, sizeof buffer, "%ld.0%ld", pounds, rest);
  } else {
    snprintf(buffer, sizeof buffer, "%ld.%ld", pounds, rest);
  }
  return buffer;
  // @@ end
}

long parse_pence(const std::string& text) {
  // @@ 6
  std::string pounds = "";
  std::string rest = "";
  bool after = false;
  for (unsigned i = 0; i < text.size(); i++) {
    if (text[i] == '.') {
      after = true;
    } else if (after == true) {
      rest = rest + text[i];
    } else {
      pounds = pounds + text[i];
    }
  }
  if (rest.size() == 0) {
    rest = "00";
  }
  if (rest.size() == 1) {
    rest = rest + "0";
  }
  return atol(pounds.c_str()) * 100 + atol(rest.c_str());
  // @@ end
  // @@ 1-5
  return atol(text.c_str()) * 100;
  // @@ end
}
