#pragma once
// Makes mutant schemata: source texts that hold many small faults at once, each behind a guard. By one query a language
// (toolchains/<id>/mutate.scm) and the data beside it; runs nothing.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/grading.h"
#include "grader/model/mutant.h"

namespace grader::mutate {

// A compiled query with these captures:
//   @OP, @OP.VARIANT   a node that the rules of this name change; @OP is all rules of the operator
//   @operator          with it: the token that is changed
//   @stated            with both: the node that a person is shown, when more than the changed node is needed to see it
//   @scope             only nodes in a scope are changed
//   @entry             the first statement of a scope, before which a guard says that the function was entered; of
//                      several the last; in place of a comment what follows it. A scope in another one is a part of
//                      that
//   @frame             acts where it is not entered: a function around it or in it is not told apart
//   @function, @name   a function or a type, and what it is called
//   @none, @none.NAME  nothing in this node, and not itself, is changed; with a name: not by rules of this name
//   @skip, @skip.NAME  this very node is not changed
// and any beginning with an underscore, for conditions (predicates.h). Immutable; may be shared between threads.
class Mutator {
 public:
  // Fails with kSetup when there is no such grammar, the query has an error, or a capture, rule or form is not known;
  // the file is named.
  static Result<Mutator> compile(const MutationRules& rules);
  Mutator(Mutator&&) noexcept;
  Mutator& operator=(Mutator&&) noexcept;
  ~Mutator();

  // Mutants stand on own lines only. The same files and seed give the same bytes. Without a mutant, everything is
  // empty. First-order mutants only: with all guards off each text is the original program. A file above 1 MiB, nested
  // deeper than 500 levels or not UTF-8 has no mutants, and neither has a function in which tree-sitter could not read
  // something. Not changed is what cannot be written as one line without its comments (it holds a string of several
  // lines) or is longer than 2,000 bytes. Above 1,000 mutants a sample, in proportion to the functions' numbers, is
  // kept. Decoys come on top: one for 20 mutants, at least three, at drawn places.
  Schemata make(const std::vector<SourceFile>& files, std::string_view seed) const;

 private:
  struct State;
  explicit Mutator(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The original text with one mutant in it and no guard. `nothing` stands in place of a statement that is left out.
std::string written_alone(const std::string& text, const Mutant& mutant, const std::string& nothing);

}  // namespace grader::mutate
