// One function for each way in which C++ decides, and some that mix them. The comparison with pmccabe reads this file.
#include <string>
#include <vector>

namespace decisions {

int straight(int a) {
  return a + 1;
}

int either(int a) {
  if (a > 0) return 1;
  return a < 0 ? -1 : 0;
}

int chain(int a) {
  if (a == 1) {
    return 10;
  } else if (a == 2) {
    return 20;
  } else if (a == 3 && a != 4) {
    return 30;
  } else {
    return 40;
  }
}

int loops(const std::vector<int>& values) {
  int sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += values[i];
  for (const int value : values) {
    while (sum > value) --sum;
  }
  do {
    ++sum;
  } while (sum < 0);
  return sum;
}

const char* name_of(int day) {
  switch (day) {
    case 0:
      return "Monday";
    case 1:
    case 2:
      return "midweek";
    default:
      return "later";
  }
}

bool logic(bool a, bool b, bool c) {
  return (a && b) || (b && c) || !(a || c);
}

class Till {
 public:
  Till() : sum_(0) {}
  void add(int amount) {
    if (amount <= 0) throw amount;
    sum_ += amount;
  }
  int sum() const { return sum_; }

 private:
  int sum_;
};

int careful(Till& till, int amount) {
  try {
    till.add(amount);
  } catch (int) {
    return 0;
  }
  return till.sum();
}

}  // namespace decisions
