#include <iostream>
#include <sstream>
#include <string>

#include "account.h"
#include "money.h"

int main() {
  Account account;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string what, date, amount;
    words >> what >> date >> amount;
    if (what == "deposit") account.deposit(date, parse_pence(amount));
    if (what == "withdraw") account.withdraw(date, parse_pence(amount));
  }
  std::cout << account.statement();
}
