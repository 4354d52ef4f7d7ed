#pragma once
// One connection to a database: statements with values bound, transactions. Everything here throws Failure.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "grader/store/dialect.h"

namespace grader::store {

using Value = std::variant<std::string, std::int64_t>;
using Values = std::vector<Value>;
using Row = std::vector<std::string>;  // numbers stand in decimal; no column is ever null

// A text as both databases keep it: to_utf8, and a NUL byte becomes U+FFFD followed by "<00>". Most come back
// unchanged.
std::string storable(std::string_view text);

// Of a column of numbers.
std::int64_t number_in(const std::string& column);

class Database {
 public:
  // `connection` is SOCI's: a database's own key=value words.
  Database(Kind kind, std::string connection);
  Database(Database&&) noexcept;
  ~Database();

  Kind kind() const;
  const Dialect& dialect() const;

  // `values` are bound to the placeholders (":a", ":b", ..., no name twice) by position; texts as storable() gives
  // them. Statements stay prepared.
  void run(const std::string& sql, const Values& values = {});
  // `columns`: how many the query has.
  std::vector<Row> rows(const std::string& sql, std::size_t columns, const Values& values = {});
  // Hands over each row as the database gives it. `take` may not use this database.
  void each(const std::string& sql, std::size_t columns, const Values& values, const std::function<void(Row&)>& take);
  // The only value of the only row.
  std::int64_t number(const std::string& sql, const Values& values = {});

  // Of several statements or of one that cannot be prepared; "" does nothing.
  void run_plain(const std::string& sql);

  // Connects again when the connection was lost since the last failure. Not inside a transaction.
  void revive();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

enum class Access { kReading, kWriting };

// Rolled back unless committed.
class Transaction {
 public:
  Transaction(Database& database, Access access);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace grader::store
