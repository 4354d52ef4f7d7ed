bool Account::pay(const Money& amount) {
  if (amount <= kNone || amount > balance_) return false;
  for (auto& row : rows_) row.mark([](int x) { return x ? 1 : 2; });
  switch (kind_) {
    case 1:
      break;
    default:
      try {
        f();
      } catch (...) {
      }
  }
  return true;
}
