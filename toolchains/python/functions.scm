; Functions and their decisions in Python. Lambdas and comprehensions belong to the function they stand in.
(function_definition name: (identifier) @name) @function

(if_statement) @branch
(elif_clause) @branch
(for_statement) @branch
(while_statement) @branch
(except_clause) @branch
(case_clause (case_pattern (_))) @branch
(if_clause) @branch
(for_in_clause) @branch
(conditional_expression) @branch
(boolean_operator) @branch
