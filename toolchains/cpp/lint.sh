# "file:line:column: rule message" of each finding of cppcheck below /job/src.
exec /usr/bin/cppcheck --quiet --language=c++ --std=c++20 --enable=warning,style,performance,portability \
  --suppress=missingIncludeSystem --suppress=missingInclude --suppress=unusedStructMember --suppress=useStlAlgorithm \
  --template='{file}:{line}:{column}: {id} {message}' -I/job/src -I/job/src/src /job/src 2>&1
