#pragma once
#include <string>
#include <vector>

class Account {
 public:
  void deposit(const std::string& date, long pence);
  void withdraw(const std::string& date, long pence);
  void set_overdraft(long pence);
  long balance() const;
  std::string statement() const;

  std::vector<std::string> dates;
  std::vector<long> amounts;
};
