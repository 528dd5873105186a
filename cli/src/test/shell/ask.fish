# ask.fish SCRIPT LINE...: what fish offers at the end of each line, without descriptions
source $argv[1]
for line in $argv[2..-1]
    echo (complete -C $line | string replace -r '\t.*' '' | string replace -r '^--[a-z]+=' '')
end
