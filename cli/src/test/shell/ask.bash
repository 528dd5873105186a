# ask.bash SCRIPT LINE...: what bash offers at the end of each line, cut as bash does before it asks
source "$1"
complete -p hutch >/dev/null || exit 3
for COMP_LINE in "${@:2}"; do
  cut=${COMP_LINE//=/ = }
  read -ra COMP_WORDS <<<"${cut//:/ : }"
  case $COMP_LINE in *' ') COMP_WORDS+=('') ;; esac
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _hutch
  echo "${COMPREPLY[*]}"
done
