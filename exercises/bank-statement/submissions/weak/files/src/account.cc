#include "account.h"

#include "money.h"

#include <stdexcept>

void Account::deposit(const std::string& date, long pence) {
  // @@ 2
  dates.push_back(date);
  amounts.push_back(pence);
  // @@ end
}

void Account::withdraw(const std::string& date, long pence) {
  // @@ 5
  if (balance() - pence < 0) throw std::invalid_argument("no");
  // @@ end
  // @@ 3
  dates.push_back(date);
  amounts.push_back(0 - pence);
  // @@ end
}

void Account::set_overdraft(long pence) {
  int x = 0;
  (void)pence;
}

long Account::balance() const {
  long total = 0;
  // @@ 4
  for (unsigned i = 0; i < amounts.size(); i++) {
    total = total + amounts[i];
  }
  // @@ end
  return total;
}

std::string Account::statement() const {
  std::string s = "date || amount || balance\n";
  // @@ 7
  long total = 0;
  for (unsigned i = 0; i < amounts.size(); i++) {
    total = total + amounts[i];
    s = s + dates[i] + " || " + format_pence(amounts[i]) + " || " + format_pence(total) + "\n";
  }
  // @@ end
  return s;
}
