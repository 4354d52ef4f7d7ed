#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace all::kinds {

struct Point {
  int x = 0;
  double at = 0;
  int y = 0;
};

struct Shape {
  std::string name;
  std::vector<Point> corners;
  std::optional<double> area;
  std::map<std::string, Point> labels;
  std::vector<Shape> holes;
};

class NoneLeft : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

struct Empty {};

// Neither copied nor moved.
class Counter {
 public:
  explicit Counter(int from, std::optional<int> step = std::nullopt) : at_(from), step_(step.value_or(1)) {}
  Counter(const Counter&) = delete;
  int next() { return at_ += step_; }
  Counter& self() { return *this; }
  Counter& twin();
  int at() const { return at_; }

 private:
  int at_;
  int step_;
};

bool no(bool a);
int twice(int a);
double half(double a);
std::string shout(const std::string& a);
std::vector<unsigned char> reversed(std::vector<unsigned char> a);
std::vector<std::vector<int>> turned(const std::vector<std::vector<int>>& a);
std::map<std::string, int> swapped(const std::map<int, std::string>& a);
std::optional<bool> first(const std::vector<bool>& a);
int added(int a, std::optional<int> b = std::nullopt, std::optional<int> c = std::nullopt);
Shape same(Shape a);
void fail(const std::string& how);
int sum(const Counter& a, Counter& b);

}  // namespace all::kinds
