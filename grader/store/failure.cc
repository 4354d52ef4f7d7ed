#include "grader/store/failure.h"

namespace grader::store {
namespace {

const char* remedy_for(Cause cause) {
  switch (cause) {
    case Cause::kBusy:
      return "try again; another process was writing for longer than 10 s";
    case Cause::kFull:
      return "free some space on the disk of the store";
    case Cause::kDamaged:
      return "if it is a store of grader, put the last backup in its place";
    case Cause::kUnreachable:
      return "check that the database is there, that it runs and that you may write to it";
    case Cause::kOther:
      break;
  }
  return "check the store and its disk; the database's own log may say more";
}

}  // namespace

Error error_of(const Failure& failure, std::string doing, std::string thing) {
  return {.fault = Fault::kPlatform,
          .doing = std::move(doing),
          .thing = std::move(thing),
          .found = failure.found,
          .remedy = remedy_for(failure.cause)};
}

}  // namespace grader::store
