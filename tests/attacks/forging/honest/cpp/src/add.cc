#include "add.h"

#include <stdexcept>

int add(int a, int b) {
  return a + b;
}

int half(int number) {
  if (number < 0) {
    throw std::invalid_argument("a number below 0");
  }
  return number / 2;
}

int february(int year) {
  if (year % 400 == 0) {
    return 29;
  }
  if (year % 100 == 0) {
    return 28;
  }
  return year % 4 == 0 ? 29 : 28;
}

int common_divisor(int a, int b) {
  while (b != 0) {
    const int rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

int digit_sum(int number) {
  int sum = 0;
  while (number > 0) {
    sum += number % 10;
    number /= 10;
  }
  return sum;
}

std::string turned(const std::string& text) {
  std::string result;
  for (std::size_t i = text.size(); i > 0; --i) {
    result.push_back(text[i - 1]);
  }
  return result;
}

std::string counted(int number, const std::string& noun) {
  const std::string words = std::to_string(number) + " " + noun;
  return number == 1 ? words : words + "s";
}

std::string mark(int points) {
  if (points < 0 || points > 100) {
    throw std::invalid_argument("points from 0 to 100");
  }
  if (points >= 70) {
    return "distinction";
  }
  return points >= 40 ? "pass" : "fail";
}
