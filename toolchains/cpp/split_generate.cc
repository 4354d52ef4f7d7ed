// Writes what the two boxes of mode split need for one exercise, from its interface alone.
//
// Usage: generate INTERFACE FOLDER   FOLDER/tests/HEADER: stands in for the learner's header where the tests are
// compiled
//                                    FOLDER/worker/worker.cc: the main of the learner's box
// INTERFACE is the JSON of grader/model/signature.h, with "header". Of what it says nothing is checked here: it was
// when the exercise was read, and the compiler refuses a name that C++ does not have.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "split_wire.h"

namespace {

using grader_split::Json;

struct Parameter {
  std::string type;  // C++'s
  bool handle = false;
  bool optional = false;
};

struct Function {
  std::string name;                   // "Shelf.put": as it crosses
  std::string owner;                  // "Shelf"; "": of no class
  std::string word;                   // "put"
  std::vector<Parameter> parameters;  // of a method without its object
  Parameter result;                   // type "" for nothing
};

const std::string& text(const Json& json) {
  return grader_split::expect<std::string>(json, "string");
}
const Json::List& list(const Json& json) {
  return grader_split::expect<Json::List>(json, "list");
}
const Json::Fields& fields(const Json& json) {
  return grader_split::expect<Json::Fields>(json, "record");
}
std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : ", ") + part;
  return all;
}

class Interface {
 public:
  explicit Interface(const Json& json) : json_(json) {
    if (const Json* name = json.field("namespace")) space_ = "::" + text(*name);
    for (const Json& function : list(*json.field("functions"))) functions_.push_back(function_of(function));
  }

  const std::string& header() const { return text(*json_.field("header")); }
  const std::string& space() const { return space_; }  // "::a::b"; "": none
  const std::vector<Function>& functions() const { return functions_; }
  const Json::List& handles() const { return list(*json_.field("handles")); }
  const Json::List& errors() const { return list(*json_.field("errors")); }
  std::string full(const std::string& name) const { return space_ + "::" + name; }
  std::string error(const std::string& name) const { return name.starts_with("std::") ? name : full(name); }
  bool is_handle(const std::string& name) const {
    return std::any_of(handles().begin(), handles().end(), [&](const Json& one) { return text(one) == name; });
  }

  // Records, each after those that its fields hold.
  std::vector<std::pair<std::string, Json::Fields>> records() const {
    std::vector<std::pair<std::string, Json::Fields>> in_order;
    std::set<std::string> seen;
    for (const auto& [name, record] : fields(*json_.field("records"))) add_record(name, seen, in_order);
    return in_order;
  }

  std::string type(const Json& kind) const {
    static const std::map<std::string, std::string> kPlain = {
        {"nothing", ""},         {"bool", "bool"},          {"int", "int"},
        {"real", "double"},      {"string", "std::string"}, {"bytes", "std::vector<unsigned char>"},
        {"list", "std::vector"}, {"map", "std::map"},       {"optional", "std::optional"}};
    if (kind.as<std::string>() != nullptr) return kPlain.at(text(kind));
    const Json::List& parts = list(kind);
    const std::string& head = text(parts[0]);
    if (head == "record" || head == "handle") return full(text(parts[1]));
    std::vector<std::string> types;
    for (std::size_t i = 1; i < parts.size(); ++i) types.push_back(type(parts[i]));
    return kPlain.at(head) + "<" + joined(types) + ">";
  }

 private:
  Parameter parameter(const Json& kind) const {
    const Json::List* parts = kind.as<Json::List>();
    const std::string head = parts == nullptr ? std::string() : text(parts->front());
    return {.type = type(kind), .handle = head == "handle", .optional = head == "optional"};
  }
  Function function_of(const Json& json) const {
    Function function;
    function.name = text(*json.field("name"));
    function.result = parameter(*json.field("result"));
    const std::size_t stop = function.name.find('.');
    function.word = function.name.substr(stop == std::string::npos ? 0 : stop + 1);
    if (stop != std::string::npos) function.owner = function.name.substr(0, stop);
    for (const Json& one : list(*json.field("parameters"))) function.parameters.push_back(parameter(list(one)[1]));
    if (!function.owner.empty()) function.parameters.erase(function.parameters.begin());
    return function;
  }
  void add_record(const std::string& name, std::set<std::string>& seen,
                  std::vector<std::pair<std::string, Json::Fields>>& in_order) const {
    if (!seen.insert(name).second) return;
    const Json::Fields& record = fields(*json_.field("records")->field(name));
    for (const auto& [field, kind] : record) add_inner(kind, seen, in_order);
    in_order.emplace_back(name, record);
  }
  void add_inner(const Json& kind, std::set<std::string>& seen,
                 std::vector<std::pair<std::string, Json::Fields>>& in_order) const {
    if (kind.as<std::string>() != nullptr) return;
    const Json::List& parts = list(kind);
    if (text(parts[0]) == "record") return add_record(text(parts[1]), seen, in_order);
    for (std::size_t i = 1; i < parts.size(); ++i) add_inner(parts[i], seen, in_order);
  }

  Json json_;
  std::string space_;
  std::vector<Function> functions_;
};

// How records cross, the same for both boxes.
void write_records(std::ostream& out, const Interface& all) {
  out << "namespace grader_split {\n";
  for (const auto& [name, record] : all.records()) {
    const std::string type = all.full(name);
    std::vector<std::string> names;
    std::vector<std::string> written;
    std::string read;
    for (std::size_t i = 0; i < record.size(); ++i) {
      const auto& [field, kind] = record[i];
      const std::string quoted = "\"" + field + "\"";
      names.push_back(quoted);
      written.push_back("{" + quoted + ", write_as<" + all.type(kind) + ">(value." + field + ")}");
      read += "    value." + field + " = Wire<" + all.type(kind) + ">::read(*fields[" + std::to_string(i) + "]);\n";
    }
    out << "template <>\nstruct Wire<" << type << "> {\n  static " << type << " read(const Json& json) {\n"
        << "    const auto fields = fields_of(json, \"" << name << "\", {" << joined(names) << "});\n    " << type
        << " value{};\n"
        << read << "    return value;\n  }\n  static Json write(const " << type
        << "& value) {\n    return {Json::Fields{" << joined(written) << "}};\n  }\n};\n";
  }
  out << "}  // namespace grader_split\n";
}

std::string opening(const Interface& all) {
  return all.space().empty() ? "" : "namespace " + all.space().substr(2) + " {\n";
}
std::string closing(const Interface& all) {
  return all.space().empty() ? "" : "}\n";
}

// "const std::string& a0, ..."; optional ones at the end may be left out.
std::string parameters_of(const Function& function, bool defaults) {
  std::size_t needed = function.parameters.size();
  while (needed > 0 && function.parameters[needed - 1].optional) --needed;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < function.parameters.size(); ++i)
    parts.push_back("const " + function.parameters[i].type + "& a" + std::to_string(i) +
                    (defaults && i >= needed ? " = std::nullopt" : ""));
  return joined(parts);
}

std::string type_given(const Function& function) {
  return function.result.type.empty() ? "void" : function.result.type;
}

bool is_constructor(const Interface& all, const Function& function) {
  return function.owner.empty() && all.is_handle(function.word);
}

// The call of the learner's function of the same name.
std::string asked(const Function& function) {
  const std::string type = function.result.type.empty() ? "grader_split::Nothing"
                           : function.result.handle     ? "grader_split::Number"
                                                        : function.result.type;
  std::vector<std::string> arguments;
  if (!function.owner.empty()) arguments.push_back("grader_number()");
  for (std::size_t i = 0; i < function.parameters.size(); ++i) {
    const std::string name = "a" + std::to_string(i);
    arguments.push_back(function.parameters[i].handle ? name + ".grader_number()" : "grader_split::pass(" + name + ")");
  }
  return "grader_split::ask<" + type + ">(grader_split::raise, \"" + function.name + "\", grader_split::Json::List{" +
         joined(arguments) + "})";
}

void write_classes(std::ostream& out, const Interface& all) {
  for (const Json& handle : all.handles()) {
    const std::string& name = text(handle);
    out << "class " << name << " : public grader_split::Handle {\n public:\n  explicit " << name
        << "(grader_split::Number number) : Handle(number) {}\n";
    for (const Function& function : all.functions()) {
      if (is_constructor(all, function) && function.word == name)
        out << "  " << name << "(" << parameters_of(function, true) << ");\n";
      if (function.owner == name)
        out << "  " << type_given(function) << " " << function.word << "(" << parameters_of(function, true)
            << ") const;\n";
    }
    out << "};\n";
  }
}

void write_functions(std::ostream& out, const Interface& all) {
  for (const Function& function : all.functions()) {
    if (is_constructor(all, function)) {
      out << "inline " << function.word << "::" << function.word << "(" << parameters_of(function, false)
          << ") : Handle(" << asked(function) << ") {}\n";
      continue;
    }
    const bool method = !function.owner.empty();
    const std::string call = asked(function);
    out << "inline " << type_given(function) << " " << (method ? function.owner + "::" : "") << function.word << "("
        << parameters_of(function, !method) << ")" << (method ? " const" : "") << " { "
        << (function.result.type.empty() ? call
            : function.result.handle     ? "return " + function.result.type + "(" + call + ")"
                                         : "return " + call)
        << "; }\n";
  }
}

void write_tests(std::ostream& out, const Interface& all) {
  out << "// Stands in for the learner's header: calls go to the box of the learner's code.\n#pragma once\n\n"
      << "#include \"split_tests.h\"\n\n"
      << opening(all);
  for (const auto& [name, record] : all.records()) out << "struct " << name << ";\n";
  for (const Json& handle : all.handles()) out << "class " << text(handle) << ";\n";
  for (const auto& [name, record] : all.records()) {
    out << "struct " << name << " {\n";
    for (const auto& [field, kind] : record) out << "  " << all.type(kind) << " " << field << "{};\n";
    out << "  bool operator==(const " << name << "&) const = default;\n};\n";
  }
  for (const Json& error : all.errors()) {
    const std::string& name = text(error);
    if (name.starts_with("std::")) continue;
    out << "class " << name
        << " : public std::runtime_error {\n public:\n  using std::runtime_error::runtime_error;\n};\n";
  }
  write_classes(out, all);
  out << closing(all);
  write_records(out, all);
  out << "namespace grader_split {\n[[maybe_unused]] inline void raise(const std::string& name, const std::string& "
         "message) "
         "{\n";
  for (const Json& error : all.errors())
    out << "  if (name == \"" << text(error) << "\") throw " << all.error(text(error)) << "(message);\n";
  out << "}\n}  // namespace grader_split\n" << opening(all);
  for (const auto& [name, record] : all.records())
    out << "inline void PrintTo(const " << name << "& value, std::ostream* out) {\n  *out << grader_split::print("
        << "grader_split::Wire<" << all.full(name) << ">::write(value));\n}\n";
  write_functions(out, all);
  out << closing(all);
}

// One function that carries out a call with the arguments `a`.
std::string carried_out(const Interface& all, const Function& function) {
  const bool method = !function.owner.empty();
  std::vector<std::string> arguments;
  for (std::size_t i = 0; i < function.parameters.size(); ++i) {
    const Parameter& parameter = function.parameters[i];
    arguments.push_back(std::string("grader_split::") + (parameter.handle ? "object" : "argument") + "<" +
                        parameter.type + ">(a, " + std::to_string(method ? i + 1 : i) + ")");
  }
  const std::string given = "(" + joined(arguments) + ")";
  if (is_constructor(all, function)) {
    const std::string type = all.full(function.word);
    return "return grader_split::keep(std::shared_ptr<" + type + ">(new " + type + given + "));";
  }
  const std::string call = (method ? "grader_split::object<" + all.full(function.owner) + ">(a, 0)." + function.word
                                   : all.full(function.word)) +
                           given;
  if (function.result.type.empty()) return call + ";\n  return {};";
  return std::string("return grader_split::") + (function.result.handle ? "handle" : "write_as") + "<" +
         function.result.type + ">(" + call + ");";
}

void write_worker(std::ostream& out, const Interface& all) {
  out << "// The main of the learner's box.\n#include \"split_worker.h\"\n\n#include <stdexcept>\n\n#include \""
      << all.header() << "\"\n\n";
  write_records(out, all);
  out << "namespace {\n";
  std::vector<std::string> rows;
  for (const Function& function : all.functions()) {
    const std::string name = "call" + std::to_string(rows.size());
    out << "grader_split::Json " << name << "([[maybe_unused]] const grader_split::Json::List& a) {\n  "
        << carried_out(all, function) << "\n}\n";
    rows.push_back("{\"" + function.name + "\", " + name + "}");
  }
  out << "grader_split::Named listed() {\n  try {\n    throw;\n  }";
  for (const Json& error : all.errors())
    out << " catch (const " << all.error(text(error)) << "& error) {\n    return grader_split::named(\"" << text(error)
        << "\", error);\n  }";
  out << " catch (...) {\n    return grader_split::unlisted();\n  }\n}\n}  // namespace\n\nint main() {\n"
      << "  return grader_split::serve({" << joined(rows) << "}, listed);\n}\n";
}

bool write_file(const std::filesystem::path& path, const Interface& all,
                void (*write)(std::ostream& out, const Interface& all)) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path);
  write(out, all);
  return static_cast<bool>(out.flush());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 1;
  const Interface all(grader_split::parse(argv[1]));
  const std::filesystem::path folder = argv[2];
  const bool whole = write_file(folder / "tests" / all.header(), all, write_tests) &&
                     write_file(folder / "worker/worker.cc", all, write_worker);
  return whole ? 0 : 1;
}
