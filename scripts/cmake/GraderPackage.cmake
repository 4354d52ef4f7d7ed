# grader.deb: the program, its helper beside it, and the data both read. Exercises stay out: they hold hidden tests.
include(GNUInstallDirs)
install(TARGETS grader grader-sandbox RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/rubrics ${CMAKE_SOURCE_DIR}/toolchains DESTINATION ${CMAKE_INSTALL_DATADIR}/grader
        PATTERN "package*.json" EXCLUDE)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/schema DESTINATION ${CMAKE_INSTALL_DATADIR}/grader/docs)
install(FILES README.md docs/apprentices.md docs/tutors.md docs/formats.md docs/exercises.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/grader)

# What grading runs comes from the toolchains: each of their tools names its package.
set(tools git ca-certificates openssh-client)
file(GLOB toolchains CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/toolchains/*/toolchain.json)
foreach(toolchain ${toolchains})
  file(STRINGS ${toolchain} rows REGEX "\"package\": \"")
  foreach(row ${rows})
    string(REGEX REPLACE ".*\"package\": \"([^\"]+)\".*" "\\1" package "${row}")
    list(APPEND tools ${package})
  endforeach()
endforeach()
list(REMOVE_DUPLICATES tools)
list(JOIN tools ", " depends)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME grader)
set(CPACK_PACKAGE_CONTACT "grader maintainers <maintainers@grader.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME grader.deb)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "${depends}")
include(CPack)
