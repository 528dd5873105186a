# ask.bash SCRIPT LINE...: what words bash makes of the ends of lines, cut as bash does before it asks
COMP_WORDBREAKS=$' \t\n"\'@><=;|&(:'
source "$1"
complete -p hutch >/dev/null || exit 3
for COMP_LINE in "${@:2}"; do
  cut=${COMP_LINE//=/ = }
  cut=${cut//@/ @}
  read -ra COMP_WORDS <<<"${cut//:/ : }"
  case $COMP_LINE in *' ') COMP_WORDS+=('') ;; esac
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _hutch
  # an answer takes the place of what is behind the last break, or of an @ and that
  stays=${COMP_LINE##* }
  stays=${stays%"${stays##*[:=@]}"}
  stays=${stays%@}
  case $stays in --*=*) stays=${stays#*=} ;; esac
  [ ${#COMPREPLY[@]} = 0 ] || COMPREPLY=("${COMPREPLY[@]/#/"$stays"}")
  echo "${COMPREPLY[*]}"
done
