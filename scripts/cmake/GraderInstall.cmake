# Where an installed grader finds its data: PREFIX/share/grader.
install(TARGETS grader grader-sandbox RUNTIME DESTINATION bin)
install(DIRECTORY toolchains rubrics exercises web DESTINATION share/grader)
