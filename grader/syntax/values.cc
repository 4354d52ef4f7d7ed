#include "grader/syntax/values.h"

#include <algorithm>
#include <cctype>

#include "grader/base/text.h"

namespace grader::syntax {
namespace {

constexpr std::uint32_t kLongestLeft = 300;  // bytes of what a value is assigned to: each call in the value looks at it

TSNode either(TSNode node, std::string_view one, std::string_view other) {
  const TSNode found = field(node, one);
  return ts_node_is_null(found) ? field(node, other) : found;
}

std::vector<TSNode> named_children(TSNode node) {
  std::vector<TSNode> children;
  if (ts_node_is_null(node)) return children;
  Cursor cursor(node);
  for (bool more = ts_tree_cursor_goto_first_child(&cursor.at); more;
       more = ts_tree_cursor_goto_next_sibling(&cursor.at)) {
    const TSNode child = ts_tree_cursor_current_node(&cursor.at);
    if (ts_node_is_named(child) && !ts_node_is_extra(child)) children.push_back(child);
  }
  return children;
}

// "LIMIT", "kLimit"
bool is_constant_name(std::string_view name) {
  const auto upper = [](unsigned char c) { return std::isupper(c) != 0; };
  if (name.size() > 1 && name[0] == 'k' && upper(static_cast<unsigned char>(name[1]))) return true;
  return !name.empty() && upper(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.end(),
                     [&](unsigned char c) { return upper(c) || std::isdigit(c) != 0 || c == '_'; });
}

// "a, b" in one string, or a string for each
std::vector<std::string> words_of(TSNode node, std::string_view source) {
  std::vector<TSNode> texts = {node};
  if (std::string_view(ts_node_type(node)) != "string") texts = named_children(node);
  std::vector<std::string> words;
  for (const TSNode& text : texts) {
    for (const std::string& part : split(bytes_of(source, text), ',')) {
      std::string word;
      std::copy_if(part.begin(), part.end(), std::back_inserter(word),
                   [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
      words.push_back(word);
    }
  }
  return words;
}

// Of "[(1, 0), param(2, 0, id='none')]", the values of each row.
std::vector<std::vector<TSNode>> rows_of(TSNode table, std::size_t parameters, std::string_view source) {
  std::vector<std::vector<TSNode>> rows;
  for (const TSNode& row : named_children(table)) {
    const TSNode function = field(row, "function");
    if (!ts_node_is_null(function) && bytes_of(source, function).ends_with("param"))
      rows.push_back(named_children(field(row, "arguments")));
    else
      rows.push_back(parameters == 1 ? std::vector<TSNode>{row} : named_children(row));
  }
  return rows;
}

}  // namespace

bool is_name(TSNode node) {
  const std::string_view type = ts_node_type(node);
  return type == "identifier" || type == "field_identifier" || type == "ERROR";
}

void add_names(TSNode node, std::string_view source, std::set<std::string_view>& names) {
  any_below(node, [&](TSNode below) {
    if (std::string_view(ts_node_type(below)) == "identifier") names.insert(bytes_of(source, below));
    return false;
  });
}

bool is_to(TSNode assignment, const std::set<std::string_view>& names, std::string_view source) {
  const TSNode to = either(assignment, "declarator", "left");
  if (ts_node_is_null(to) || ts_node_end_byte(to) - ts_node_start_byte(to) > kLongestLeft) return false;
  const std::string_view type = ts_node_type(to);
  if (type != "identifier" && !type.ends_with("declarator") && !type.ends_with("pattern") && type != "pattern_list")
    return false;
  return any_below(to, [&](TSNode below) {
    return std::string_view(ts_node_type(below)) == "identifier" && names.contains(bytes_of(source, below));
  });
}

std::set<std::string> parameters_given(TSNode table, std::string_view source, const IsSo& is_such) {
  std::set<std::string> given;
  const std::vector<TSNode> call = named_children(table);
  if (call.empty()) return given;
  const std::vector<TSNode> arguments = named_children(field(call.front(), "arguments"));
  if (arguments.size() < 2) return given;
  const std::vector<std::string> names = words_of(arguments[0], source);
  for (const std::vector<TSNode>& row : rows_of(arguments[1], names.size(), source)) {
    for (std::size_t i = 0; i < std::min(names.size(), row.size()); ++i) {
      if (is_such(row[i])) given.insert(names[i]);
    }
  }
  return given;
}

bool holds_a_time_against_a_number(const Notes& notes, const Kinds& kinds, std::string_view source,
                                   const IsSo& is_asserted) {
  std::set<std::string_view> taken;  // names of such values
  const auto from_clock = [&](TSNode below) {
    return std::any_of(notes.clocks.begin(), notes.clocks.end(),
                       [&](TSNode clock) { return ts_node_eq(clock, below); }) ||
           (is_name(below) && taken.contains(bytes_of(source, below)));
  };
  for (const TSNode& assignment : notes.assignments) {
    const TSNode value = either(assignment, "value", "right");
    const TSNode to = either(assignment, "declarator", "left");
    if (!ts_node_is_null(value) && !ts_node_is_null(to) && any_below(value, from_clock))
      taken.insert(bytes_of(source, to));
  }
  const auto is_number = [&](TSNode below) {
    return kinds.is(ts_node_symbol(below), Role::kNumber) ||
           (is_name(below) && is_constant_name(bytes_of(source, below)) && !taken.contains(bytes_of(source, below)));
  };
  return std::any_of(notes.sizes.begin(), notes.sizes.end(), [&](TSNode node) {
    const TSNode arguments = field(node, "arguments");  // what is called may be written like a constant
    return is_asserted(node) && any_below(node, from_clock) &&
           any_below(ts_node_is_null(arguments) ? node : arguments, is_number);
  });
}

}  // namespace grader::syntax
