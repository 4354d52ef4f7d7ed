# Runs a program in a writable copy of a folder, without the files that a case asks for and with the files it brings:
# in-case.sh FOLDER FILE... -- COMMAND...
set -eu
mkdir -p /out/copy
cp -r "$1/." /out/copy
chmod -R u+w /out/copy
cd /out/copy
shift
while [ "$1" != -- ]; do
  rm -rf "./$1"
  shift
done
shift
if [ -d /job/case ]; then
  cp -r /job/case/. /out/copy
  chmod -R u+w /out/copy
fi
exec "$@"
