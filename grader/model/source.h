#pragma once
// What source text says without being run, and how a language's text is read. Lines count from 1.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grader/model/facts.h"

namespace grader {

// A language's grammar, query and patterns (regular expressions, ECMAScript, matched from the beginning of a text);
// from toolchains/<id>/toolchain.json.
struct SourceRules {
  std::string grammar;
  std::filesystem::path file;                 // of the query
  std::string query;                          // its text; captures: grader/syntax/source.h
  std::map<std::string, std::string> naming;  // kind ("function", "type", "variable") -> what its names match
  std::string test_name;                      // of functions that are test cases
  std::string assertion_call;                 // of functions whose call checks something
  std::string debug;                          // of statements left from debugging
  std::string commented_code;                 // of comments, without their marks, that hold code
};

struct Identifier {
  std::string file;
  std::string name;
  std::string kind;
  int line = 0;
  bool fits = true;  // the language's naming pattern for its kind
  bool operator==(const Identifier&) const = default;
};

struct TestFunction {
  std::string file;
  std::string name;
  int line = 0;
  bool checks = false;  // asserts something that is not constant
  bool operator==(const TestFunction&) const = default;
};

// A function that other files may call.
struct PublicFunction {
  std::string file;
  std::string name;
  int line = 0;
  bool documented = false;  // its description names every parameter
  bool typed = false;       // every parameter and the result have a type
  bool operator==(const PublicFunction&) const = default;
};

// Two values held against each other by size: there is a boundary.
struct Comparison {
  std::string file;
  std::string text;      // as written, on one line
  std::string function;  // the one it stands in; "" outside of any
  int line = 0;
  bool operator==(const Comparison&) const = default;
};

struct SourceFacts {
  std::vector<Function> functions;
  std::vector<Identifier> identifiers;
  std::vector<TestFunction> tests;
  std::vector<PublicFunction> public_functions;
  std::vector<Comparison> comparisons;
  std::vector<Finding> leftovers;  // rule "commented-out code" or "debug statement"; level "warning"
};

}  // namespace grader
