#include "grader/store/database.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <list>
#include <map>
#include <utility>

#include "grader/base/text.h"
#include "grader/store/failure.h"

namespace grader::store {
namespace {

// By SQLite's result codes; the low byte is the kind of fault.
Cause cause_of(const soci::sqlite3_soci_error& error, Cause otherwise) {
  switch (error.result() & 0xff) {
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
      return Cause::kBusy;
    case 13:  // SQLITE_FULL
      return Cause::kFull;
    case 11:  // SQLITE_CORRUPT
    case 26:  // SQLITE_NOTADB
      return Cause::kDamaged;
    case 8:   // SQLITE_READONLY
    case 14:  // SQLITE_CANTOPEN
      return Cause::kUnreachable;
    default:
      return otherwise;
  }
}

Cause cause_of(const soci::postgresql_soci_error& error, Cause otherwise) {
  static constexpr std::array<std::pair<const char*, Cause>, 8> kStates = {{{"55P03", Cause::kBusy},  // lock time-out
                                                                            {"40", Cause::kBusy},     // deadlock
                                                                            {"53100", Cause::kFull},
                                                                            {"XX001", Cause::kDamaged},
                                                                            {"XX002", Cause::kDamaged},
                                                                            {"08", Cause::kUnreachable},
                                                                            {"57P", Cause::kUnreachable},  // shut down
                                                                            {"53", Cause::kUnreachable}}};
  for (const auto& [state, cause] : kStates) {
    if (error.sqlstate().starts_with(state)) return cause;
  }
  return otherwise;
}

// SOCI appends the statement with its values to what(), and PostgreSQL names values in lines after the first. Only a
// failed connection is told in the second line; no statement has run then. What SOCI puts before helps nobody.
std::string told(const soci::soci_error& error) {
  std::string text = error.get_error_message();
  for (const char* opening : {"Cannot establish connection to the database.", "Cannot execute query.",
                              "Cannot prepare statement.", "Fatal error."}) {
    text = trim(text.starts_with(opening) ? text.substr(std::strlen(opening)) : text);
  }
  text = text.substr(0, std::min(text.find('\n'), text.find(" while executing")));
  const std::size_t function = text.starts_with("sqlite3_") ? text.find(": ") : std::string::npos;
  return printable(function == std::string::npos ? text : text.substr(function + 2));
}

[[noreturn]] void rethrow(const soci::soci_error& error, Cause cause = Cause::kOther) {
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) cause = cause_of(*sqlite, cause);
  if (const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error)) {
    cause = cause_of(*postgresql, cause);
  }
  throw Failure(cause, told(error));
}

const soci::backend_factory& factory_of(Kind kind) {
  if (kind == Kind::kSqlite) return soci::sqlite3;
  return soci::postgresql;
}

}  // namespace

// A statement and the variables that it is bound to, which must not move.
struct Prepared {
  Prepared(soci::session& session, const std::string& sql, std::size_t columns, const Values& values)
      : bound(values), row(columns), statement(session) {
    for (Value& value : bound) {
      if (auto* text = std::get_if<std::string>(&value)) {
        statement.exchange(soci::use(*text));
      } else {
        statement.exchange(soci::use(numbers.emplace_back()));
      }
    }
    for (std::string& column : row) statement.exchange(soci::into(column));
    statement.alloc();
    statement.prepare(sql);
    statement.define_and_bind();
  }

  Values bound;
  std::list<long long> numbers;  // of `bound`, in order
  Row row;
  soci::statement statement;
};

std::string storable(std::string_view text) {
  const std::string kept = to_utf8(text);
  return kept.find('\0') == std::string::npos ? kept : replace_all(kept, std::string_view("\0", 1), "\uFFFD<00>");
}

std::int64_t number_in(const std::string& column) {
  std::int64_t number = 0;
  const char* end = column.data() + column.size();
  if (std::from_chars(column.data(), end, number) != std::from_chars_result{end, std::errc()}) {
    throw Failure(Cause::kDamaged, "a column of numbers holds something else");
  }
  return number;
}

struct Database::State {
  void connect() {
    try {
      session.open(factory_of(kind), connection);
    } catch (const soci::soci_error& error) {
      rethrow(error, Cause::kUnreachable);
    }
  }

  void set_up() {
    for (const std::string& statement : dialect_of(kind).on_connect) run_plain(statement);
  }

  void run_plain(const std::string& sql) {
    try {
      session << sql;
    } catch (const soci::soci_error& error) {
      failed = true;
      rethrow(error);
    }
  }

  void execute(const std::string& sql, std::size_t columns, const Values& values,
               const std::function<void(Row&)>& take) {
    try {
      auto found = prepared.find(sql);
      if (found == prepared.end()) {
        found = prepared.emplace(sql, std::make_unique<Prepared>(session, sql, columns, values)).first;
      }
      execute(*found->second, values, take);
    } catch (const soci::soci_error& error) {
      failed = true;
      prepared.erase(sql);
      rethrow(error);
    }
  }

  static void execute(Prepared& statement, const Values& values, const std::function<void(Row&)>& take) {
    auto number = statement.numbers.begin();
    for (std::size_t n = 0; n < values.size(); ++n) {
      if (const auto* text = std::get_if<std::string>(&values[n])) {
        std::get<std::string>(statement.bound[n]) = storable(*text);
      } else {
        *number++ = std::get<std::int64_t>(values[n]);
      }
    }
    for (bool more = statement.statement.execute(true); more && !statement.row.empty();
         more = statement.statement.fetch()) {
      take(statement.row);
    }
    for (Value& value : statement.bound) {  // a large text shall not stay in memory
      if (auto* text = std::get_if<std::string>(&value)) *text = {};
    }
    for (std::string& column : statement.row) column = {};
  }

  Kind kind;
  std::string connection;
  soci::session session;
  std::map<std::string, std::unique_ptr<Prepared>> prepared;  // by SQL; dies before the session
  bool failed = false;                                        // a statement has, since the last revive()
};

Database::Database(Kind kind, std::string connection) : state_(std::make_unique<State>(kind, std::move(connection))) {
  state_->connect();
  state_->set_up();
}

Database::Database(Database&&) noexcept = default;
Database::~Database() = default;
Kind Database::kind() const {
  return state_->kind;
}
const Dialect& Database::dialect() const {
  return dialect_of(state_->kind);
}
void Database::run(const std::string& sql, const Values& values) {
  state_->execute(sql, 0, values, [](Row&) {});
}
void Database::run_plain(const std::string& sql) {
  if (!sql.empty()) state_->run_plain(sql);
}

std::vector<Row> Database::rows(const std::string& sql, std::size_t columns, const Values& values) {
  std::vector<Row> rows;
  each(sql, columns, values, [&](Row& row) { rows.push_back(row); });
  return rows;
}

void Database::each(const std::string& sql, std::size_t columns, const Values& values,
                    const std::function<void(Row&)>& take) {
  state_->execute(sql, columns, values, take);
}

std::int64_t Database::number(const std::string& sql, const Values& values) {
  const std::vector<Row> found = rows(sql, 1, values);
  if (found.size() != 1) {
    throw Failure(Cause::kDamaged, "there are " + std::to_string(found.size()) + " numbers in place of one");
  }
  return number_in(found[0][0]);
}

void Database::revive() {
  if (!std::exchange(state_->failed, false) || state_->session.is_connected()) return;
  state_->prepared.clear();
  try {
    state_->session.reconnect();
  } catch (const soci::soci_error& error) {
    state_->failed = true;
    rethrow(error, Cause::kUnreachable);
  }
  state_->set_up();
}

Transaction::Transaction(Database& database, Access access) : database_(database) {
  database_.revive();
  const Dialect& dialect = database_.dialect();
  database_.run_plain(access == Access::kReading ? dialect.begin_reading : dialect.begin_writing);
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.run_plain("rollback");
  } catch (const Failure&) {
    open_ = false;  // the connection is lost, and the transaction with it
  }
}

void Transaction::commit() {
  database_.run_plain("commit");
  open_ = false;
}

}  // namespace grader::store
