import type { Candidates } from './command-tree.ts'
import { type Offer, quoted, type Row, type ShellTables } from './shell-tables.ts'

/** The completion for zsh, with descriptions (zshcompsys(1), `_describe`). */
export function zshCompletion(tables: ShellTables): string {
  return `#compdef promptbin
# Completion of promptbin for zsh. Made by: promptbin completion zsh

_promptbin() {
  local command_path="" skip="" word kind="" previous=""
  local -i argument=0 index
  local -a offers

  for ((index = 2; index < CURRENT; index++)); do
    word="\${words[index]}"
    previous="$word"
    if [[ -n $skip ]]; then
      skip=""
      continue
    fi
    case "$command_path|$word" in
${tables.steps.map(({ place, value }) => `      (${quoted(place)}) command_path=${quoted(value)} ;;`).join('\n')}
      (${tables.values.map(({ place }) => quoted(place)).join('|')}) skip=1 ;;
      (*'|-'*) ;;
      (*) argument+=1 ;;
    esac
  done

  if [[ -n $skip ]]; then
    case "$command_path|$previous" in
${candidateCases(tables.values)}
    esac
  elif [[ "\${words[CURRENT]}" == -* ]]; then
    case "$command_path" in
${offerCases(tables.options)}
    esac
  else
    case "$command_path" in
${offerCases(tables.children)}
    esac
    case "$command_path|$argument" in
${candidateCases(tables.arguments)}
    esac
  fi

  case "$kind" in
    (files) _files ;;
    (folders) _files -/ ;;
    (*) (( \${#offers} )) && _describe promptbin offers ;;
  esac
}

if [[ "\${funcstack[1]}" == _promptbin ]]; then
  _promptbin "$@"
else
  compdef _promptbin promptbin
fi
`
}

function offerCases(rows: readonly Row<readonly Offer[]>[]): string {
  return rows
    .map(({ place, value }) => {
      const offers = value.map(({ word, description }) =>
        quoted(`${word.replaceAll(':', '\\:')}:${description}`),
      )
      return `      (${quoted(place)}) offers=(${offers.join(' ')}) ;;`
    })
    .join('\n')
}

function candidateCases(rows: readonly Row<Candidates>[]): string {
  return rows
    .map(({ place, value }) => {
      const at = place.endsWith('|*') ? `${quoted(place.slice(0, -1))}*` : quoted(place)
      if (typeof value === 'string') return `      (${at}) kind=${value} ;;`
      const words = value.map((word) => quoted(word.replaceAll(':', '\\:'))).join(' ')
      return `      (${at}) offers=(${words}) ;;`
    })
    .join('\n')
}
