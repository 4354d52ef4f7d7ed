# Compiles a text that holds mutants, without those that do not compile.
#   mutants.sh TEXT TABLE ORIGINAL OBJECT DROPPED COMPILER ARGUMENT...
# TABLE has a line "LINE<TAB>NUMBER" for each mutant of TEXT: the line that holds its alternative and nothing else, 0
# where none does; no TABLE: no mutant. What is included by a relative name stands beside TEXT. An error on such a line,
# or in what a template makes for it, has the line blanked, and the rest is compiled again, at most four times; then
# ORIGINAL is compiled, and no mutant is left. Writes OBJECT, and the numbers of the mutants that are gone to DROPPED,
# one a line. Fails, with the compiler's messages, when ORIGINAL does not compile.
set -u
text=$1 table=$2 original=$3 object=$4 dropped=$5
shift 5
LC_ALL=C.UTF-8
export LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
[ -e "$table" ] || table=/dev/null
unit=$work/unit.${original##*.}
: >"$work/cut"

# What follows a place of the unit in the messages that match, as lines of the table that are not blank yet.
lines_said() {
  awk -v unit="$unit:" -v kind="$1" -v table="$table" -v cut="$work/cut" '
    BEGIN {
      while ((getline row <table) > 0) { split(row, part, "\t"); if (part[1] > 0) known[part[1]] = 1 }
      while ((getline row <cut) > 0) delete known[row]
    }
    index($0, unit) == 1 && $0 ~ kind { line = substr($0, length(unit) + 1) + 0; if (line in known) print line }
  ' "$work/messages" | sort -nu
}

blanked() {
  awk -v cut="$work/cut" 'BEGIN { while ((getline row <cut) > 0) gone[row] = 1 } { print (NR in gone) ? "" : $0 }' "$text"
}

for round in 1 2 3 4; do
  blanked >"$unit"
  if "$@" -iquote "$(dirname "$text")" -w -fmax-errors=0 -fdiagnostics-format=text -fdiagnostics-plain-output \
    -c "$unit" -o "$object" 2>"$work/messages"; then
    awk -F '\t' -v cut="$work/cut" 'BEGIN { while ((getline row <cut) > 0) gone[row] = 1 } $1 in gone { print $2 }' \
      "$table" >"$dropped"
    exit 0
  fi
  lines_said '^[^ ]+:[0-9]+:[0-9]+: (fatal )?error: |: +required (from|by) ' >"$work/found"
  [ -s "$work/found" ] || lines_said '' >"$work/found"
  [ -s "$work/found" ] || break
  cat "$work/found" >>"$work/cut"
done
"$@" -iquote "$(dirname "$text")" -w -c "$original" -o "$object" || exit 1
cut -f 2 "$table" >"$dropped"
