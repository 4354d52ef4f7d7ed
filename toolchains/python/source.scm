; Python: what grader/syntax/source.h describes. Lambdas and comprehensions belong to the function they stand in.

; Functions: names, parameters, and the decisions that a kind alone does not tell.
(function_definition name: (identifier) @name parameters: (parameters) @parameters)
(case_clause (case_pattern (_))) @branch

; Modules that are named.
(import_statement name: (dotted_name) @import)
(import_statement name: (aliased_import name: (dotted_name) @import))
(import_from_statement module_name: (_) @import)
(import_from_statement name: (dotted_name) @import.name)
(import_from_statement name: (aliased_import name: (dotted_name) @import.name))

; Types and their fields.
(class_definition) @data
(class_definition body: (block (expression_statement (assignment left: (identifier) @field.typed type: (_)))))
(assignment left: (attribute object: (identifier)) @field.typed type: (_))
(assignment left: (attribute object: (identifier)) @field.untyped !type)

; Names where they are declared.
(function_definition name: (identifier) @naming.function)
(class_definition name: (identifier) @naming.type)
(assignment left: (identifier) @naming.variable)
(assignment left: (attribute attribute: (identifier) @naming.variable))
(parameters (identifier) @naming.variable)
(parameters (typed_parameter (identifier) @naming.variable))
(parameters (default_parameter name: (identifier) @naming.variable))
(parameters (typed_default_parameter name: (identifier) @naming.variable))

; What a module offers.
(function_definition name: (identifier) @public.name) @public
(parameters (identifier) @parameter @untyped)
(parameters (default_parameter name: (identifier) @parameter) @untyped)
(parameters (typed_parameter (identifier) @parameter))
(parameters (typed_default_parameter name: (identifier) @parameter))
(function_definition return_type: (_) @result)
(function_definition body: (block . (expression_statement (string) @doc)))

; Test cases, and what they stand in.
(function_definition name: (identifier) @test.kind @test.part) @test
(decorated_definition definition: (function_definition)) @test.head
[(decorator) (default_parameter) (typed_default_parameter)] @test.loaded
(typed_parameter type: (type (call)) @test.loaded)
(function_definition return_type: (type (call)) @test.loaded)
(class_definition name: (identifier) @group.name) @group
(assignment) @assignment
(wildcard_import) @import.all
