/* The table of grammars that the build makes; C, as tree-sitter is. */
#ifndef GRADER_SYNTAX_GRAMMARS_H
#define GRADER_SYNTAX_GRAMMARS_H

#include <tree_sitter/api.h>

#ifdef __cplusplus
extern "C" {
#endif

struct GraderGrammar {
  const char* name; /* "cpp"; null ends the table */
  const TSLanguage* (*language)(void);
};
extern const struct GraderGrammar grader_grammars[];

#ifdef __cplusplus
}
#endif

#endif
