import type { ErrorClass, ErrorDefinition, RetryHint } from '@promptbin/errors'
import type { RegisteredError } from './registered-errors.ts'
import { packageOf } from './sources.ts'

/** What each class means, and what holds for it unless a definition says else. */
const classes: Readonly<Record<ErrorClass, { readonly means: string; readonly retry: RetryHint }>> =
  {
    user: { means: 'The request has to change.', retry: 'never' },
    transient: { means: 'It passes by itself.', retry: 'after-a-while' },
    permanent: {
      means: 'It stays until whoever runs PromptBin puts something right.',
      retry: 'after-repair',
    },
    internal: { means: 'A defect of PromptBin.', retry: 'never' },
  }

const retries: Readonly<Record<RetryHint, string>> = {
  never: 'As it is, it would fail again.',
  'same-request': 'The same request can be sent again at once; it did no harm.',
  'after-a-while':
    'The same request can be sent again in some seconds, or when `Retry-After` says.',
  'after-a-look': 'Nobody knows whether it was carried out: look first.',
  'after-repair': 'The same request can be sent again once something was put right.',
}

const severities = {
  info: 'Told to whoever asks, and to nobody else.',
  warning: 'Worth a look if it happens often.',
  error: 'Logged as an error, and one of `promptbin errors`.',
  critical: 'The same; PromptBin cannot do its work until somebody acts.',
}

/** A template with dots for what is filled in; a name between underscores is no emphasis. */
const template = (text: string) => text.replace(/%[sd]/g, '…').replace(/__\w+?__/g, '`$&`')

/** A table as the formatter has it. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => row[index]?.length ?? 0)),
  )
  const lines = rows.map(
    (row) => `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`,
  )
  return lines
    .toSpliced(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`)
    .join('\n')
}

type Placed = ErrorDefinition & { readonly from: string }

function wordsOf({ message, hint, operatorHint }: Placed): string {
  return [
    `> ${template(message)}`,
    '',
    `- Who asks: ${template(hint)}`,
    ...(operatorHint ? [`- Who runs PromptBin: ${template(operatorHint)}`] : []),
  ].join('\n')
}

/** One code with all its words: it can be worded for several places. */
function sectionOf(code: string, worded: readonly Placed[]): string {
  const [first] = worded
  if (!first) return ''
  const { status, class: kind, severity, retry = classes[kind].retry } = first
  const places = [...new Set(worded.map(({ from }) => `\`${from}\``))].join(', ')
  const facts = `${status} · ${kind} · ${severity} · \`${retry}\` · ${places}`
  return [`### ${code}`, facts, ...worded.map(wordsOf)].join('\n\n')
}

const introduction = `# Errors

Made from all \`errors.ts\` by \`npx vitest run errors-document -u\` in \`tools/errors\`; tests there see to it that each
code that is thrown stands here, and that each that stands here is thrown. [Resilience](resilience.md) tells who
tries again, what guards each call, and what becomes of a defect; [errors and history](errors-and-history.md)
how errors are counted and shown.

A failure has a code, which never changes, a sentence that says what went wrong, and one that says what to do. Over
HTTP it is a problem (RFC 9457) with the members \`code\`, \`detail\`, \`hint\`, \`class\` and \`retry\`; over MCP the code is
\`data.code\` of an error or \`promptbin/errorCode\` in the \`_meta\` of a tool's result, with \`retry\` beside it. What
whoever runs PromptBin does stands in the log (\`operatorHint\`) and in \`promptbin error show\`, and is told to nobody else.
A fault of another program, or a defect, is \`PB_INTERNAL\` to whoever asked; the log has the rest.`

/** The page of all errors, in the order of their codes. */
export function errorsDocument(register: readonly RegisteredError[]): string {
  const all = register.map(({ path, make }) => ({ ...make.definition, from: packageOf(path) }))
  const byCode = Object.entries(Object.groupBy(all, ({ code }) => code)).sort(([one], [other]) =>
    one < other ? -1 : 1,
  )
  const classRows = Object.entries(classes).map(([kind, { means, retry }]) => [
    `\`${kind}\``,
    means,
    `\`${retry}\``,
  ])
  const named = (words: object) =>
    Object.entries(words).map(([name, text]) => [`\`${name}\``, text])
  return [
    introduction,
    tableOf([['class', 'means', 'retry, unless told'], ...classRows]),
    tableOf([['retry', 'means'], ...named(retries)]),
    tableOf([['severity', 'means'], ...named(severities)]),
    '## All codes',
    ...byCode.map(([code, worded = []]) => sectionOf(code, worded)),
  ]
    .join('\n\n')
    .concat('\n')
}
