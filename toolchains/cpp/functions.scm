; Functions and their decisions in C++. Lambdas belong to the function they stand in.
(function_definition) @function
(function_definition declarator: (function_declarator declarator: (_) @name))
(function_definition declarator: (_ (function_declarator declarator: (_) @name)))
(function_definition declarator: (operator_cast) @name)

(if_statement) @branch
(for_statement) @branch
(for_range_loop) @branch
(while_statement) @branch
(do_statement) @branch
(case_statement value: (_)) @branch
(catch_clause) @branch
(conditional_expression) @branch
(binary_expression operator: ["&&" "||" "and" "or"]) @branch
