#pragma once
// What source text says without being run, and how a language's text is read. Lines count from 1.

#include <compare>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grader/model/facts.h"

namespace grader {

// Something of the language or its libraries that shows a statement of knowledge in use: a node of one of `kinds` whose
// text begins as `text` describes.
struct UseRule {
  std::string use;  // "fixtures"
  std::vector<std::string> kinds;
  std::string text;  // "": any
};

// How an import names a file: its parts are joined by '/', and an ending is put after them.
struct ModuleRules {
  std::string separator;             // "." in "tasklist.dates", "/" in "src/money.h"
  std::vector<std::string> endings;  // ".py", "/__init__.py"; "" for a name that has its ending
};

// A language's grammar, query and patterns (regular expressions, ECMAScript, matched from the beginning of a text);
// from toolchains/<id>/toolchain.json.
struct SourceRules {
  std::string grammar;
  std::map<std::string, std::vector<std::string>> kinds;  // role -> kinds of nodes; roles: grader/syntax/walk.h
  std::vector<UseRule> uses;
  std::filesystem::path file;                 // of the query
  std::string query;                          // its text; captures: grader/syntax/source.h
  std::map<std::string, std::string> naming;  // kind ("function", "type", "variable") -> what its names match
  std::string test_name;                      // of functions that are test cases
  std::string assertion_call;                 // of functions whose call checks something
  std::vector<UseRule> test_marks;            // what tests do; `use` is a mark of grader/syntax/tests.h
  std::string test_around;                    // of functions that run around each test of their group
  std::string built_in;                       // names that the language itself gives; "": none
  std::string library_call;                   // of methods that objects of the language's library have too
  std::string debug;                          // of statements left from debugging
  std::string commented_code;                 // of comments, without their marks, that may hold code
};

// How a language's text is coloured; from toolchains/<id>/toolchain.json.
struct HighlightRules {
  std::string grammar;
  std::filesystem::path file;  // of the query
  std::string query;           // its text; captures: grader/syntax/highlight.h
};

// What a stretch of source text is, for whoever shows it.
enum class Token { kPlain, kComment, kString, kNumber, kKeyword, kType, kFunction };

// Bytes of a text, the end not included.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  Token token = Token::kPlain;
  bool operator==(const Span&) const = default;
};

struct Identifier {
  std::string file;
  std::string name;
  std::string kind;
  int line = 0;
  bool fits = true;  // the language's naming pattern for its kind
  bool operator==(const Identifier&) const = default;
};

// A function that a test calls, or a fixture that it asks for.
struct TestCall {
  std::string name;      // without what stands before it: "deposit" of "account.deposit"
  bool foreign = false;  // the file imports names, and not this one: a helper's, or the language's own
  bool library = false;  // objects of the language's library have a method of this name too
  bool limit = false;    // it is given an empty, zero, negative or greatest value, and what it gives is asserted
  bool hostile = false;  // it is given a text that breaks out of where a careless program puts it
  auto operator<=>(const TestCall&) const = default;
};

// A function of a file of tests: a test case, or a helper that test cases call. Nothing of a helper is in the test
// cases that call it.
struct TestFunction {
  std::string file;
  std::string name;   // "Suite.Name", "words of a case", "test_a", "TestGroup::test_a"
  std::string group;  // the suite, or the class it stands in; "" for none
  int line = 0;
  bool helper = false;
  bool around = false;   // a helper that runs around each test of its group
  bool readable = true;  // false: it holds something that is not of the language
  bool checks = false;   // asserts something that is not constant
  bool deeper = false;   // a helper that it calls calls something itself
  bool prints = false;
  bool errors = false;      // asserts that an error is raised
  bool times = false;       // measures time and holds it against a number
  bool programs = false;    // starts a program
  bool accessible = false;  // asserts a text that speaks to assistive technology
  std::vector<TestCall> calls;
  std::string symbol;  // a name that other code may call it by; "": none
  // Of a test case that can change without anything else of its file: its text without comments, and how many bytes of
  // `around_tests` stand before it. "" and 0 for any other.
  std::string text;
  std::size_t place = 0;
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

// Where something of a UseRule is used.
struct Use {
  std::string file;
  std::string use;
  int line = 0;
  bool operator==(const Use&) const = default;
};

// One file that another one names: "from .dates import next_month" has the module ".dates" and the name "next_month".
struct Import {
  std::string file;
  std::string module;
  std::string name;  // "" when only a module is named
  int line = 0;
  bool operator==(const Import&) const = default;
};

// A field of a record or an object, where it is declared first.
struct DataField {
  std::string file;
  std::string name;
  int line = 0;
  bool typed = false;
  bool operator==(const DataField&) const = default;
};

// How much of one file follows the language's grammar; what does not is left out of all other facts.
struct Readable {
  std::string file;
  std::size_t bytes = 0;
  std::size_t unreadable = 0;
  int lines = 0;
  bool operator==(const Readable&) const = default;
};

struct SourceFacts {
  std::vector<Function> functions;
  std::vector<Identifier> identifiers;
  std::vector<TestFunction> tests;                  // of files of tests
  std::map<std::string, std::string> around_tests;  // file of tests -> what is left of it without `text` of its tests
  std::vector<Finding> smells;  // of files of tests: what one place shows; "warning", and "none" for a hint
  std::vector<PublicFunction> public_functions;
  std::vector<Comparison> comparisons;
  std::vector<Finding> leftovers;  // rule "commented-out code", "debug statement" or "unreachable code"; "warning"
  std::vector<Use> uses;
  std::vector<Import> imports;
  std::vector<DataField> fields;
  std::vector<Readable> files;  // one
};

}  // namespace grader
