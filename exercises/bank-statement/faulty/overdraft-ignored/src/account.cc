#include "account.h"

#include <stdexcept>

#include "money.h"

void Account::deposit(const std::string& date, long pence) {
  if (pence <= 0) throw std::invalid_argument("a deposit needs an amount above zero");
  add(date, pence);
}

void Account::withdraw(const std::string& date, long pence) {
  if (pence <= 0) throw std::invalid_argument("a withdrawal needs an amount above zero");
  if (pence > balance_) throw std::invalid_argument("more than is available");
  add(date, -pence);
}

void Account::set_overdraft(long pence) { overdraft_ = pence; }

long Account::balance() const { return balance_; }

std::string Account::statement() const {
  std::string text = "date || amount || balance\n";
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    text += entry->date + " || " + format_pence(entry->amount) + " || " + format_pence(entry->balance) + "\n";
  }
  return text;
}

void Account::add(const std::string& date, long amount) {
  balance_ += amount;
  entries_.push_back({date, amount, balance_});
}
