#include "grader/model/signature.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "grader/base/text.h"

namespace grader {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr const char* kReadingInterface = "reading the exercise's interface";
constexpr int kMostNesting = 8;
const std::set<std::string> kPlain = {"bool", "int", "real", "string", "bytes"};

// What is wrong, and with which kind or name.
struct Wrong {
  std::string found;
  std::string remedy;
};

// What a kind may be called besides.
struct Names {
  std::set<std::string> records;
  std::set<std::string> handles;
  bool nested = true;  // a handle may be part of another kind
};

class Reader {
 public:
  Reader(const Names& names, std::string text) : names_(names), text_(std::move(text)) {}

  OrderedJson signature() {
    std::string name = word();
    OrderedJson parameters = OrderedJson::array();
    if (take('.')) {
      if (!names_.handles.contains(name)) throw unknown(name);
      parameters.push_back({"self", {"handle", name}});
      name += "." + word();
    }
    need('(');
    while (!take(')')) {
      const std::string parameter = word();
      need(':');
      parameters.push_back({parameter, kind()});
      if (peek() != ')') need(',');
    }
    need('-');
    need('>');
    OrderedJson result = kind(true);
    end();
    return {{"name", name}, {"parameters", parameters}, {"result", result}};
  }

  OrderedJson field() {
    OrderedJson read = kind(false, 1);
    end();
    return read;
  }

 private:
  OrderedJson kind(bool result = false, int depth = 0) {
    const std::string name = word();
    if (depth > kMostNesting) throw Wrong{"\"" + text_ + "\" goes too deep", "make a record of its inner part"};
    if (kPlain.contains(name) || (result && name == "nothing")) return OrderedJson(name);
    if (names_.records.contains(name)) return {"record", name};
    if (names_.handles.contains(name) && depth > 0 && !names_.nested)
      throw Wrong{"\"" + text_ + "\": a handle inside another kind", "pass and return \"" + name + "\" by itself"};
    if (names_.handles.contains(name)) return {"handle", name};
    const std::size_t parts = name == "map" ? 2 : name == "list" || name == "optional" ? 1 : 0;
    if (parts == 0) throw unknown(name);
    OrderedJson all = {name};
    need('<');
    for (std::size_t i = 0; i < parts; ++i) {
      if (i > 0) need(',');
      all.push_back(kind(false, depth + 1));
    }
    need('>');
    if (name == "map" && all[1] != "string" && all[1] != "int")
      throw Wrong{"\"" + text_ + "\": a key is a string or an int", "use map<string, ...> or map<int, ...>"};
    if (name == "optional" && all[1].is_array() && all[1][0] == "optional")
      throw Wrong{"\"" + text_ + "\": an optional of an optional", "use one optional"};
    return all;
  }

  Wrong unknown(const std::string& name) const {
    std::vector<std::string> known(kPlain.begin(), kPlain.end());
    known.insert(known.end(), {"list<...>", "map<..., ...>", "optional<...>"});
    known.insert(known.end(), names_.records.begin(), names_.records.end());
    known.insert(known.end(), names_.handles.begin(), names_.handles.end());
    return {"\"" + text_ + "\": \"" + name + "\" cannot cross between the boxes",
            "use one of: " + join(known, ", ") + "; name records and handles in the interface"};
  }
  void skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  char peek() {
    skip();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void need(char c) {
    if (!take(c)) throw malformed(std::string("'") + c + "' is missing");
  }
  void end() {
    if (peek() != '\0') throw malformed("more than a signature");
  }
  std::string word() {
    skip();
    const std::size_t from = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_'))
      ++at_;
    if (at_ == from || std::isdigit(static_cast<unsigned char>(text_[from])) != 0) throw malformed("a name is missing");
    return text_.substr(from, at_ - from);
  }
  Wrong malformed(const std::string& what) const {
    return {"\"" + text_ + "\", character " + std::to_string(at_ + 1) + ": " + what,
            "write as in: name(title: string, sizes: list<int>) -> optional<int>"};
  }

  const Names& names_;
  std::string text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::string> split_interface(const OrderedJson& interface, const std::string& name) {
  const OrderedJson records = interface.value("records", OrderedJson::object());
  Names names{.handles = interface.value("handles", std::set<std::string>{}), .nested = !interface.contains("header")};
  for (const auto& [record, fields] : records.items()) names.records.insert(record);
  OrderedJson all = {{"handles", names.handles},
                     {"errors", interface.value("errors", std::vector<std::string>{})},
                     {"records", OrderedJson::object()},
                     {"functions", OrderedJson::array()}};
  for (const char* key : {"module", "header", "namespace"}) {
    if (interface.contains(key)) all[key] = interface[key];
  }
  try {
    for (const auto& [record, fields] : records.items()) {
      all["records"][record] = OrderedJson::object();
      for (const auto& [field, kind] : fields.items())
        all["records"][record][field] = Reader(names, kind.get<std::string>()).field();
    }
    const OrderedJson functions = interface.value("functions", OrderedJson::array());
    for (const OrderedJson& signature : functions)
      all["functions"].push_back(Reader(names, signature.get<std::string>()).signature());
  } catch (const Wrong& wrong) {
    return fail(Fault::kSetup, kReadingInterface, name, wrong.found, wrong.remedy);
  }
  if (all.contains("module") == all.contains("header") || all["functions"].empty()) {
    return fail(Fault::kSetup, kReadingInterface, name,
                "mode \"split\" without interface.functions, or without one of interface.module and interface.header",
                "name the module that tests import or the header they include, and the signatures of what they call");
  }
  return all.dump();
}

}  // namespace grader
