; C++: what grader/syntax/source.h describes. Lambdas belong to the function they stand in.

; Functions: names, parameters, and the decisions that a kind alone does not tell.
(function_definition declarator: (function_declarator declarator: (_) @name parameters: (parameter_list) @parameters))
(function_definition declarator: (_ (function_declarator declarator: (_) @name parameters: (parameter_list) @parameters)))
(function_definition declarator: (operator_cast) @name)
(case_statement value: (_)) @branch

; Files that are named.
(preproc_include path: (string_literal) @import)

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

; What a header offers.
(field_declaration declarator: (function_declarator declarator: (_) @public.name)) @public
(field_declaration declarator: (_ (function_declarator declarator: (_) @public.name))) @public
(declaration declarator: (function_declarator declarator: (_) @public.name)) @public
(declaration declarator: (_ (function_declarator declarator: (_) @public.name))) @public
(field_declaration type: (_) @result)
(declaration type: (_) @result)
(parameter_declaration declarator: (identifier) @parameter)
(parameter_declaration declarator: (_ (identifier) @parameter))

; Test cases: "TEST(Suite, Name) {}" reads as a function, "TEST_CASE("words") {}" as a call and a block after it.
(function_definition declarator: (function_declarator declarator: (identifier) @test.kind parameters: (parameter_list (parameter_declaration type: (type_identifier) @test.part)))) @test
((expression_statement (call_expression function: (identifier) @test.kind arguments: (argument_list . (string_literal (string_content) @test.part)))) @test.head . (compound_statement) @test)
((expression_statement (call_expression function: (identifier) @test.kind arguments: (argument_list . (binary_expression left: (string_literal (string_content) @test.part))))) @test.head . (compound_statement) @test)
((expression_statement (call_expression function: (identifier) @test.kind arguments: (argument_list . (identifier) . (string_literal (string_content) @test.part)))) @test.head . (compound_statement) @test)
; What holds for the lines below it; and what only looks like the type of a test's result, such as a macro before it.
[(preproc_def) (preproc_function_def) (preproc_call) (preproc_include)] @test.bound
(function_definition type: (_) @test.loaded)
(class_specifier name: (type_identifier) @group.name body: (_)) @group
(struct_specifier name: (type_identifier) @group.name body: (_)) @group
(init_declarator) @assignment
(assignment_expression) @assignment
(preproc_function_def) @macro
