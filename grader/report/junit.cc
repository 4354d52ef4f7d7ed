#include <pugixml.hpp>
#include <sstream>

#include "grader/base/text.h"
#include "grader/report/report.h"

namespace grader::report {
namespace {

// "Suite.Name" and "file.py::Class::name": everything before the last mark is the class.
std::pair<std::string, std::string> class_and_name(const std::string& id) {
  for (const std::string mark : {"::", "."}) {
    const std::size_t at = id.rfind(mark);
    if (at != std::string::npos) return {id.substr(0, at), id.substr(at + mark.size())};
  }
  return {"", id};
}

// What was wrong in a line: the first of an exception as pytest marks them ("E   assert 1 == 2"), else the first there
// is.
std::string summary_of(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    if (line.starts_with("E ")) return trim(line.substr(1));
  }
  return lines.empty() ? "" : lines.front();
}

void add_property(pugi::xml_node properties, const char* name, const std::string& value) {
  pugi::xml_node property = properties.append_child("property");
  property.append_attribute("name") = name;
  property.append_attribute("value") = printable(value).c_str();
}

void add_outcome(pugi::xml_node node, const TestCase& test) {
  if (test.state == TestState::kPassed) return;
  const char* kind = test.state == TestState::kFailed    ? "failure"
                     : test.state == TestState::kSkipped ? "skipped"
                                                         : "error";
  pugi::xml_node outcome = node.append_child(kind);
  const std::string message = printable(test.message, Lines::kKeep);
  const std::vector<std::string> lines = lines_of(message);
  outcome.append_attribute("message") = summary_of(lines).c_str();
  if (test.state == TestState::kSkipped) return;
  outcome.append_attribute("type") = name_of(test.state);
  outcome.text() = message.c_str();
}

}  // namespace

std::string junit(const Grading& grading, const Style& style) {
  const Edition& edition = edition_for(grading, style);
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  pugi::xml_node suites = document.append_child("testsuites");
  for (const GroupResult& group : edition.groups) {
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    pugi::xml_node suite = suites.append_child("testsuite");
    suite.append_attribute("name") = group.name.c_str();
    const pugi::xml_node properties = suite.append_child("properties");
    add_property(properties, "assurance", assurance_of(grading, group));
    add_property(properties, "tier", tier_of(grading));
    for (const TestCase& test : group.cases) {
      failures += test.state == TestState::kFailed ? 1 : 0;
      skipped += test.state == TestState::kSkipped ? 1 : 0;
      const auto [suite_name, name] = class_and_name(printable(test.id));
      pugi::xml_node node = suite.append_child("testcase");
      node.append_attribute("name") = name.c_str();
      node.append_attribute("classname") = suite_name.c_str();
      add_outcome(node, test);
      errors += node.child("error") ? 1 : 0;
    }
    suite.append_attribute("tests") = static_cast<int>(group.cases.size());
    suite.append_attribute("failures") = failures;
    suite.append_attribute("errors") = errors;
    suite.append_attribute("skipped") = skipped;
    if (!group.problem.empty()) suite.append_child("system-err").text() = printable(group.problem).c_str();
  }
  std::ostringstream out;
  document.save(out, " ", pugi::format_indent, pugi::encoding_utf8);
  return out.str();
}

}  // namespace grader::report
