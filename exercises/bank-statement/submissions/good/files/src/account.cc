#include "account.h"

// @@ 4
#include <stdexcept>

// @@ end
// @@ 10
#include "money.h"

// @@ end
// @@ 5
namespace {

void require_positive(long pence) {
  if (pence <= 0) {
    throw std::invalid_argument("the amount must be above zero");
  }
}

}  // namespace

// @@ end
// @@ 1-8
void Account::deposit(const std::string&, long pence) {
// @@ end
// @@ 9
void Account::deposit(const std::string& date, long pence) {
// @@ end
// @@ 5
  require_positive(pence);
// @@ end
// @@ 1-8
  balance_ += pence;
// @@ end
// @@ 9
  record(date, pence);
// @@ end
}

// @@ 1-2
void Account::withdraw(const std::string&, long) {
// @@ end
// @@ 3-8
void Account::withdraw(const std::string&, long pence) {
// @@ end
// @@ 9
void Account::withdraw(const std::string& date, long pence) {
// @@ end
// @@ 5
  require_positive(pence);
// @@ end
// @@ 4-12
  if (pence > balance_) {
    throw std::invalid_argument("the amount is above the balance");
  }
// @@ end
// @@ 13
  if (pence > balance_ + overdraft_) {
    throw std::invalid_argument("the amount is above what is available");
  }
// @@ end
// @@ 3-8
  balance_ -= pence;
// @@ end
// @@ 9
  record(date, -pence);
// @@ end
}

// @@ 1-12
void Account::set_overdraft(long) {}
// @@ end
// @@ 13
void Account::set_overdraft(long pence) { overdraft_ = pence; }
// @@ end

long Account::balance() const { return balance_; }

// @@ 1-9
std::string Account::statement() const { return ""; }
// @@ end
// @@ 10
std::string Account::statement() const {
  std::string text = "date || amount || balance\n";
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    text += entry->date + " || " + format_pence(entry->amount) + " || " +
            format_pence(entry->balance) + "\n";
  }
  return text;
}
// @@ end
// @@ 9

void Account::record(const std::string& date, long amount) {
  balance_ += amount;
  entries_.push_back({date, amount, balance_});
}
// @@ end
