# The two functions that lay out the project. A room is a static library of every .cc file in its folder; what it may
# include stands in its DEPS line, which scripts/check-layers reads as well.

set(GRADER_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    -Wno-missing-field-initializers -Werror)

if(GRADER_SANITIZE)
  add_compile_options(-fsanitize=${GRADER_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GRADER_SANITIZE})
  list(APPEND GRADER_WARNINGS -Wno-maybe-uninitialized)  # g++ 12 sees it in its own <regex> once instrumented
endif()

# What the fuzz targets reach is watched: libFuzzer looks for inputs that reach new code in it. The rest of that build
# only has to compile.
set(GRADER_WATCHED)
if(GRADER_FUZZ)
  set(GRADER_WATCHED -g1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
endif()

# clang reads libseccomp's macros and libstdc++ 12's sorting with warnings that are not about our code.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  list(APPEND GRADER_WARNINGS -Wno-c99-extensions -Wno-deprecated-declarations)
endif()

# grader_room(name [FUZZED] [DEPS rooms...] [LIBS libraries...]): FUZZED is what a target of tests/fuzz reaches.
function(grader_room name)
  cmake_parse_arguments(ROOM "FUZZED" "" "DEPS;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/grader/${name}/*.cc)
  if(NOT sources)
    message(FATAL_ERROR "room ${name} has no source file")
  endif()
  add_library(grader_${name} STATIC ${sources})
  target_include_directories(grader_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_compile_options(grader_${name} PRIVATE ${GRADER_WARNINGS})
  if(ROOM_FUZZED)
    target_compile_options(grader_${name} PRIVATE ${GRADER_WATCHED})
  endif()
  list(TRANSFORM ROOM_DEPS PREPEND grader_ OUTPUT_VARIABLE rooms)
  target_link_libraries(grader_${name} PUBLIC ${rooms} PRIVATE ${ROOM_LIBS})
endfunction()

# grader_test(name [ALONE] [LABEL label] [FILTER cases] [LIBS libraries...]): one executable of tests/<name>/*_test.cc;
# every case is one CTest test, or every one that GoogleTest's filter takes. ALONE: its files have helpers of the same
# names, so each is compiled by itself.
function(grader_test name)
  cmake_parse_arguments(TEST "ALONE" "LABEL;FILTER" "LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${name}/*_test.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(grader_${name}_test ${sources})
  if(TEST_ALONE)
    set_target_properties(grader_${name}_test PROPERTIES UNITY_BUILD OFF)
  endif()
  target_include_directories(grader_${name}_test PRIVATE ${CMAKE_SOURCE_DIR})
  # Tests wait for other programs more than they compute; a third of their compiling is saved.
  target_compile_options(grader_${name}_test PRIVATE -O0 -Wall -Wextra -Wno-missing-field-initializers -Werror)
  target_compile_definitions(grader_${name}_test PRIVATE
    GRADER_SOURCE_DIR="${CMAKE_SOURCE_DIR}" GRADER_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
    GRADER_BINARY_DIR="${CMAKE_BINARY_DIR}/bin")
  target_link_libraries(grader_${name}_test PRIVATE ${TEST_LIBS} GTest::gmock GTest::gtest_main)
  gtest_discover_tests(grader_${name}_test TEST_PREFIX ${name}. TEST_FILTER "${TEST_FILTER}" DISCOVERY_TIMEOUT 120
                         PROPERTIES TIMEOUT 300 LABELS "${TEST_LABEL}")
endfunction()
