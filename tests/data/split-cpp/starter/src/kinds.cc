#include "kinds.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <memory>
#include <new>

namespace all::kinds {
namespace {

int deeper(int depth) {
  volatile char room[4096] = {};
  return depth == std::numeric_limits<int>::max() ? room[0] : deeper(depth + 1) + room[1];
}

}  // namespace

Counter& Counter::twin() {
  static std::vector<std::unique_ptr<Counter>> twins;
  twins.push_back(std::make_unique<Counter>(at_, step_));
  return *twins.back();
}

bool no(bool a) {
  return !a;
}
int twice(int a) {
  return a * 2;
}
double half(double a) {
  return a / 2;
}
std::string shout(const std::string& a) {
  return a + "!";
}
std::vector<unsigned char> reversed(std::vector<unsigned char> a) {
  std::reverse(a.begin(), a.end());
  return a;
}
std::vector<std::vector<int>> turned(const std::vector<std::vector<int>>& a) {
  return {a.rbegin(), a.rend()};
}
std::map<std::string, int> swapped(const std::map<int, std::string>& a) {
  std::map<std::string, int> out;
  for (const auto& [number, name] : a) out[name] = number;
  return out;
}
std::optional<bool> first(const std::vector<bool>& a) {
  return a.empty() ? std::nullopt : std::optional<bool>(a[0]);
}
int added(int a, std::optional<int> b, std::optional<int> c) {
  return a + b.value_or(10) + c.value_or(100);
}
Shape same(Shape a) {
  return a;
}
int sum(const Counter& a, Counter& b) {
  return a.at() + b.next();
}

void fail(const std::string& how) {
  std::cout << "r" << std::flush;
  if (how == "none left")
    throw NoneLeft(
        "none of \xC2\xA3"
        "5");
  if (how == "logic") throw std::invalid_argument("a logic error");
  if (how == "empty") throw Empty();
  if (how == "range") throw std::out_of_range(std::string(5000, '\xff'));
  if (how == "unlisted") throw std::runtime_error("in no list");
  if (how == "number") throw 7;
  if (how == "bad_alloc") throw std::bad_alloc();
  if (how == "abort") std::abort();
  if (how == "exit") std::exit(0);
  if (how == "deep") std::exit(deeper(0));
  for (volatile int i = 0; how == "loop"; i = 1) continue;
  for (std::vector<std::string> all; how == "memory";) all.emplace_back(1 << 20, 'x');
}

}  // namespace all::kinds
