#pragma once
// Says which stretches of a source text are comments, names and so on, by one query a language
// (toolchains/<id>/highlight.scm); runs nothing.

#include <memory>
#include <string_view>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/source.h"

namespace grader::syntax {

// A compiled query with the captures @comment, @string, @number, @keyword, @type, @function and @plain. Of two captures
// one in the other, the inner one shows; of two of the same node, the one that stands later in the query. Immutable;
// may be shared between threads.
class HighlightQuery {
 public:
  // Fails with kSetup when there is no such grammar, the query has an error or a capture has another name.
  static Result<HighlightQuery> compile(const HighlightRules& rules);
  HighlightQuery(HighlightQuery&&) noexcept;
  HighlightQuery& operator=(HighlightQuery&&) noexcept;
  ~HighlightQuery();

  // In order, never one over another, nothing plain; whatever the bytes. None for a text above 1 MiB or nested deeper
  // than 500 levels.
  std::vector<Span> read(std::string_view source) const;

 private:
  struct State;
  explicit HighlightQuery(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace grader::syntax
