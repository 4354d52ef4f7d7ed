#include "grader/store/dialect.h"

namespace grader::store {
namespace {

// The time-out comes first: the switch to the write-ahead log waits for other processes as well.
const Dialect& sqlite() {
  static const Dialect kDialect = {.on_connect = {"pragma busy_timeout = 10000", "pragma journal_mode = wal",
                                                  "pragma synchronous = full", "pragma secure_delete = on"},
                                   .begin_reading = "begin",
                                   .begin_writing = "begin immediate",
                                   .migration_lock = "",
                                   .hold = "",
                                   .tables = "select name from sqlite_master where type = 'table'",
                                   .integrity = "pragma integrity_check",
                                   .after_erasing = {"pragma wal_checkpoint(truncate)"},
                                   .backup = "vacuum into :target",
                                   .backup_tool = ""};
  return kDialect;
}

// md5 makes the server read every page of the long texts, and so check them.
const Dialect& postgresql() {
  static const Dialect kDialect = {
      .on_connect = {"set client_encoding = 'UTF8'", "set client_min_messages = warning", "set lock_timeout = '10s'"},
      .begin_reading = "begin isolation level repeatable read read only",
      .begin_writing = "begin isolation level read committed",
      .migration_lock = "select pg_advisory_xact_lock(7449354444534473842)",
      .hold =
          "select case when pg_try_advisory_lock(hashtextextended(cast(current_schema() as text) || ' ' || "
          "cast(:cohort "
          "as text), 0)) then 1 else 0 end",
      .tables = "select tablename from pg_catalog.pg_tables where schemaname = current_schema()",
      .integrity = "select key from gradings where md5(facts || page) = ''",
      .after_erasing = {},
      .backup = "",
      .backup_tool = "pg_dump"};
  return kDialect;
}

}  // namespace

const Dialect& dialect_of(Kind kind) {
  return kind == Kind::kSqlite ? sqlite() : postgresql();
}

std::string lock(Kind kind, std::initializer_list<const char*> tables) {
  if (kind == Kind::kSqlite || tables.size() == 0) return "";
  std::string statement = "lock table ";
  for (const char* table : tables) {
    if (table != *tables.begin()) statement += ", ";
    statement += table;
  }
  return statement + " in share row exclusive mode";
}

}  // namespace grader::store
