import type { Candidates } from './command-tree.ts'
import type { Row, ShellTables } from './shell-tables.ts'

/** The completion for fish 3, with descriptions (fishshell.com/docs, `complete`). */
export function fishCompletion(tables: ShellTables): string {
  return `# Completion of promptbin for fish. Made by: promptbin completion fish

# The command that was begun, "|", and the option whose value comes, or the number of the argument.
function __promptbin_place
    set -l command_path ""
    set -l argument 0
    set -l option ""
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test -n "$option"
            set option ""
            continue
        end
        switch "$command_path|$word"
${tables.steps.map(({ place, value }) => `            case ${quoted(place)}\n                set command_path ${quoted(value)}`).join('\n')}
            case ${tables.values.map(({ place }) => quoted(place)).join(' ')}
                set option $word
            case '*|-*'
            case '*'
                set argument (math $argument + 1)
        end
    end
    test -n "$option"; and echo "$command_path|$option"; or echo "$command_path|$argument"
end

function __promptbin_at
    contains -- (__promptbin_place) $argv
end

function __promptbin_in
    string match -qr -- '^'(string escape --style=regex -- $argv[1])'\\|\\d+$' (__promptbin_place)
end

complete -c promptbin -f
${[...offers(tables.children), ...offers(tables.options), ...candidates(tables.values), ...candidates(tables.arguments)].join('\n')}
`
}

function offers(rows: ShellTables['children']): readonly string[] {
  return rows.flatMap(({ place, value }) =>
    value.map(({ word, description }) => {
      const condition = `-n ${quoted(`__promptbin_in ${quoted(place)}`)}`
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`
      return `complete -c promptbin ${condition} ${what} -d ${quoted(description)}`
    }),
  )
}

function candidates(rows: readonly Row<Candidates>[]): readonly string[] {
  return rows.flatMap(({ place, value }) => {
    const isAny = place.endsWith('|*')
    const test = isAny
      ? `__promptbin_in ${quoted(place.slice(0, -2))}`
      : `__promptbin_at ${quoted(place)}`
    const condition = `-n ${quoted(test)}`
    if (value === 'anything') return []
    if (value === 'files') return [`complete -c promptbin ${condition} -F`]
    if (value === 'folders') {
      return [`complete -c promptbin ${condition} -a '(__fish_complete_directories)'`]
    }
    return [`complete -c promptbin ${condition} -a ${quoted(value.join(' '))}`]
  })
}

/** A text as one word of fish, which knows two escapes within single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
