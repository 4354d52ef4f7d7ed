# tree-sitter and the grammars that toolchains/package.json lists, compiled into one library with a table of them: a
# dependency "tree-sitter-python" becomes the grammar "python". scripts/setup fetches the sources.
set(modules ${CMAKE_SOURCE_DIR}/build/grammars/node_modules)
set(manifest ${CMAKE_SOURCE_DIR}/toolchains/package.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest})
if(NOT EXISTS ${modules}/tree-sitter)
  message(FATAL_ERROR "the tree-sitter grammars are not there; run scripts/setup")
endif()

set(grammar_sources)
set(grammar_names)
file(READ ${manifest} text)
string(JSON count LENGTH "${text}" dependencies)
math(EXPR last "${count} - 1")
foreach(index RANGE ${last})
  string(JSON package MEMBER "${text}" dependencies ${index})
  if(package MATCHES "^tree-sitter-(.+)$")
    list(APPEND grammar_names ${CMAKE_MATCH_1})
    file(GLOB sources ${modules}/${package}/src/parser.c ${modules}/${package}/src/scanner.c)
    set_source_files_properties(${sources} PROPERTIES INCLUDE_DIRECTORIES ${modules}/${package}/src)
    list(APPEND grammar_sources ${sources})
  endif()
endforeach()

set(declarations)
set(rows)
foreach(name ${grammar_names})
  string(REPLACE "-" "_" symbol ${name})
  string(APPEND declarations "const TSLanguage* tree_sitter_${symbol}(void);\n")
  string(APPEND rows "    {\"${name}\", tree_sitter_${symbol}},\n")
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/grammars.c.in ${CMAKE_BINARY_DIR}/grammars.c @ONLY)

add_library(grader_grammar_table STATIC ${grammar_sources} ${CMAKE_BINARY_DIR}/grammars.c)
target_include_directories(grader_grammar_table PRIVATE ${CMAKE_SOURCE_DIR})

# The core twice: as it is for the test that our queries can match, and for the program without the analysis of queries,
# which takes half of its own time and more (docs/decisions/0012). An analysis of no steps is one that was given
# up, which the core provides for.
set(core ${modules}/tree-sitter/vendor/tree-sitter/lib)
set(limit "#define MAX_ANALYSIS_ITERATION_COUNT ")
file(READ ${core}/src/query.c text)
string(REPLACE "${limit}256\n" "${limit}0\n" brief "${text}")
if(brief STREQUAL text)
  message(FATAL_ERROR "tree-sitter's query.c has no line \"${limit}256\"; see docs/decisions/0012")
endif()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/tree-sitter/query.c CONTENT "${brief}")
configure_file(${core}/src/lib.c ${CMAKE_BINARY_DIR}/tree-sitter/lib.c COPYONLY)  # it includes the others, that one first
add_library(grader_grammars STATIC ${CMAKE_BINARY_DIR}/tree-sitter/lib.c)
add_library(grader_grammars_analysing STATIC EXCLUDE_FROM_ALL ${core}/src/lib.c)

foreach(library grader_grammars grader_grammars_analysing)
  target_include_directories(${library} SYSTEM PUBLIC ${core}/include PRIVATE ${core}/src)
  target_link_libraries(${library} PUBLIC grader_grammar_table)
endforeach()
target_include_directories(grader_grammar_table SYSTEM PRIVATE ${core}/include)
foreach(library grader_grammar_table grader_grammars grader_grammars_analysing)
  # Foreign code: not under our warnings, and optimised in every build.
  set_target_properties(${library} PROPERTIES UNITY_BUILD OFF)
  target_compile_options(${library} PRIVATE ${GRADER_WATCHED} -O2 -w)
  if(GRADER_FUZZ)  # it calls its scanners through pointers of another type, which clang's sanitizer counts as a fault
    target_compile_options(${library} PRIVATE -fno-sanitize=function)
  endif()
endforeach()
