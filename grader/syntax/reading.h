#pragma once
// From one tree, what the query captured in it and what a walk found, to SourceFacts; for the files of this room only.

#include <optional>
#include <regex>

#include "grader/model/source.h"
#include "grader/syntax/walk.h"

namespace grader::syntax {

constexpr std::size_t kMostPattern = 200;  // bytes held against a pattern: std::regex goes as deep as its text is long

struct Patterns {
  std::map<std::string, std::regex> naming;
  std::regex test_name, assertion_call, test_around, library_call, built_in, debug, commented_code;
  struct Use {
    std::string use;
    std::vector<bool> symbols;       // by symbol: a node of that kind may show it
    std::optional<std::regex> text;  // none: any
    bool is_of_kind(TSNode node) const {
      const TSSymbol symbol = ts_node_symbol(node);  // beyond all others for what could not be read
      return symbol < symbols.size() && symbols[symbol];
    }
  };
  std::vector<Use> uses, test_marks;
};

// Whether a text begins with what a pattern describes; only there, for a search tries it at every byte.
bool begins_with(std::string_view text, const std::regex& pattern);

inline TSNode field(TSNode node, std::string_view name) {
  return ts_node_child_by_field_name(node, name.data(), static_cast<std::uint32_t>(name.size()));
}

// Nodes of one tree by the name of their capture, in the order in which they begin.
class Captures {
 public:
  // `names`: of each capture of the query, by its id
  explicit Captures(const std::vector<std::string>& names) : names_(names), nodes_(names.size()) {}
  void add(std::uint32_t id, TSNode node) { nodes_[id].push_back(node); }
  // Empty for a name that the query does not have.
  const std::vector<TSNode>& operator[](std::string_view name) const {
    static const std::vector<TSNode> none;
    for (std::size_t id = 0; id < names_.size(); ++id) {
      if (names_[id] == name) return nodes_[id];
    }
    return none;
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  const std::vector<std::string>& names_;
  std::vector<std::vector<TSNode>> nodes_;
};

// What reads a text that is code by itself, such as one out of a comment.
struct Language {
  const TSLanguage* grammar = nullptr;
  const Kinds& kinds;
};

SourceFacts facts_of(const Patterns& patterns, const Language& language, const std::string& path,
                     std::string_view source, const Captures& captures, const Walk& walk);

}  // namespace grader::syntax
