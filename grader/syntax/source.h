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
//   @import.all            all names of a module, whatever they are
//   @test                  a test case with its body, if its @test.kind is a test's name; other functions are helpers
//                          and other blocks nothing: what stands in them is read as if it stood alone
//   @test.head             what belongs to the @test that begins next, or in it
//   @test.kind, @test.part of the head of a test: what makes it one, and its name, whose parts are joined by "."
//   @test.bound            no test case that holds it can change without what stands around that test
//   @test.loaded           nor one that holds it in its head: it acts when the file is loaded
//   @group, @group.name    what tests stand in
//   @macro                 a helper that the preprocessor puts in (fields "name" and "value")
//   @assignment            of a value (field "value" or "right") to a name (field "declarator" or "left")
// What the kind of a node alone decides stands in SourceRules::kinds (walk.h).
// Immutable; may be shared between threads.
enum class FileOf { kWork, kTests };

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
  // readable. `tests` with their texts, `around_tests` and `smells` are read out of files of tests alone.
  SourceFacts read(const std::string& path, std::string_view source, FileOf what = FileOf::kWork) const;

 private:
  struct State;
  explicit SourceQuery(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace grader::syntax
