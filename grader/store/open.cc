#include <optional>
#include <utility>

#include "grader/store/failure.h"
#include "grader/store/migrations.h"
#include "grader/store/place.h"
#include "grader/store/sql_store.h"

namespace grader::store {

Result<std::unique_ptr<Store>> open(const std::string& where) {
  Result<Place> place = place_of(where);
  if (!place) return pass(place);
  std::optional<FileGuard> guard;
  if (place->kind == Kind::kSqlite) {
    Result<FileGuard> taken = FileGuard::take(place->file);
    if (!taken) return pass(taken);
    guard.emplace(std::move(*taken));
  }
  try {
    Database database(place->kind, place->connection);
    Result<void> migrated = migrate(database, place->name);
    if (!migrated) return pass(migrated);
    return std::make_unique<SqlStore>(std::move(database), *place);
  } catch (const Failure& failure) {
    return std::unexpected(error_of(failure, kOpening, place->name));
  }
}

}  // namespace grader::store
