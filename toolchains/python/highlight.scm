; Python: how its text is coloured; see grader/syntax/highlight.h.

(comment) @comment

(string) @string
(interpolation) @plain
[(integer) (float)] @number

(class_definition name: (identifier) @type)
(type) @type

(function_definition name: (identifier) @function)
(decorator) @function
(call function: (identifier) @function)
(call function: (attribute attribute: (identifier) @function))

[(true) (false) (none)] @keyword
["and" "as" "assert" "async" "await" "break" "class" "continue" "def" "del" "elif" "else" "except" "finally" "for" "from"
 "global" "if" "import" "in" "is" "lambda" "match" "case" "nonlocal" "not" "or" "pass" "raise" "return" "try" "while"
 "with" "yield"] @keyword
