import { stripControls } from './strip-controls.ts'

type Fields = Readonly<Record<string, unknown>>

/** Those that stand in a place of their own, or say nothing to people. */
const placed: ReadonlySet<string> = new Set([
  ...['seq', 'time', 'level', 'service', 'worker', 'pid', 'version', 'msg', 'err'],
])

const plain = /^[\w./:@+-]+$/

const levelWidth = 'error'.length
const mostCauses = 5

/**
 * A JSON line as people read it: when, how bad, who, what, and the rest as `name=value`; below it the
 * stack of an error. No value can begin a line or move the cursor. What is no JSON line stays text.
 */
export function prettyLine(line: string): string {
  const fields = parse(line)
  if (!fields) return stripControls(line)
  const { time, level, service, worker, msg, err } = fields
  const who = worker === undefined ? service : `${service}/${worker}`
  const rest = Object.entries(fields)
    .filter(([name]) => !placed.has(name))
    .map(([name, value]) => `${stripControls(name)}=${shown(value)}`)
  const first = [
    text(time),
    text(level).toUpperCase().padEnd(levelWidth),
    text(who),
    ...(msg === undefined ? [] : [text(msg)]),
    ...rest,
  ].join(' ')
  return [first, ...errorLines(err)].join('\n')
}

function parse(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined
  } catch {
    return undefined
  }
}

function text(value: unknown): string {
  return stripControls(String(value ?? '-'))
}

function shown(value: unknown): string {
  if (typeof value === 'string' && plain.test(value)) return value
  const withoutControls = (_name: string, part: unknown) =>
    typeof part === 'string' ? stripControls(part) : part
  // Again, as names of fields within it are values as well.
  return stripControls(JSON.stringify(value, withoutControls))
}

function errorLines(error: unknown, depth = 0): readonly string[] {
  if (typeof error !== 'object' || error === null || depth > mostCauses) return []
  const { type, message, code, stack, cause } = error as Fields
  const told = typeof stack === 'string' ? stack : `${text(type)}: ${text(message)}`
  const lines = told.split('\n').map((line) => `    ${stripControls(line)}`)
  const first = `${depth > 0 ? '    caused by' : '   '} ${lines[0]?.trimStart() ?? ''}`
  const named = code === undefined ? first : `${first} (${text(code)})`
  return [named, ...lines.slice(1), ...errorLines(cause, depth + 1)]
}
