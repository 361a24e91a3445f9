import type { Shell } from './shells.js';

// Each asks `insight __complete` at every Tab and offers what it answers: a line with the kind of thing that is wanted,
// then words with a tab and what they are. Nothing that was typed or answered is ever evaluated.

/** Bash 3.2, as on a Mac, has neither `compopt` nor `mapfile`. It replaces only what follows the last of `=:@` and others. */
const BASH = String.raw`# Completion of insight for bash. For good, put this line into ~/.bashrc:
#   eval "$(insight completion bash)"
# or, where bash-completion is installed, write it where that finds it:
#   insight completion bash > ~/.local/share/bash-completion/completions/insight
_insight() {
  local kind= answer
  COMPREPLY=()
  while IFS= read -r answer; do
    if [[ -z $kind ]]; then
      kind=$answer
    else
      COMPREPLY+=("${'$'}{answer%%$'\t'*}")
    fi
  done < <(command insight __complete line "${'$'}{COMP_LINE:0:COMP_POINT}" "$2" 2> /dev/null)
  case $kind in
    list) compopt -o nospace 2> /dev/null ;;
    files | folders)
      compopt -o default 2> /dev/null && return
      while IFS= read -r answer; do
        COMPREPLY+=("$answer")
      done < <(compgen -f -- "$2")
      ;;
  esac
}
complete -F _insight insight
`;

const ZSH = String.raw`#compdef insight
# Completion of insight for zsh. For good, write it into a folder of $fpath, once:
#   insight completion zsh > "${'$'}{fpath[1]}/_insight"
# or put this line into ~/.zshrc, below compinit:
#   eval "$(insight completion zsh)"
_insight() {
  local answer value kind
  local -a answers described
  answers=("${'$'}{(@f)$(command insight __complete words "${'$'}{(@Q)words[2,CURRENT-1]}" "${'$'}{(Q)PREFIX}" 2> /dev/null)}")
  kind=${'$'}{answers[1]}
  if [[ $kind == (files|folders) ]]; then
    [[ $PREFIX == --*=* ]] && compset -P 1 '*='
    if [[ $kind == folders ]]; then _files -/; else _files; fi
    return
  fi
  for answer in "${'$'}{(@)answers[2,-1]}"; do
    value=${'$'}{answer%%$'\t'*}
    answer=${'$'}{answer#*$'\t'}
    described+=("${'$'}{value//:/\\:}${'$'}{answer:+:$answer}")
  done
  if [[ $kind == list ]]; then
    _describe -t insight insight described -S ''
  else
    _describe -t insight insight described
  fi
}
if [[ ${'$'}{funcstack[1]} == _insight ]]; then _insight "$@"; else compdef _insight insight; fi
`;

const FISH = String.raw`# Completion of insight for fish. For good:
#   insight completion fish > ~/.config/fish/completions/insight.fish
function __insight_answers
    set -g __insight_words (command insight __complete line (commandline -cp | string collect) 2> /dev/null)
    # Anything else is a file, which fish finds itself.
    contains -- "$__insight_words[1]" words list
end
complete -c insight -f -k -n __insight_answers -a '$__insight_words[2..]'
`;

const POWERSHELL = String.raw`# Completion of insight for PowerShell. For good, put this line into the file that $PROFILE names:
#   insight completion powershell | Out-String | Invoke-Expression
# This one is not tested by its makers, who have no PowerShell; those for bash, zsh and fish are.
Register-ArgumentCompleter -Native -CommandName insight -ScriptBlock {
    param($word, $tree, $cursor)
    $length = [Math]::Max(0, $cursor - $tree.Extent.StartOffset)
    $line = $tree.Extent.Text.PadRight($length).Substring(0, $length)
    $kind, $answers = @(& insight __complete line $line 2> $null)
    foreach ($answer in $answers) {
        $value, $says = $answer -split "${'`'}t", 2
        if (-not $says) { $says = $value }
        $typed = if ($value -match '^[\w./:=-]+$') { $value } else { "'$value'" }
        [System.Management.Automation.CompletionResult]::new($typed, $value, 'ParameterValue', $says)
    }
}
`;

const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH, powershell: POWERSHELL };

/** The script that makes a shell complete the lines of this program, with a comment how to install it. */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}
