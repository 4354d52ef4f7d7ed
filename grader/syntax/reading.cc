#include "grader/syntax/reading.h"

#include <algorithm>
#include <set>

#include "grader/base/text.h"
#include "grader/syntax/commented.h"

namespace grader::syntax {
namespace {

// The object of a method, which no description names.
bool is_receiver(std::string_view parameter) {
  return parameter == "self" || parameter == "cls";
}

bool is_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) > 127;
}

// A whole word of the text: the "i" of "Does it." names nothing.
bool names_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_of_word(text[at - 1])) && (end == text.size() || !is_of_word(text[end]))) return true;
  }
  return false;
}

// A letter outside of ASCII may stand for a small or a capital one: whichever fits.
bool is_named_by(const std::regex& pattern, const std::string& name) {
  const auto folded = [&](char letter) {
    std::string text;
    for (const char c : name.substr(0, kMostPattern)) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80U)
        text += c;
      else if (byte >= 0xC0U)  // its first byte
        text += letter;
    }
    return text;
  };
  return std::regex_match(folded('x'), pattern) || std::regex_match(folded('X'), pattern);
}

int starting_line(TSNode node) {
  return line_of(ts_node_start_point(node));
}

// One text and what was found in it.
class Reading {
 public:
  Reading(const Patterns& patterns, const Language& language, const std::string& path, std::string_view source,
          const Captures& captures, const Walk& walk)
      : patterns_(patterns), language_(language), path_(path), source_(source), captures_(captures), walk_(walk) {}

  SourceFacts facts() {
    SourceFacts facts;
    const auto lines = static_cast<int>(std::count(source_.begin(), source_.end(), '\n')) + 1;
    facts.files.push_back({.file = path_, .bytes = source_.size(), .unreadable = walk_.error_bytes, .lines = lines});
    read_functions(facts);
    read_identifiers(facts);
    read_leftovers(facts);
    read_comparisons(facts);
    read_public_functions(facts);
    read_imports(facts);
    read_fields(facts);
    read_uses(facts);
    return facts;
  }

 private:
  std::string_view bytes(TSNode node) const { return bytes_of(source_, node); }
  std::string text(TSNode node) const { return to_utf8(bytes(node)); }
  bool matches(TSNode node, const std::regex& pattern) const { return begins_with(bytes(node), pattern); }

  void read_functions(SourceFacts& facts) {
    std::vector<TSNode> nodes;
    for (const WalkedFunction& function : walk_.functions) nodes.push_back(function.node);
    const Spans spans(nodes);
    names_.resize(spans.size());
    std::vector<int> decisions(spans.size(), 0);
    std::vector<int> parameters(spans.size(), 0);
    for (const TSNode& name : captures_["name"]) {
      const auto at = spans.innermost(name);
      if (at && names_[*at].empty()) names_[*at] = text(name);
    }
    for (const TSNode& list : captures_["parameters"]) {
      if (const auto at = spans.innermost(list)) parameters[*at] = count_parameters(list);
    }
    for (const TSNode& branch : captures_["branch"]) {
      if (const auto at = spans.innermost(branch)) ++decisions[*at];
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const WalkedFunction& function = walk_.functions[i];
      facts.functions.push_back({.file = path_,
                                 .name = names_[i],
                                 .first_line = starting_line(function.node),
                                 .last_line = line_of(ts_node_end_point(function.node)),
                                 .complexity = 1 + decisions[i] + function.decisions,
                                 .cognitive = function.cognitive,
                                 .nesting = function.nesting,
                                 .parameters = parameters[i],
                                 .readable = !ts_node_has_error(function.node)});
    }
  }

  int count_parameters(TSNode list) const {
    int count = 0;
    for (std::uint32_t i = 0; i < ts_node_named_child_count(list); ++i) {
      const TSNode child = ts_node_named_child(list, i);
      if (std::string_view(ts_node_type(child)) != "comment" && !is_receiver(bytes(child))) ++count;
    }
    return count;
  }

  void read_identifiers(SourceFacts& facts) {
    const std::string prefix = "naming.";
    for (const std::string& capture : captures_.names()) {
      if (!capture.starts_with(prefix)) continue;
      const std::string kind = capture.substr(prefix.size());
      const auto pattern = patterns_.naming.find(kind);
      std::map<std::string, bool, std::less<>> fits;  // names come again and again
      for (const TSNode& node : captures_[capture]) {
        if (walk_.in_error(node)) continue;
        const std::string name = text(node);
        auto known = fits.find(name);
        if (known == fits.end()) {
          const bool fit = pattern == patterns_.naming.end() || is_named_by(pattern->second, name);
          known = fits.emplace(name, fit).first;
        }
        facts.identifiers.push_back(
            {.file = path_, .name = name, .kind = kind, .line = starting_line(node), .fits = known->second});
      }
    }
    std::stable_sort(facts.identifiers.begin(), facts.identifiers.end(),
                     [](const Identifier& a, const Identifier& b) { return a.line < b.line; });
  }

  void read_leftovers(SourceFacts& facts) {
    const auto leave = [&](int line, const std::string& rule, const std::string& what) {
      facts.leftovers.push_back({.file = path_,
                                 .line = line,
                                 .rule = rule,
                                 .level = "warning",
                                 .message = rule + ": " + what.substr(0, std::min<std::size_t>(60, what.find('\n')))});
    };
    for (const CommentedCode& code : commented_code(patterns_, language_, walk_.comments, source_))
      leave(code.line, "commented-out code", code.words);
    for (const Placed& statement : walk_.statements) {
      if (!walk_.in_error(statement.node) && matches(statement.node, patterns_.debug))
        leave(starting_line(statement.node), "debug statement", text(statement.node));
    }
    for (const TSNode& statement : walk_.unreached) {
      if (!walk_.in_error(statement)) leave(starting_line(statement), "unreachable code", text(statement));
    }
  }

  void read_comparisons(SourceFacts& facts) {
    for (const Placed& comparison : walk_.comparisons) {
      std::string written = text(comparison.node).substr(0, kMostPattern);
      std::replace(written.begin(), written.end(), '\n', ' ');
      facts.comparisons.push_back({.file = path_,
                                   .text = std::move(written),
                                   .function = comparison.function ? names_[*comparison.function] : std::string(),
                                   .line = starting_line(comparison.node)});
    }
  }

  void read_public_functions(SourceFacts& facts) {
    struct Parts {
      std::string name, doc;
      std::vector<std::string> parameters;
      bool untyped = false;
      bool result = false;
    };
    const Spans spans(captures_["public"]);
    std::vector<Parts> parts(spans.size());
    const auto each = [&](const char* capture, auto&& take) {
      for (const TSNode& node : captures_[capture]) {
        if (const auto at = spans.innermost(node)) take(parts[*at], node);
      }
    };
    each("public.name", [&](Parts& p, TSNode node) { p.name = p.name.empty() ? text(node) : p.name; });
    each("parameter", [&](Parts& p, TSNode node) { p.parameters.push_back(text(node)); });
    each("doc", [&](Parts& p, TSNode node) { p.doc = p.doc.empty() ? text(node) : p.doc; });
    each("untyped", [&](Parts& p, TSNode node) { p.untyped = p.untyped || !is_receiver(bytes(node)); });
    each("result", [&](Parts& p, TSNode) { p.result = true; });
    for (std::size_t i = 0; i < spans.size(); ++i) {
      Parts& part = parts[i];
      if (part.name.empty() || part.name.starts_with("_") || spans.nested(i) || walk_.in_error(spans[i])) continue;
      if (part.doc.empty()) part.doc = comment_before(spans[i]);
      const bool named = std::all_of(part.parameters.begin(), part.parameters.end(), [&](const std::string& parameter) {
        return is_receiver(parameter) || names_word(part.doc, parameter);
      });
      facts.public_functions.push_back({.file = path_,
                                        .name = part.name,
                                        .line = starting_line(spans[i]),
                                        .documented = !part.doc.empty() && named,
                                        .typed = !part.untyped && part.result});
    }
  }

  // The comments that end on the line before a node, or on its own.
  std::string comment_before(TSNode node) const {
    std::string found;
    for (TSNode before = ts_node_prev_sibling(node); !ts_node_is_null(before); before = ts_node_prev_sibling(before)) {
      const bool near = ts_node_end_point(before).row + 1 >= ts_node_start_point(node).row;
      if (std::string_view(ts_node_type(before)) != "comment" || !near) break;
      found = text(before) + "\n" + found;
      node = before;
    }
    return found;
  }

  // Names belong to the module that stands before them on the same statement.
  void read_imports(SourceFacts& facts) {
    const auto& names = captures_["import.name"];
    auto name = names.begin();
    const auto& modules = captures_["import"];
    for (auto module = modules.begin(); module != modules.end(); ++module) {
      const auto next = std::next(module);
      const std::uint32_t end = next == modules.end() ? ~0U : ts_node_start_byte(*next);
      std::string path = text(*module);
      path.erase(std::remove(path.begin(), path.end(), '"'), path.end());
      const int line = starting_line(*module);
      bool named = false;
      for (; name != names.end() && ts_node_start_byte(*name) < end; ++name, named = true)
        facts.imports.push_back({.file = path_, .module = path, .name = text(*name), .line = line});
      if (!named) facts.imports.push_back({.file = path_, .module = path, .line = line});
    }
  }

  void read_fields(SourceFacts& facts) {
    std::set<std::string> seen;  // "class start:name"
    const Spans types(captures_["data"]);
    const auto take = [&](TSNode node, bool typed) {
      std::string name = text(node);
      if (name.starts_with("self.")) name.erase(0, 5);
      const auto type = types.innermost(node);
      if (!type || name.find('.') != std::string::npos || walk_.in_error(node)) return;
      if (seen.insert(std::to_string(*type) + ":" + name).second)
        facts.fields.push_back({.file = path_, .name = name, .line = starting_line(node), .typed = typed});
    };
    for (const TSNode& node : captures_["field.typed"]) take(node, true);
    for (const TSNode& node : captures_["field.untyped"]) take(node, false);
    std::stable_sort(facts.fields.begin(), facts.fields.end(),
                     [](const DataField& a, const DataField& b) { return a.line < b.line; });
  }

  void read_uses(SourceFacts& facts) {
    for (const Placed& placed : walk_.uses) {
      for (const Patterns::Use& rule : patterns_.uses) {
        if (rule.is_of_kind(placed.node) && (!rule.text || matches(placed.node, *rule.text)))
          facts.uses.push_back({.file = path_, .use = rule.use, .line = starting_line(placed.node)});
      }
    }
  }

  const Patterns& patterns_;
  const Language& language_;
  const std::string& path_;
  std::string_view source_;
  const Captures& captures_;
  const Walk& walk_;
  std::vector<std::string> names_;  // of functions, by their place in Walk::functions
};

}  // namespace

bool begins_with(std::string_view text, const std::regex& pattern) {
  const std::string_view part = text.substr(0, kMostPattern);
  return std::regex_search(part.begin(), part.end(), pattern, std::regex_constants::match_continuous);
}

SourceFacts facts_of(const Patterns& patterns, const Language& language, const std::string& path,
                     std::string_view source, const Captures& captures, const Walk& walk) {
  return Reading(patterns, language, path, source, captures, walk).facts();
}

}  // namespace grader::syntax
