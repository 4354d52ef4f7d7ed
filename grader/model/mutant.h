#pragma once
// Small faults put into source text on purpose, one at a time, to see whether tests notice them; and how a language's
// text is changed to hold them all, each behind a guard that a number switches on ("mutant schemata": Untch, Offutt and
// Harrold 1993). Lines and columns count from 1, columns in bytes.

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace grader {

// One place of the original text and what stands there instead. Of a decoy, the same as before: a test that fails while
// only a decoy is switched on fails for another reason.
struct Mutant {
  // An operator that became another one, and what stands on its two sides: of `1 <= month <= 12`, in the second place,
  // "month" and "12". Empty where no token was exchanged. Steps are made from it; it is not kept with a grading.
  struct Exchange {
    std::string from, to;
    std::string left, right;
    bool operator==(const Exchange&) const = default;
  };

  std::string id;        // 8 hex digits; of path, function, operator and texts: the same after edits elsewhere
  int number = 0;        // from 1; which guard switches it on, drawn anew for each seed
  std::string path;      // relative to the workspace's root
  std::string function;  // the one it stands in, with the types around it; "" outside of any
  std::string op;        // "COND", "ROR", "LCR", "AOR", "UOI", "RET", "SDL" or "BOOL"
  int line = 0;          // where `original` begins
  int column = 0;
  int end_line = 0;  // where it ends; the column is the first one after it
  int end_column = 0;
  std::string original;     // as written, on one line
  std::string replacement;  // "" for a statement that is left out
  bool decoy = false;
  Exchange exchange;
  bool operator==(const Mutant&) const = default;
};

// How guarded text is written. Texts hold {guard}, {alternative} and {original}. A choice that begins with a line feed
// stands alone on its line, so that the line can be blanked and what is left is whole.
struct GuardForm {
  std::string name;
  std::string open;
  std::string choice;    // one for each mutant
  std::string between;   // two choices
  std::string original;  // closes it
  std::string decoy;     // a choice that changes nothing; "": `choice`, with the original as its alternative
  bool alone = false;    // only for what has its lines to itself
};

// What is done to the nodes that a query captures as @OP or @OP.VARIANT.
struct MutationRule {
  std::string name;                                        // "ROR.boundary"; the operator is before the dot
  std::string form;                                        // a GuardForm
  std::map<std::string, std::vector<std::string>> tokens;  // kind of the captured @operator -> what stands in its place
  std::vector<std::string> whole;                          // without tokens: what stands in place of the node
  std::string written;   // the alternative; holds {replacement} and {node}; "": the former
  bool grouped = false;  // put in brackets: operands with one of the tokens, and what is written as such an operand
};

// A language's mutation operators, from toolchains/<id>/toolchain.json.
struct MutationRules {
  std::string grammar;
  std::filesystem::path file;    // of the query
  std::string query;             // its text; captures: grader/mutate/mutate.h
  std::string separator;         // of a type's name from its function's
  std::string guard;             // holds {number}
  std::string entry;             // at the beginning of a function; holds {guard} and {break}. "": none is written
  std::vector<GuardForm> forms;  // where two are around the same text, the earlier is outside
  std::vector<MutationRule> rules;
};

// A text with all its mutants, each behind its guard.
struct MutatedFile {
  // A mutant and the line of `text` that holds its alternative and nothing else; 0 where none does.
  struct Guarded {
    int line = 0;
    int number = 0;
    bool operator==(const Guarded&) const = default;
  };
  std::string path;
  std::string text;
  std::vector<Guarded> guarded;  // by number
  bool operator==(const MutatedFile&) const = default;
};

// What an edit of the work leaves as it was. Comments do not count.
struct Unchanged {
  std::string frame;                   // a hash of all files, of those with mutants without the functions' bodies
  std::vector<std::string> functions;  // a hash of each body; the guard after those of the mutants is the first one's,
                                       // and so on. Empty: none tells that it is entered
  std::vector<std::string> mutants;  // by number: the function's hash and a place in it; "": it is in none, or a decoy
  bool operator==(const Unchanged&) const = default;
};

struct Schemata {
  std::vector<Mutant> mutants;     // by number, decoys among them
  std::vector<MutatedFile> files;  // those with a mutant, by path
  std::size_t left_out = 0;        // mutants beyond the bound
  Unchanged unchanged;
  bool operator==(const Schemata&) const = default;
};

}  // namespace grader
