; C++: where small faults are put, and where not; captures: grader/mutate/mutate.h.

; What is run: the bodies of functions and what constructors initialise.
(function_definition body: (compound_statement) @scope)
(function_definition (field_initializer_list) @scope)
(function_definition declarator: (function_declarator) body: (compound_statement . (_) @entry))
(function_definition declarator: (_ (function_declarator)) body: (compound_statement . (_) @entry))
(function_definition declarator: (operator_cast) body: (compound_statement . (_) @entry))
(function_definition declarator: (function_declarator declarator: (_) @name)) @function
(function_definition declarator: (_ (function_declarator declarator: (_) @name))) @function
(function_definition declarator: (operator_cast) @name) @function
(class_specifier name: (_) @name) @function
(struct_specifier name: (_) @name) @function

; What acts when the program is compiled: values of constexpr functions, types that are taken from a body, macros.
((function_definition (type_qualifier) @_how) @frame (#eq? @_how "constexpr"))
(friend_declaration (function_definition)) @frame
(function_definition type: (placeholder_type_specifier)) @frame
(function_definition declarator: (operator_cast type: (placeholder_type_specifier))) @frame
[(co_await_expression) (co_yield_statement) (co_return_statement)] @frame
[(preproc_def) (preproc_function_def) (preproc_call)] @frame

; Conditions.
(if_statement condition: (condition_clause value: (expression) @COND))
(while_statement condition: (condition_clause value: (expression) @COND))
(for_statement condition: (expression) @COND)
(do_statement condition: (parenthesized_expression (expression) @COND))
(conditional_expression condition: (expression) @COND)

; Operators.
(binary_expression operator: ["<" "<=" ">" ">=" "==" "!="] @operator) @ROR
(binary_expression operator: ["&&" "||" "and" "or"] @operator) @LCR
(binary_expression operator: ["+" "-" "*" "/" "%"] @operator) @AOR
(update_expression operator: ["++" "--"] @operator) @UOI
(assignment_expression operator: ["+=" "-=" "*=" "/="] @operator) @UOI
(unary_expression operator: "-" @operator) @UOI
(unary_expression operator: ["!" "not"] @operator) @BOOL.negation
[(true) (false)] @BOOL.value @operator

; Statements.
(return_statement (_)) @RET
(expression_statement (_)) @SDL

; Decided when the program is compiled: a guard would never be asked.
(case_statement value: (_) @none)
(static_assert_declaration) @none
(template_argument_list) @none
(template_parameter_list) @none
(requires_clause) @none
(requires_expression) @none
(enumerator) @none
(bitfield_clause) @none
(array_declarator size: (_) @none)
(noexcept) @none
(alignas_qualifier) @none
(attribute_declaration) @none
(sizeof_expression) @none
(alignof_expression) @none
(decltype) @none
(if_statement "constexpr" condition: (_) @none)
(preproc_if condition: (_) @none)
(preproc_elif condition: (_) @none)
(preproc_def) @none
(preproc_function_def) @none
((function_definition (type_qualifier) @_how) @none (#eq? @_how "consteval"))
((declaration (type_qualifier) @_how) @none (#match? @_how "^const(expr|init)$"))
((declaration (storage_class_specifier) @_how (type_qualifier) @_const) @none (#eq? @_how "static") (#eq? @_const "const"))
((declaration (type_qualifier) @_const declarator: (init_declarator value: (binary_expression) @_value)) @none
 (#eq? @_const "const") (#match? @_value "^[-+*/%()\\s]*((\\d[\\w.']*|k[A-Z]\\w*|[A-Z][A-Z0-9_]*)[-+*/%()\\s]*)+$"))
((declaration (type_qualifier) @_const declarator: (init_declarator value: [(true) (false)])) @none (#eq? @_const "const"))
(optional_parameter_declaration) @none

; Bound to where it stands.
(co_await_expression) @none
(co_yield_statement) @none
(co_return_statement) @none
(lambda_capture_specifier) @none

; Texts for people, and the program's own checks.
(throw_statement) @none
((expression_statement (binary_expression) @_log) @none (#match? @_log "^(std::)?(cerr|clog)\\s*<<"))
((expression_statement (call_expression function: (_) @_log)) @none (#match? @_log "^(std::)?(perror|syslog)$|^(LOG|log|spdlog|logger)\\b"))
((expression_statement (call_expression function: (_) @_log arguments: (argument_list . (_) @_to))) @none
 (#match? @_log "^(std::)?(fprintf|fputs|print|println|vfprintf)$") (#match? @_to "^stderr$"))
((expression_statement (call_expression function: (_) @_check)) @none (#eq? @_check "assert"))

; Of another type than the text it would stand for.
(binary_expression left: (string_literal)) @skip.AOR
(binary_expression right: (string_literal)) @skip.AOR
(binary_expression left: (binary_expression right: (string_literal))) @skip.AOR
(binary_expression left: (binary_expression left: (string_literal))) @skip.AOR
(binary_expression left: (binary_expression left: (binary_expression right: (string_literal)))) @skip.AOR
(assignment_expression right: (string_literal)) @skip.UOI
(assignment_expression right: (char_literal)) @skip.UOI
(assignment_expression right: (binary_expression right: (string_literal))) @skip.UOI
(assignment_expression right: (binary_expression left: (binary_expression right: (string_literal)))) @skip.UOI
(unary_expression argument: (number_literal)) @skip.UOI
(function_definition declarator: (reference_declarator)) @none.RET
(function_definition type: (placeholder_type_specifier)) @none.RET
(lambda_expression) @none.RET

; No other program.
((return_statement [(true) (false) (null) (initializer_list)]) @skip.RET)
(return_statement (qualified_identifier)) @skip.RET  ; the first enumerator
((return_statement (_) @_value) @skip.RET (#match? @_value "^(0+(\\.0*)?[uUlLfF]*|'.0'|\"\"|(std::)?nullopt|[\\w:<>, ]*\\{\\}|std::(string|vector|optional|map|set)\\b[^()]*\\(\\))$"))
((expression_statement (cast_expression type: (_) @_type)) @skip.SDL (#eq? @_type "void"))
(expression_statement [(identifier) (number_literal) (string_literal)]) @skip.SDL
(init_statement (expression_statement) @skip.SDL)

; The larger or smaller of two that are equal is the same.
((if_statement condition: (condition_clause value: [(binary_expression left: (_) @_l right: (_) @_r) @skip.ROR.boundary
   (binary_expression left: (binary_expression left: (_) @_l right: (_) @_r) @skip.ROR.boundary ["&&" "||" "and" "or"])
   (binary_expression ["&&" "||" "and" "or"] right: (binary_expression left: (_) @_l right: (_) @_r) @skip.ROR.boundary)])
  consequence: [(compound_statement . (expression_statement (assignment_expression left: (_) @_x right: (_) @_y)) .)
   (expression_statement (assignment_expression left: (_) @_x right: (_) @_y))] !alternative)
 (#eq? @_l @_y) (#eq? @_r @_x))
((if_statement condition: (condition_clause value: [(binary_expression left: (_) @_l right: (_) @_r) @skip.ROR.boundary
   (binary_expression left: (binary_expression left: (_) @_l right: (_) @_r) @skip.ROR.boundary ["&&" "||" "and" "or"])
   (binary_expression ["&&" "||" "and" "or"] right: (binary_expression left: (_) @_l right: (_) @_r) @skip.ROR.boundary)])
  consequence: [(compound_statement . (expression_statement (assignment_expression left: (_) @_x right: (_) @_y)) .)
   (expression_statement (assignment_expression left: (_) @_x right: (_) @_y))] !alternative)
 (#eq? @_l @_x) (#eq? @_r @_y))
((conditional_expression condition: [(binary_expression left: (_) @_l right: (_) @_r) @skip.ROR.boundary
   (parenthesized_expression (binary_expression left: (_) @_l right: (_) @_r) @skip.ROR.boundary)]
  consequence: (_) @_x alternative: (_) @_y) (#eq? @_l @_x) (#eq? @_r @_y))
((conditional_expression condition: [(binary_expression left: (_) @_l right: (_) @_r) @skip.ROR.boundary
   (parenthesized_expression (binary_expression left: (_) @_l right: (_) @_r) @skip.ROR.boundary)]
  consequence: (_) @_x alternative: (_) @_y) (#eq? @_l @_y) (#eq? @_r @_x))

; Two that are equal do not come here.
((_ (if_statement condition: (condition_clause value: (binary_expression left: (_) @_l "==" right: (_) @_r))
   consequence: [(return_statement) (compound_statement (return_statement) .)] !alternative)
  . (if_statement condition: (condition_clause value: (binary_expression left: (_) @_x right: (_) @_y) @skip.ROR.boundary)))
 (#eq? @_l @_x) (#eq? @_r @_y))
((if_statement condition: (condition_clause value: (binary_expression left: (_) @_l "==" right: (_) @_r)) alternative: (else_clause
   (if_statement condition: (condition_clause value: (binary_expression left: (_) @_x right: (_) @_y) @skip.ROR.boundary))))
 (#eq? @_l @_x) (#eq? @_r @_y))
