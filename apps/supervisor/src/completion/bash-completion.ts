import type { Candidates } from './command-tree.ts'
import { type Offer, quoted, type Row, type ShellTables } from './shell-tables.ts'

/** The completion for bash 4 and newer, as one function (bash(1), "Programmable Completion"). */
export function bashCompletion(tables: ShellTables): string {
  return `# Completion of promptbin for bash. Made by: promptbin completion bash

_promptbin() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}"
  local path="" argument=0 skip="" index word offers="" kind=""
  COMPREPLY=()

  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    if [[ -n $skip ]]; then
      skip=""
      continue
    fi
    case "$path|$word" in
${stepCases(tables.steps)}
      ${tables.values.map(({ place }) => quoted(place)).join(' | ')}) skip=1 ;;
      *'|-'*) ;;
      *) argument=$((argument + 1)) ;;
    esac
  done

  if [[ -n $skip ]]; then
    case "$path|$previous" in
${candidateCases(tables.values)}
    esac
  elif [[ $current == -* ]]; then
    case "$path" in
${offerCases(tables.options)}
    esac
  else
    case "$path" in
${offerCases(tables.children)}
    esac
    case "$path|$argument" in
${candidateCases(tables.arguments)}
    esac
  fi

  case "$kind" in
    files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    folders) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$offers" -- "$current") ;;
  esac
}
complete -F _promptbin promptbin
`
}

function stepCases(steps: readonly Row<string>[]): string {
  return steps
    .map(({ place, value }) => `      ${quoted(place)}) path=${quoted(value)} ;;`)
    .join('\n')
}

function offerCases(rows: readonly Row<readonly Offer[]>[]): string {
  return rows
    .map(({ place, value }) => {
      const words = value.map(({ word }) => word).join(' ')
      return `      ${quoted(place)}) offers=${quoted(words)} ;;`
    })
    .join('\n')
}

function candidateCases(rows: readonly Row<Candidates>[]): string {
  return rows
    .map(({ place, value }) => `      ${pattern(place)}) ${assignment(value)} ;;`)
    .join('\n')
}

/** The star of a place stands for any number, so it is not quoted. */
function pattern(place: string): string {
  return place.endsWith('|*') ? `${quoted(place.slice(0, -1))}*` : quoted(place)
}

function assignment(value: Candidates): string {
  return typeof value === 'string' ? `kind=${value}` : `offers=${quoted(value.join(' '))}`
}
