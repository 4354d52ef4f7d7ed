#include "account.h"

void Account::deposit(const std::string&, long) {}

void Account::withdraw(const std::string&, long) {}

void Account::set_overdraft(long) {}

long Account::balance() const { return -1; }

std::string Account::statement() const { return ""; }
