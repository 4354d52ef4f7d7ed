#pragma once
// What the captures of a query say about the places of one text. For the files of this room only.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grader/mutate/candidates.h"
#include "grader/syntax/spans.h"

namespace grader::mutate {

// A node to change, as one match of the query gives it.
struct Captured {
  std::string name;  // of the capture
  TSNode node{};
  std::optional<TSNode> token;   // @operator
  std::optional<TSNode> stated;  // @stated
};

class Places {
 public:
  Places(const Compiled& compiled, TSNode root, std::string_view source);

  const std::vector<Captured>& captured() const { return captured_; }

  // From each first statement (@entry) to the end of its scope: of scopes that are in no other, are open and have
  // nothing to do with a @frame. In the order of the text.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> bodies() const;

  // In a scope that tree-sitter could read, in no @none.
  bool open(TSNode node) const;
  // Whether a rule's name is kept off a node by @none.NAME or @skip.NAME.
  bool closed(TSNode node, const std::string& rule) const;
  // The names of the functions and types around a node, joined; "" outside of any.
  std::string function(TSNode node, const std::string& separator) const;

 private:
  void note_entry(TSNode node);
  void note(const Compiled& compiled, const TSQueryMatch& match, std::string_view source);

  std::vector<Captured> captured_;
  std::vector<TSNode> entry_nodes_, frame_nodes_;
  std::vector<TSNode> scope_nodes_, none_nodes_, function_nodes_;
  std::map<std::string, std::vector<TSNode>> none_named_nodes_;
  std::map<const void*, std::string> names_;               // of functions
  std::set<std::pair<const void*, std::string>> skipped_;  // node and name; "" stands for every name
  std::optional<syntax::Spans> scopes_, none_, functions_;
  std::map<std::string, syntax::Spans> none_named_;
};

}  // namespace grader::mutate
