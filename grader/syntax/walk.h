#pragma once
// One walk over a whole tree: everything that the kind of a node alone decides. What a node's shape decides is the
// query's (source.h).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grader/syntax/spans.h"

namespace grader::syntax {

// What a kind of node is to us. A toolchain gives each role the kinds it has in its grammar (`syntax.kinds`).
enum class Role : std::uint8_t {
  kFunction,     // a whole function; functions inside it are counted apart
  kDecision,     // one more way through a function: cyclomatic complexity
  kStructure,    // a decision that is harder to follow the deeper it stands, and nests what is in it
  kAlternative,  // the other way of a structure: it does not nest any deeper
  kNest,         // nests what is in it and decides nothing: a lambda
  kLogical,      // holds one of the operators: a decision; several of the same operator in a row read as one
  kOperator,     // such an operator
  kJump,         // goes somewhere else in the function
  kBlock,        // statements in their order
  kEnd,          // nothing after it in the same block is reached
  kCode,         // a statement that is never reached after an end
  kComment,
  kStatement,  // may be left from debugging
  kCall,
  kAssertion,   // checks what is in it
  kComparison,  // holds a size operator: two values held against each other
  kSize,        // such an operator
  kNumber,
  kAlways,  // true when it is asserted, whatever is in it
  kUse,     // may show knowledge in use, or what a test does; given by SourceRules::uses and test_marks
};

// The names of the roles as a toolchain writes them.
const std::map<std::string, Role>& role_names();

// Roles by the symbol of a node.
class Kinds {
 public:
  Kinds() = default;
  // `unknown` is set to the first kind that the grammar does not have; "" when all are there.
  Kinds(const TSLanguage* language, const std::map<std::string, std::vector<std::string>>& kinds, std::string& unknown);

  bool is(TSSymbol symbol, Role role) const {
    return symbol < roles_.size() && (roles_[symbol] >> static_cast<unsigned>(role) & 1U) != 0;
  }
  bool has_any(TSSymbol symbol) const { return symbol < roles_.size() && roles_[symbol] != 0; }

 private:
  std::vector<std::uint32_t> roles_;
};

struct WalkedFunction {
  TSNode node{};
  int decisions = 0;
  int cognitive = 0;  // Campbell 2018, "Cognitive Complexity", without its point for recursion
  int nesting = 0;
};

// A node and the innermost function around it, by its place in Walk::functions.
struct Placed {
  TSNode node{};
  std::optional<std::size_t> function;
  bool nested = false;  // in a structure, such as under a condition
};

struct Walk {
  TSNode root{};
  bool too_deep = false;  // nothing else is filled in
  std::vector<WalkedFunction> functions;
  std::vector<Placed> calls, statements, assertions, comparisons, uses;
  std::vector<TSNode> comments;
  std::vector<TSNode> unreached;  // the first statement of each stretch
  std::vector<TSNode> errors;     // what is not of the language; outermost, by place
  std::uint32_t error_bytes = 0;

  bool in_error(TSNode node) const;
};

Walk walk(TSNode root, const Kinds& kinds, std::uint32_t deepest);

}  // namespace grader::syntax
