# Prints each file below /job/src that clang-format would change, by its path from there. A file that switches the
# formatter off is one that it would change.
cd /job/src || exit 1
find . -type f | LC_ALL=C sort | while IFS= read -r file; do
  if grep -q 'clang-format off' "$file" ||
     ! /usr/bin/clang-format-19 --style=file:/job/toolchain/clang-format "$file" | cmp -s - "$file"; then
    printf '%s\n' "${file#./}"
  fi
done
