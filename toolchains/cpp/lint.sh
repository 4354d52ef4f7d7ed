# "file:line:column: rule message" of each finding of cppcheck below /job/src; one option a line in cppcheck.txt.
set --
while IFS= read -r option; do
  [ -z "$option" ] || set -- "$@" "$option"
done </job/toolchain/cppcheck.txt
exec /usr/bin/cppcheck "$@" --error-exitcode=0 --quiet --language=c++ --std=c++20 \
  --template='{file}:{line}:{column}: {id} {message}' -I/job/src -I/job/src/src /job/src 2>&1
