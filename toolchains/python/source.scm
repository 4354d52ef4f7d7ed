; Python: what grader/syntax/source.h describes. Lambdas and comprehensions belong to the function they stand in.

; Functions and their decisions.
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

; Names where they are declared.
(function_definition name: (identifier) @naming.function)
(class_definition name: (identifier) @naming.type)
(assignment left: (identifier) @naming.variable)
(assignment left: (attribute attribute: (identifier) @naming.variable))
(parameters (identifier) @naming.variable)
(parameters (typed_parameter (identifier) @naming.variable))
(parameters (default_parameter name: (identifier) @naming.variable))
(parameters (typed_default_parameter name: (identifier) @naming.variable))

; Tests, leftovers.
(assert_statement) @assertion
(call) @call
(expression_statement) @statement
(comment) @comment

; What a module offers.
(function_definition name: (identifier) @public.name) @public
(parameters (identifier) @parameter @untyped)
(parameters (default_parameter name: (identifier) @parameter) @untyped)
(parameters (typed_parameter (identifier) @parameter))
(parameters (typed_default_parameter name: (identifier) @parameter))
(function_definition return_type: (_) @result)
(function_definition body: (block . (expression_statement (string) @doc)))

; Questions.
(comparison_operator operators: ["<" "<=" ">" ">="]) @comparison
