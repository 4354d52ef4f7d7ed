; Python: where small faults are put, and where not; captures: grader/mutate/mutate.h.

; What a test runs. What a module or a class does when it is imported is over by then.
(function_definition name: (_) @name body: (block) @scope) @function
(class_definition name: (_) @name) @function
((function_definition body: (block . (_) @entry)) (#not-match? @entry "^[rRuUbBfF]*[\"']"))
(function_definition body: (block . (expression_statement (string)) . (_) @entry))
(yield) @frame
(class_definition body: (block (expression_statement) @none))

; Conditions.
(if_statement condition: (_) @COND)
(elif_clause condition: (_) @COND)
(while_statement condition: (_) @COND)
(if_clause (_) @COND)
(conditional_expression (_) . "if" . (_) @COND)

; Operators.
(comparison_operator operators: ["<" "<=" ">" ">=" "==" "!=" "is" "is not" "in" "not in"] @operator) @ROR
(boolean_operator operator: ["and" "or"] @operator) @LCR
(binary_operator operator: ["+" "-" "*" "/" "//" "%"] @operator) @AOR
(unary_operator operator: "-" @operator) @UOI
(augmented_assignment operator: ["+=" "-="] @operator right: (expression) @UOI.assignment) @stated
(not_operator "not" @operator) @BOOL
[(true) (false)] @BOOL @operator

; Statements.
(return_statement [(integer) (float) (binary_operator) (unary_operator)] @RET.number)
(return_statement [(string) (concatenated_string)] @RET.text)
(return_statement [(list) (list_comprehension)] @RET.list)
(return_statement [(dictionary) (dictionary_comprehension)] @RET.map)
(return_statement [(comparison_operator) (not_operator)] @RET.truth)
(return_statement [(identifier) (attribute) (subscript) (call) (tuple) (set) (set_comprehension) (boolean_operator) (conditional_expression)
 (parenthesized_expression) (generator_expression)] @RET.other)
(expression_statement [(call) (augmented_assignment) (await) (yield)]) @SDL
(expression_statement (assignment left: [(attribute) (subscript)] !type)) @SDL
(if_statement consequence: (block (expression_statement (assignment left: (identifier) !type)) @SDL))
(elif_clause consequence: (block (expression_statement (assignment left: (identifier) !type)) @SDL))
(else_clause body: (block (expression_statement (assignment left: (identifier) !type)) @SDL))

; Not run by a test, or bound to where it stands.
(decorator) @none
(type) @none
(default_parameter) @none
(typed_default_parameter) @none
(interpolation) @none
(case_pattern) @none

; Texts for people, and the program's own checks.
(raise_statement) @none
(assert_statement) @none
((expression_statement (call function: (_) @_log)) @none (#match? @_log "^(logging|logger|log|self\\.(logger|log)|_?LOG(GER)?)\\.|^warnings\\.warn$|^sys\\.stderr\\.write$"))
((expression_statement (call function: (_) @_log arguments: (argument_list (keyword_argument name: (_) @_key value: (_) @_to)))) @none
 (#eq? @_log "print") (#eq? @_key "file") (#eq? @_to "sys.stderr"))

; Of another type than the text it would stand for.
(binary_operator left: [(string) (concatenated_string)]) @skip.AOR
(binary_operator right: [(string) (concatenated_string)]) @skip.AOR
(binary_operator left: (binary_operator right: [(string) (concatenated_string)])) @skip.AOR
(binary_operator left: (binary_operator left: [(string) (concatenated_string)])) @skip.AOR
(binary_operator left: (binary_operator left: (binary_operator right: (string)))) @skip.AOR
(binary_operator [(list) (list_comprehension)]) @skip.AOR
(augmented_assignment right: [(string) (concatenated_string) (list) (list_comprehension) (tuple)] @skip.UOI)
(augmented_assignment right: (binary_operator right: [(string) (concatenated_string)]) @skip.UOI)
(augmented_assignment right: (binary_operator left: (binary_operator right: (string))) @skip.UOI)
(unary_operator argument: [(integer) (float)]) @skip.UOI
(return_statement (binary_operator [(string) (concatenated_string)]) @skip.RET)
(return_statement (binary_operator left: (binary_operator [(string) (concatenated_string)])) @skip.RET)
(return_statement (binary_operator [(list) (list_comprehension)]) @skip.RET)

; No other program.
((return_statement (_) @skip.RET) (#match? @skip.RET "^(None|False|0+(\\.0*)?|\"\"|''|\\[\\]|\\{\\}|\\(\\)|(dict|list|set|tuple|str|int|float)\\(\\))$"))

; The larger or smaller of two that are equal is the same.
((if_statement condition: [(comparison_operator . (_) @_l . [">" ">=" "<" "<="] . (_) @_r .) @skip.ROR.boundary
   (boolean_operator left: (comparison_operator . (_) @_l . [">" ">=" "<" "<="] . (_) @_r .) @skip.ROR.boundary)
   (boolean_operator right: (comparison_operator . (_) @_l . [">" ">=" "<" "<="] . (_) @_r .) @skip.ROR.boundary)]
  consequence: (block . (expression_statement (assignment left: (_) @_x right: (_) @_y)) .) !alternative)
 (#eq? @_l @_y) (#eq? @_r @_x))
((if_statement condition: [(comparison_operator . (_) @_l . [">" ">=" "<" "<="] . (_) @_r .) @skip.ROR.boundary
   (boolean_operator left: (comparison_operator . (_) @_l . [">" ">=" "<" "<="] . (_) @_r .) @skip.ROR.boundary)
   (boolean_operator right: (comparison_operator . (_) @_l . [">" ">=" "<" "<="] . (_) @_r .) @skip.ROR.boundary)]
  consequence: (block . (expression_statement (assignment left: (_) @_x right: (_) @_y)) .) !alternative)
 (#eq? @_l @_x) (#eq? @_r @_y))
((conditional_expression . (_) @_x . "if" . (comparison_operator . (_) @_l . [">" ">=" "<" "<="] . (_) @_r .) @skip.ROR.boundary . "else" . (_) @_y)
 (#eq? @_l @_x) (#eq? @_r @_y))
((conditional_expression . (_) @_x . "if" . (comparison_operator . (_) @_l . [">" ">=" "<" "<="] . (_) @_r .) @skip.ROR.boundary . "else" . (_) @_y)
 (#eq? @_l @_y) (#eq? @_r @_x))

; Two that are equal do not come here.
((_ (if_statement condition: (comparison_operator . (_) @_l . "==" . (_) @_r .) consequence: (block (return_statement) .) !alternative)
  . (if_statement condition: (comparison_operator . (_) @_x . [">" ">=" "<" "<="] . (_) @_y .) @skip.ROR.boundary))
 (#eq? @_l @_x) (#eq? @_r @_y))
((if_statement condition: (comparison_operator . (_) @_l . "==" . (_) @_r .)
  . consequence: (block) . alternative: (elif_clause condition: (comparison_operator . (_) @_x . [">" ">=" "<" "<="] . (_) @_y .) @skip.ROR.boundary))
 (#eq? @_l @_x) (#eq? @_r @_y))
