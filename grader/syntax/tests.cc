#include "grader/syntax/tests.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <tuple>

#include "grader/base/text.h"
#include "grader/syntax/apart.h"
#include "grader/syntax/units.h"
#include "grader/syntax/values.h"

namespace grader::syntax {
namespace {

constexpr std::size_t kMostMacro = 4'096;     // bytes of a macro that are looked through
constexpr std::uint32_t kMostArguments = 16;  // looked at; finding the n-th child takes n steps

// "true", and "x or True" with any number of operands
bool holds_always(TSNode node) {
  if (ts_node_is_null(node)) return false;
  const std::string_view type = ts_node_type(node);
  if (type == "true") return true;
  if (type == "parenthesized_expression") return holds_always(ts_node_named_child(node, 0));
  const TSNode sign = field(node, "operator");
  if (ts_node_is_null(sign)) return false;
  const std::string_view token = ts_node_type(sign);
  return (token == "or" || token == "||") && (holds_always(field(node, "left")) || holds_always(field(node, "right")));
}

// "max" of "std::numeric_limits<int>::max" and of "std::max<int>"
TSNode own_name(TSNode node) {
  for (TSNode inner = field(node, "name"); !ts_node_is_null(inner); inner = field(node, "name")) node = inner;
  return node;
}

struct Asserted {
  Stretch where;
  TSNode node{};
};

class TestReading {
 public:
  TestReading(const Patterns& patterns, const Kinds& kinds, const std::string& path, std::string_view source,
              const Captures& captures, const Walk& walk)
      : patterns_(patterns),
        kinds_(kinds),
        path_(path),
        source_(source),
        captures_(captures),
        walk_(walk),
        assigned_(captures["assignment"]),
        units_(units_of(patterns, path, source, captures, walk)) {
    if (captures["import.all"].empty()) {
      for (const TSNode& name : captures["import.name"]) imported_.insert(bytes(name));
    }
    bound_ = imported_;
    for (const TSNode& assignment : captures["assignment"]) {
      const TSNode left = field(assignment, "left");
      if (!ts_node_is_null(left)) add_names(left, source, bound_);
    }
    for (const TSNode& list : captures["parameters"]) add_names(list, source, bound_);
    for (const Unit& unit : units_) bound_.insert(last_part(unit.facts.name));
    notes_.resize(units_.size());
  }

  void read(SourceFacts& facts) {
    for (const Placed& placed : walk_.uses) mark(placed);
    for (const Placed& placed : walk_.assertions) assertion(placed.node, placed.node);
    for (const Placed& call : walk_.calls) {
      if (begins_with(bytes(field(call.node, "function")), patterns_.assertion_call))
        assertion(call.node, field(call.node, "arguments"));
    }
    for (const TSNode& node : captures_["macro"]) macro(node, facts);
    keep_outer_assertions();
    for (const Asserted& row : asserted_) add_names(row.node, source_, notes_of(*unit_around(row.node)).asserted);
    for (const Placed& placed : walk_.calls) call(placed.node);
    for (const TSNode& list : captures_["parameters"]) fixtures(list);
    for (const Placed& placed : walk_.comparisons) note(placed.node, &Notes::sizes);
    for (const TSNode& node : captures_["assignment"]) note(node, &Notes::assignments);
    for (const Unit& unit : units_) {
      if (all_skipped_ && !unit.facts.helper) smell(unit.node, "disabled test", "warning");
    }
    std::stable_sort(smells_.begin(), smells_.end(),
                     [](const Finding& a, const Finding& b) { return a.line < b.line; });
    facts.smells = std::move(smells_);
    facts.around_tests[path_] = cut_apart(walk_, source_, captures_, units_);
    for (std::size_t i = 0; i < units_.size(); ++i) {
      TestFunction& unit = units_[i].facts;
      unit.times =
          notes_[i].clocks.size() > 1 &&
          holds_a_time_against_a_number(notes_[i], kinds_, source_, [this](TSNode at) { return is_asserted(at); });
      unit.accessible = std::ranges::any_of(notes_[i].accessible, [this](TSNode node) { return is_asserted(node); });
      std::sort(unit.calls.begin(), unit.calls.end());
      unit.calls.erase(std::unique(unit.calls.begin(), unit.calls.end()), unit.calls.end());
      facts.tests.push_back(std::move(unit));
    }
  }

 private:
  std::string_view bytes(TSNode node) const {
    return ts_node_is_null(node) ? std::string_view() : bytes_of(source_, node);
  }

  Unit* unit_around(TSNode node) {
    const std::uint32_t place = ts_node_start_byte(node);
    const auto after = std::upper_bound(units_.begin(), units_.end(), place,
                                        [](std::uint32_t at, const Unit& unit) { return at < unit.where.begin; });
    if (after == units_.begin() || place >= std::prev(after)->where.end) return nullptr;
    return &*std::prev(after);
  }

  void smell(TSNode node, const std::string& rule, const std::string& level) {
    if (walk_.in_error(node)) return;
    const std::string text = to_utf8(bytes(node));
    smells_.push_back({.file = path_,
                       .line = line_of(ts_node_start_point(node)),
                       .rule = rule,
                       .level = level,
                       .message = rule + ": " + text.substr(0, std::min<std::size_t>(60, text.find('\n')))});
  }

  bool has_mark(TSNode node, std::string_view wanted) const {
    return std::any_of(patterns_.test_marks.begin(), patterns_.test_marks.end(), [&](const Patterns::Use& rule) {
      return rule.use == wanted && rule.is_of_kind(node) && (!rule.text || begins_with(bytes(node), *rule.text));
    });
  }

  void mark(const Placed& placed) {
    Unit* unit = unit_around(placed.node);
    for (const Patterns::Use& rule : patterns_.test_marks) {
      if (rule.use == "limit" || rule.use == "hostile" || rule.use == "equal" || !rule.is_of_kind(placed.node))
        continue;
      if (rule.text && !begins_with(bytes(placed.node), *rule.text)) continue;
      if (rule.use == "skip" && !placed.nested) smell(placed.node, "disabled test", "warning");
      if (rule.use == "skip_all" && is_of_file(placed.node)) all_skipped_ = true;
      if (unit == nullptr) continue;
      if (rule.use == "sleep") smell(placed.node, "sleeping test", "warning");
      if (rule.use == "print") unit->facts.prints = true;
      if (rule.use == "program") unit->facts.programs = true;
      if (rule.use == "error") unit->facts.errors = true;
      if (rule.use == "fixture") make_helper(unit->facts);
      if (rule.use == "checks") {
        unit->facts.checks = true;
        certain_.insert(ts_node_start_byte(placed.node));
      }
      if (rule.use == "table")
        notes_of(*unit).limits.merge(
            parameters_given(placed.node, source_, [this](TSNode value) { return has_mark(value, "limit"); }));
      if (rule.use == "accessible") notes_of(*unit).accessible.push_back(placed.node);
      if (rule.use == "atmost") notes_of(*unit).sizes.push_back(placed.node);
      if (rule.use == "clock") notes_of(*unit).clocks.push_back(placed.node);
      if (rule.use == "stopwatch") notes_of(*unit).clocks.insert(notes_of(*unit).clocks.end(), 2, placed.node);
    }
  }

  // A statement of the file itself: of no class or function, and under no condition.
  bool is_of_file(TSNode node) const { return ts_node_eq(ts_node_parent(ts_node_parent(node)), walk_.root); }

  static void make_helper(TestFunction& facts) {
    facts.helper = true;
    facts.name = std::string(last_part(facts.name));
  }

  Notes& notes_of(const Unit& unit) { return notes_[static_cast<std::size_t>(&unit - units_.data())]; }

  void note(TSNode node, std::vector<TSNode> Notes::* list) {
    if (const Unit* unit = unit_around(node)) (notes_of(*unit).*list).push_back(node);
  }

  // `what`: the statement, or the arguments of the call.
  void assertion(TSNode node, TSNode what) {
    Unit* unit = unit_around(node);
    if (unit == nullptr || ts_node_is_null(what)) return;
    asserted_.push_back({.where = {.begin = ts_node_start_byte(node), .end = ts_node_end_byte(node)}, .node = node});
    if (certain_.contains(ts_node_start_byte(node))) return;
    const TSNode first = ts_node_named_child(what, 0);
    // Without arguments, what stands before the call is asserted: "mock.assert_called()".
    const bool bare = ts_node_is_null(first);
    const bool statement = ts_node_eq(node, what);
    const bool always = !bare && ((statement && kinds_.is(ts_node_symbol(first), Role::kAlways)) ||
                                  ((statement || ts_node_named_child_count(what) == 1) && holds_always(first)));
    const TSNode second = ts_node_named_child(what, 1);
    const bool twice = !ts_node_is_null(second) && any_below(first, is_name) && bytes(first) == bytes(second);
    const bool same = !bare && (same_twice(first) || (twice && has_mark(node, "equal")));
    if (!bare && (always || !speaks_of_work(what) || (same && !has_call(first))))
      return smell(node, "tautology", "warning");
    unit->facts.checks = true;
    if (twice || same) smell(node, "compared with itself", "none");
  }

  // Some name below may be one of the work: not "len", unless the file gives that name to something else, and not "max"
  // of "std::max".
  bool speaks_of_work(TSNode node) const {
    const bool any = !captures_["import.all"].empty();
    std::set<const void*> given;
    return any_below(node, [&](TSNode below) {
      const std::string_view type = ts_node_type(below);
      if (type == "qualified_identifier" && begins_with(bytes(below), patterns_.built_in))
        given.insert(own_name(below).id);
      return is_name(below) && !given.contains(below.id) &&
             (any || bound_.contains(bytes(below)) || !begins_with(bytes(below), patterns_.built_in));
    });
  }

  // "x == x"
  bool same_twice(TSNode node) const {
    if (!kinds_.is(ts_node_symbol(node), Role::kComparison) || ts_node_named_child_count(node) != 2) return false;
    return std::string_view(ts_node_type(ts_node_child(node, 1))) == "==" &&
           bytes(ts_node_named_child(node, 0)) == bytes(ts_node_named_child(node, 1));
  }

  bool has_call(TSNode node) const {
    return any_below(node, [&](TSNode below) { return kinds_.is(ts_node_symbol(below), Role::kCall); });
  }

  // A helper that the preprocessor puts in: of its text, only the words are known.
  void macro(TSNode node, SourceFacts& facts) const {
    std::string words(bytes(field(node, "value")).substr(0, kMostMacro));
    std::replace_if(words.begin(), words.end(), [](unsigned char c) { return std::isalnum(c) == 0 && c != '_'; }, ' ');
    const std::vector<std::string> all = split(words, ' ');
    const bool checks = std::any_of(
        all.begin(), all.end(), [&](const std::string& word) { return begins_with(word, patterns_.assertion_call); });
    facts.tests.push_back({.file = path_,
                           .name = to_utf8(bytes(field(node, "name"))),
                           .line = line_of(ts_node_start_point(node)),
                           .helper = true,
                           .checks = checks});
  }

  // Sorted, none in another one.
  void keep_outer_assertions() {
    std::sort(asserted_.begin(), asserted_.end(), [](const Asserted& a, const Asserted& b) {
      return std::tie(a.where.begin, b.where.end) < std::tie(b.where.begin, a.where.end);
    });
    std::vector<Asserted> outer;
    for (const Asserted& row : asserted_) {
      if (outer.empty() || row.where.begin >= outer.back().where.end) outer.push_back(row);
    }
    asserted_ = std::move(outer);
  }

  bool is_asserted(TSNode node) const {
    const auto after = std::upper_bound(asserted_.begin(), asserted_.end(), ts_node_start_byte(node),
                                        [](std::uint32_t at, const Asserted& row) { return at < row.where.begin; });
    return after != asserted_.begin() && std::prev(after)->where.holds(node);
  }

  // Whether an assertion speaks of what a call gives: it stands there, or under the name that it is assigned to.
  bool is_asserted_of(TSNode call, const Unit& unit) {
    if (is_asserted(call)) return true;
    const auto at = assigned_.innermost(call);
    return at && unit.where.holds(assigned_[*at]) && is_to(assigned_[*at], notes_of(unit).asserted, source_);
  }

  void call(TSNode node) {
    Unit* unit = unit_around(node);
    const std::string_view written = bytes(field(node, "function"));
    const std::string_view name = last_part(written);
    if (unit == nullptr || name.empty() || name.size() > kMostPattern) return;
    unit->facts.calls.push_back({.name = to_utf8(std::string(name)),
                                 .foreign = name == written && !imported_.empty() && !imported_.contains(name),
                                 .library = name != written && begins_with(name, patterns_.library_call),
                                 .limit = takes(node, "limit", notes_of(*unit).limits) && is_asserted_of(node, *unit),
                                 .hostile = takes(node, "hostile")});
  }

  // Whether a value of a mark is handed over as it stands, or by one of these names.
  bool takes(TSNode call, std::string_view mark, const std::set<std::string>& names = {}) const {
    const TSNode arguments = field(call, "arguments");
    if (ts_node_is_null(arguments)) return false;
    const std::uint32_t count = std::min(ts_node_named_child_count(arguments), kMostArguments);
    for (std::uint32_t i = 0; i < count; ++i) {
      const TSNode argument = ts_node_named_child(arguments, i);
      if (has_mark(argument, mark) || (!names.empty() && names.contains(std::string(bytes(argument))))) return true;
    }
    return false;
  }

  // What a test asks for by the name of a parameter.
  void fixtures(TSNode parameters) {
    Unit* unit = unit_around(parameters);
    if (unit == nullptr || field(unit->node, "parameters").id != parameters.id) return;
    for (std::uint32_t i = 0; i < std::min(ts_node_named_child_count(parameters), kMostArguments); ++i) {
      TSNode name = ts_node_named_child(parameters, i);
      if (std::string_view(ts_node_type(name)) != "identifier") name = ts_node_named_child(name, 0);
      if (!ts_node_is_null(name) && std::string_view(ts_node_type(name)) == "identifier")
        unit->facts.calls.push_back({.name = to_utf8(std::string(bytes(name))), .foreign = true});
    }
  }

  const Patterns& patterns_;
  const Kinds& kinds_;
  const std::string& path_;
  std::string_view source_;
  const Captures& captures_;
  const Walk& walk_;
  Spans assigned_;
  std::vector<Unit> units_;
  std::set<std::string_view> imported_;  // none: the file imports no names, or all of a module
  std::set<std::string_view> bound_;     // what the file imports, assigns, takes and defines
  std::vector<Notes> notes_;             // of each unit
  std::set<std::uint32_t> certain_;      // where nodes begin that check whatever their arguments are
  std::vector<Asserted> asserted_;
  std::vector<Finding> smells_;
  bool all_skipped_ = false;  // every test of the file is switched off
};

}  // namespace

const std::vector<std::string>& test_marks() {
  static const std::vector<std::string> names = {"checks",  "error",   "clock", "stopwatch", "atmost",   "equal",
                                                 "program", "sleep",   "print", "skip",      "skip_all", "limit",
                                                 "hostile", "fixture", "table", "accessible"};
  return names;
}

void read_tests(const Patterns& patterns, const Kinds& kinds, const std::string& path, std::string_view source,
                const Captures& captures, const Walk& walk, SourceFacts& facts) {
  TestReading(patterns, kinds, path, source, captures, walk).read(facts);
}

}  // namespace grader::syntax
