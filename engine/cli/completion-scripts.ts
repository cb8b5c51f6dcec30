// The scripts ask the program itself, so that they never go out of date. An answer is a line `word<TAB>description`; the word
// `:files` asks the shell for file names.

const bash = `# bash completion for millrace
_millrace() {
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}") line word
  COMPREPLY=()
  while IFS=$'\\t' read -r word line; do
    if [ "$word" = ":files" ]; then
      compopt -o default 2>/dev/null
    else
      COMPREPLY+=("$word")
    fi
  done < <(millrace __complete -- "\${words[@]}" 2>/dev/null)
}
complete -F _millrace millrace`;

const zsh = `#compdef millrace
# zsh completion for millrace
_millrace() {
  local -a candidates
  local word about
  while IFS=$'\\t' read -r word about; do
    if [[ "$word" == ":files" ]]; then
      _files
    else
      candidates+=("\${word//:/\\\\:}:$about")
    fi
  done < <(millrace __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#candidates} )) && _describe 'millrace' candidates
}
if [ "$funcstack[1]" = "_millrace" ]; then _millrace "$@"; else compdef _millrace millrace; fi`;

const fish = `# fish completion for millrace
function __millrace_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  for line in (millrace __complete -- $words[2..-1] "$current" 2>/dev/null)
    if string match -q ':files*' -- $line
      __fish_complete_path "$current"
    else
      echo $line
    end
  end
end
complete -c millrace -f -a '(__millrace_complete)'`;

const scripts = { bash, zsh, fish } as const;

export function completionScript(shell: keyof typeof scripts): string {
  return scripts[shell];
}
