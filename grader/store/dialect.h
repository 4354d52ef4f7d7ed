#pragma once
// In what the two databases differ. Every other statement is the same for both.

#include <initializer_list>
#include <string>
#include <vector>

namespace grader::store {

enum class Kind { kSqlite, kPostgresql };

struct Dialect {
  std::vector<std::string> on_connect;  // statements, once for a connection
  std::string begin_reading;            // one snapshot for the whole transaction
  std::string begin_writing;            // what is read in it cannot be out of date when it writes
  std::string migration_lock;           // held to the end of the transaction; "": begin_writing is enough
  // Query of one number by a cohort's name: 1 when the connection holds it now, to its end, 0 when another does; ""
  // when a file is to be locked.
  std::string hold;
  std::string tables;                      // query of one column: names of all tables
  std::string integrity;                   // query of one column: what is damaged, or "ok"; reads all that is kept
  std::vector<std::string> after_erasing;  // outside a transaction: makes erased bytes go from the files
  std::string backup;                      // statement that takes a path; "" when the database has a tool of its own
  std::string backup_tool;                 // its name; "" when `backup` is there
};

const Dialect& dialect_of(Kind kind);

// A statement that keeps other writers out of the tables until the transaction ends; "" when there are none already.
// Transactions that lock several tables, or write to them, do so in the order of the migrations.
std::string lock(Kind kind, std::initializer_list<const char*> tables);

}  // namespace grader::store
