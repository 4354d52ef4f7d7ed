#pragma once
// The tables, as a row of numbered steps that only ever grows.

#include <string>

#include "grader/base/result.h"
#include "grader/store/database.h"

namespace grader::store {

// Brings the tables up to the last version, each step in a transaction of its own; processes that do so at once wait
// for one another. `name` stands for the store in messages. Fails with kUsage when a newer grader made it or its tables
// are of something else, kPlatform as the database does.
Result<void> migrate(Database& database, const std::string& name);

}  // namespace grader::store
