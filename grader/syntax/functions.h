#pragma once
// Function size and branching, by one query a language (toolchains/<id>/functions.scm) over tree-sitter's tree.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/facts.h"

namespace grader::syntax {

// A compiled query with these captures:
//   @function  a whole function; functions inside it are counted apart
//   @name      its name: the first one that stands in it
//   @branch    a decision; it belongs to the innermost function around it
// Immutable; may be shared between threads.
class FunctionQuery {
 public:
  // Fails with kSetup when there is no such grammar or the query has an error; `file` is named in the message.
  static Result<FunctionQuery> compile(const std::string& grammar, std::string_view query, const std::string& file);
  FunctionQuery(FunctionQuery&&) noexcept;
  FunctionQuery& operator=(FunctionQuery&&) noexcept;
  ~FunctionQuery();

  // Every function of one source text, in the order in which they begin, whatever the bytes. Cyclomatic complexity is 1
  // and the number of decisions (McCabe 1976, with boolean operators and conditional expressions, as pmccabe counts). A
  // function in which tree-sitter could not read something is listed with `readable` false. A text above 1 MiB
  // or nested deeper than 500 levels is not read (nobody wrote it by hand): one nameless function that is not readable.
  std::vector<Function> functions(const std::string& path, std::string_view source) const;

 private:
  struct State;
  explicit FunctionQuery(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace grader::syntax
