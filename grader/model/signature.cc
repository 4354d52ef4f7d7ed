#include "grader/model/signature.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "grader/base/text.h"

namespace grader {
namespace {

using Json = nlohmann::json;

constexpr const char* kDoing = "reading the exercise's interface";
constexpr int kMostNesting = 8;
const std::set<std::string> kPlain = {"bool", "int", "real", "string", "bytes"};

// What is wrong, and with which kind or name.
struct Wrong {
  std::string found;
  std::string remedy;
};

class Reader {
 public:
  Reader(const std::set<std::string>& records, const std::set<std::string>& handles, std::string text)
      : records_(records), handles_(handles), text_(std::move(text)) {}

  Json signature() {
    std::string name = word();
    Json parameters = Json::array();
    if (take('.')) {
      if (!handles_.contains(name)) throw unknown(name);
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
    Json result = kind(true);
    end();
    return {{"name", name}, {"parameters", parameters}, {"result", result}};
  }

  Json whole_kind() {
    Json read = kind();
    end();
    return read;
  }

 private:
  Json kind(bool result = false, int depth = 0) {
    const std::string name = word();
    if (depth > kMostNesting) throw Wrong{"\"" + text_ + "\" goes too deep", "make a record of its inner part"};
    if (kPlain.contains(name) || (result && name == "nothing")) return Json(name);
    if (records_.contains(name)) return {"record", name};
    if (handles_.contains(name)) return {"handle", name};
    const std::size_t parts = name == "map" ? 2 : name == "list" || name == "optional" ? 1 : 0;
    if (parts == 0) throw unknown(name);
    Json all = {name};
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
    known.insert(known.end(), records_.begin(), records_.end());
    known.insert(known.end(), handles_.begin(), handles_.end());
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

  const std::set<std::string>& records_;
  const std::set<std::string>& handles_;
  std::string text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::string> split_interface(const Json& interface, const std::string& name) {
  const auto texts = [&](const char* key) { return interface.value(key, std::set<std::string>{}); };
  const std::set<std::string> handles = texts("handles");
  const Json records = interface.value("records", Json::object());
  std::set<std::string> record_names;
  for (const auto& [record, fields] : records.items()) record_names.insert(record);
  const std::string module = interface.value("module", "");
  Json all = {{"module", module},
              {"handles", handles},
              {"errors", texts("errors")},
              {"records", Json::object()},
              {"functions", Json::array()}};
  try {
    for (const auto& [record, fields] : records.items()) {
      for (const auto& [field, kind] : fields.items())
        all["records"][record][field] = Reader(record_names, handles, kind.get<std::string>()).whole_kind();
    }
    const Json functions = interface.value("functions", Json::array());
    for (const Json& signature : functions)
      all["functions"].push_back(Reader(record_names, handles, signature.get<std::string>()).signature());
  } catch (const Wrong& wrong) {
    return fail(Fault::kSetup, kDoing, name, wrong.found, wrong.remedy);
  }
  if (module.empty() || all["functions"].empty()) {
    return fail(Fault::kSetup, kDoing, name, "mode \"split\" without interface.module or interface.functions",
                "name the module that tests import, and the signatures of what they call");
  }
  return all.dump();
}

}  // namespace grader
