# ask.zsh SCRIPT LINE...: what a zsh at a terminal offers when tab is pressed at the end of each line
zmodload zsh/zpty
zpty shell 'TERM=dumb PS1= zsh -f -i'
zpty -w shell "source ${(q)1}"
zpty -w shell 'compadd() {
  if [[ ${argv[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
    local -a hits
    builtin compadd -A hits "$@"
    offered+=(${^hits}${argv[$argv[(i)-S]+1]})
  fi
  builtin compadd "$@"
}
ask() {
  offered=()
  zle complete-word
  print -r -- "<<$offered>>"
  BUFFER=
}
zle -N ask
bindkey "^I" ask
zstyle ":completion:*" list false
setopt no_beep
stty -echo
print re""ady_'
zpty -r -m shell seen '*ready_*' || exit 3
for line in "${@[2,-1]}"; do
  zpty -w -n shell "$line"$'\t'
  zpty -r -m shell seen '*<<*>>*' || exit 4
  print -r -- "${${seen##*<<}%%>>*}"
done
zpty -d shell
