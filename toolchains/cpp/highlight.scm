; C++: how its text is coloured; see grader/syntax/highlight.h.

(comment) @comment

[(string_literal) (raw_string_literal) (char_literal) (system_lib_string)] @string
(number_literal) @number

[(primitive_type) (type_identifier) (sized_type_specifier)] @type

(function_declarator declarator: [(identifier) (field_identifier)] @function)
(function_declarator declarator: (qualified_identifier name: (identifier) @function))
(call_expression function: (identifier) @function)
(call_expression function: (field_expression field: (field_identifier) @function))
(call_expression function: (qualified_identifier name: (identifier) @function))

[(true) (false) (null) (this) (auto) (type_qualifier) (storage_class_specifier) (access_specifier)] @keyword
["if" "else" "for" "while" "do" "switch" "case" "default" "break" "continue" "return" "goto" "throw" "try" "catch"
 "class" "struct" "enum" "union" "namespace" "using" "typedef" "template" "typename" "operator" "new" "delete" "sizeof"
 "friend" "explicit" "virtual" "override" "final" "noexcept" "concept" "requires" "co_return" "co_yield" "co_await"
 "static_assert" "decltype"] @keyword
["#include" "#define" "#if" "#ifdef" "#ifndef" "#elif" "#else" "#endif" (preproc_directive)] @keyword
