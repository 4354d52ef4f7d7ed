#pragma once
// Reads source text through tree-sitter by one query a language (toolchains/<id>/source.scm); runs nothing.

#include <memory>
#include <string>
#include <string_view>

#include "grader/base/result.h"
#include "grader/model/source.h"

namespace grader::syntax {

// A compiled query with these captures; what "belongs" to a node belongs to the innermost one around it:
//   @name, @parameters     of a function: its name (the first one that belongs to it) and the list of its parameters
//   @branch                a decision that its kind alone does not tell; it belongs to a function
//   @naming.KIND           an identifier where it is declared, of a kind with a naming pattern
//   @import, @import.name  a file or module that is named, and what is taken out of it
//   @data                  a type with fields
//   @field.typed, @field.untyped   its fields where they are declared, with a type or without
//   @public                a function that others may call: not inside another @public, and no leading underscore
//   @public.name, @parameter, @untyped, @result, @doc   belong to it; without @doc, the comment right before it
// What the kind of a node alone decides stands in SourceRules::kinds (walk.h).
// Immutable; may be shared between threads.
class SourceQuery {
 public:
  // Fails with kSetup when there is no such grammar, or the query or a pattern has an error; the file is named.
  static Result<SourceQuery> compile(const SourceRules& rules);
  SourceQuery(SourceQuery&&) noexcept;
  SourceQuery& operator=(SourceQuery&&) noexcept;
  ~SourceQuery();

  // Everything of one source text, in the order in which it begins, whatever the bytes. Cyclomatic complexity is 1 and
  // the number of decisions (McCabe 1976, with boolean operators and conditional expressions, as pmccabe counts);
  // cognitive complexity is Campbell's (2018) without its point for recursion. A function in which tree-sitter could
  // not read something is listed with `readable` false, and nothing else is taken out of such places. A text above
  // 1 MiB or nested deeper than 500 levels is not read (nobody wrote it by hand): one nameless function that is not
  // readable.
  SourceFacts read(const std::string& path, std::string_view source) const;

 private:
  struct State;
  explicit SourceQuery(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace grader::syntax
