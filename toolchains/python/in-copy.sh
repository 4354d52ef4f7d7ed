# Runs a command in a writable copy of a folder: in-copy.sh FOLDER COMMAND...
set -eu
cp -r "$1" /out/copy
chmod -R u+w /out/copy
cd /out/copy
shift
exec "$@"
