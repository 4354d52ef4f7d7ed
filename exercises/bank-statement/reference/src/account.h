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

 private:
  struct Entry {
    std::string date;
    long amount;
    long balance;
  };
  void add(const std::string& date, long amount);
  std::vector<Entry> entries_;
  long balance_ = 0;
  long overdraft_ = 0;
};
