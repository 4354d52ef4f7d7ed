# Compiles a unit of which the source or the headers hold mutants, without those that do not compile.
#   mutants.sh UNIT MADE ORIGINAL OBJECT DROPPED COMPILER ARGUMENT...
# MADE is the folder of the work with schemata in place of what was changed, ORIGINAL the same without; UNIT is a file
# below MADE, or one elsewhere that includes some of it. ORIGINAL/PATH.lines has a line "LINE<TAB>NUMBER" for each mutant
# of MADE/PATH: the line that holds its alternative and nothing else, 0 where none does. An error on such a line, or in
# what a template makes for it, has the line blanked, and the rest is compiled again, at most four times; then ORIGINAL
# stands for MADE, and no mutant is left. Writes OBJECT, and the numbers of the mutants that are gone to DROPPED, one a
# line. Fails, with the compiler's messages, when ORIGINAL does not compile.
set -u
unit=$1 made=$2 original=$3 object=$4 dropped=$5
shift 5
LC_ALL=C.UTF-8
export LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
copy=$work/made
export copy
mkdir "$copy"
[ ! -e "$made" ] || { cp -r "$made/." "$copy" && chmod -R u+w "$copy"; } || exit 1

# Lines "PATH<TAB>LINE<TAB>NUMBER", and "PATH<TAB>LINE" of those that were blanked.
find "$original" -name '*.lines' | while IFS= read -r file; do
  path=${file#"$original/"}
  path=${path%.lines} awk '{ print ENVIRON["path"] "\t" $0 }' "$file"
done >"$work/table"
: >"$work/cut"

# The places that the messages name which match, as lines of the table that are not blank yet.
places_said() {
  kind=$1 awk -F '\t' '
    step == 1 { if ($2 > 0) known[$1 FS $2] = 1; next }
    step == 2 { delete known[$0]; next }
    index($0, ENVIRON["copy"] "/") == 1 && $0 ~ ENVIRON["kind"] {
      place = substr($0, length(ENVIRON["copy"]) + 2)
      if (!match(place, /:[0-9]+[:,]/)) next
      path = substr(place, 1, RSTART - 1)
      while (sub(/[^\/]+\/\.\.\//, "", path)) continue
      row = path FS (substr(place, RSTART + 1) + 0)
      if (row in known) print row
    }' step=1 "$work/table" step=2 "$work/cut" step=3 "$work/messages" | sort -u
}

blank() {
  cut -f 1 "$work/cut" | sort -u | while IFS= read -r file; do
    path=$file awk -F '\t' '
      step == 1 { if ($1 == ENVIRON["path"]) gone[$2] = 1; next }
      { print (FNR in gone) ? "" : $0 }' step=1 "$work/cut" step=2 "$made/$file" >"$copy/$file"
  done
}

# The compiler over the unit, with the folder $1 in place of MADE.
compile() {
  root=$1
  shift
  case $unit in "$made"/*) file=$root/${unit#"$made/"} ;; *) file=$unit ;; esac
  left=$#
  while [ "$left" -gt 0 ]; do
    argument=$1
    shift
    case $argument in "-I$made" | "-I$made"/*) argument=-I$root${argument#"-I$made"} ;; esac
    set -- "$@" "$argument"
    left=$((left - 1))
  done
  "$@" -w -c "$file" -o "$object"
}

for round in 1 2 3 4; do
  if compile "$copy" "$@" -fmax-errors=0 -fdiagnostics-format=text -fdiagnostics-plain-output 2>"$work/messages"; then
    awk -F '\t' 'step == 1 { gone[$0] = 1; next } ($1 FS $2) in gone { print $3 }' \
      step=1 "$work/cut" step=2 "$work/table" >"$dropped"
    exit 0
  fi
  places_said '^[^ ]+:[0-9]+:[0-9]+: (fatal )?error: |: +required (from|by) ' >"$work/found"
  [ -s "$work/found" ] || places_said '' >"$work/found"
  [ -s "$work/found" ] || break
  cat "$work/found" >>"$work/cut"
  blank
done
compile "$original" "$@" || exit 1
cut -f 3 "$work/table" >"$dropped"
