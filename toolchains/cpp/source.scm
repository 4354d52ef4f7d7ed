; C++: what grader/syntax/source.h describes. Lambdas belong to the function they stand in.

; Functions and their decisions.
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

; Names where they are declared. Constructors have no type and take the name of theirs.
(function_definition type: (_) declarator: (function_declarator declarator: [(identifier) (field_identifier)] @naming.function))
(function_definition type: (_) declarator: (function_declarator declarator: (qualified_identifier name: (identifier) @naming.function)))
(function_definition type: (_) declarator: (_ (function_declarator declarator: [(identifier) (field_identifier)] @naming.function)))
(declaration type: (_) declarator: (function_declarator declarator: (identifier) @naming.function))
(field_declaration type: (_) declarator: (function_declarator declarator: (field_identifier) @naming.function))
(class_specifier name: (type_identifier) @naming.type body: (_))
(struct_specifier name: (type_identifier) @naming.type body: (_))
(enum_specifier name: (type_identifier) @naming.type body: (_))
(init_declarator declarator: (identifier) @naming.variable)
(declaration declarator: (identifier) @naming.variable)
(field_declaration declarator: (field_identifier) @naming.variable)
(parameter_declaration declarator: (identifier) @naming.variable)
(parameter_declaration declarator: (_ (identifier) @naming.variable))

; Tests, leftovers.
(call_expression) @call
(expression_statement) @statement
(comment) @comment

; What a header offers.
(field_declaration declarator: (function_declarator declarator: (_) @public.name)) @public
(field_declaration declarator: (_ (function_declarator declarator: (_) @public.name))) @public
(declaration declarator: (function_declarator declarator: (_) @public.name)) @public
(declaration declarator: (_ (function_declarator declarator: (_) @public.name))) @public
(field_declaration type: (_) @result)
(declaration type: (_) @result)
(parameter_declaration declarator: (identifier) @parameter)
(parameter_declaration declarator: (_ (identifier) @parameter))

; Questions.
(binary_expression operator: ["<" "<=" ">" ">="]) @comparison
