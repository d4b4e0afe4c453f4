import { stripVTControlCharacters } from 'node:util'
import { EXIT_BAD_CONFIGURATION } from '@promptbin/ipc'
import type { Failure } from './failure.ts'

/**
 * Of so many lines the end of stderr is to be remembered: what the engine writes when its heap is
 * full, with the stack that follows, has about forty.
 */
export const ERROR_LINES_KEPT = 64

/** What is known of a process that ended. */
export interface ProcessEnd {
  /** As Node tells it; code and signal are both null when it could not be started. */
  readonly code: number | null
  readonly signal: string | null
  /** How long it had been ready; 0: it never was. */
  readonly livedMs: number
  /** Its last lines on stderr, oldest first, `ERROR_LINES_KEPT` of them. */
  readonly lastErrorLines?: readonly string[]
  /** Whether the kernel counted a kill for want of memory in its control group (`memory.events`). */
  readonly wasOomKilled?: boolean
}

/** What the engine says before it aborts (V8, `FatalProcessOutOfMemory`). */
const fatalHeap = /^(FATAL ERROR|# Fatal).*out of memory/i

/** The engine aborts, or traps where it cannot even do that; a shell in between adds 128. */
const abortSignals: readonly (string | null)[] = ['SIGABRT', 'SIGTRAP', 'SIGILL']
const abortCodes: readonly (number | null)[] = [134, 133, 132]

/** The form in which a program of ours tells on stderr why it cannot start: a code and a text. */
const complaint = /^(PB_[A-Z_]+):/

/** The form in which Node tells of an error that nobody caught. */
const nodeErrorCode = /^(?:Error \[([A-Z_]+)\]|\s*code: '([A-Z_]+)')/

const portTakenCodes: readonly string[] = ['PB_PORT_TAKEN', 'EADDRINUSE']

const dependencyCodes: readonly string[] = [
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
  'PB_AUTH_UNAVAILABLE',
  'PB_BACKUP_FAILED',
  'PB_BACKUP_NO_ROOM',
  'PB_DATA_DIR_UNWRITABLE',
  'PB_LIBRARY_UNAVAILABLE',
  'PB_LIBRARY_UNREACHABLE',
  'PB_STORE_LOGIN_REFUSED',
  'PB_STORE_TLS_REFUSED',
  'PB_STORE_UNAVAILABLE',
  'PB_STORE_UNWRITABLE',
]

/** What only another version of PromptBin or another library helps against. */
const libraryCodes: readonly string[] = [
  'PB_BACKUP_LIBRARY_DAMAGED',
  'PB_STORE_DAMAGED',
  'PB_STORE_MIGRATION_FAILED',
  'PB_STORE_NEWER',
  'PB_STORE_OLDER',
  'PB_STORE_SERVER_UNFIT',
]

/** Tells from the way a process ended, and from what it said last, which kind of failure that was. */
export function classifyEnd(end: ProcessEnd): Failure {
  const { code, signal, livedMs } = end
  if (isHeapFull(end)) return { kind: 'out-of-memory', of: 'heap', livedMs }
  if (signal === 'SIGKILL' && end.wasOomKilled) {
    return { kind: 'out-of-memory', of: 'machine', livedMs }
  }
  if (signal !== null) return { kind: 'signal', signal, livedMs }
  if (code === EXIT_BAD_CONFIGURATION) return { kind: 'bad-configuration' }
  return complaintOf(end) ?? { kind: 'exit', code, livedMs }
}

function isHeapFull({ code, signal, lastErrorLines = [] }: ProcessEnd): boolean {
  if (!abortSignals.includes(signal) && !abortCodes.includes(code)) return false
  return lastErrorLines.some((line) => fatalHeap.test(line))
}

/** What a process that never got ready says is in its way; later such a line means another thing. */
function complaintOf({ code, livedMs, lastErrorLines = [] }: ProcessEnd): Failure | undefined {
  if (code === 0 || livedMs > 0) return undefined
  const said = lastErrorLines.flatMap((line) => codeIn(line) ?? [])
  if (said.some((each) => portTakenCodes.includes(each))) return { kind: 'port-taken' }
  const refusal = said.find((each) => libraryCodes.includes(each))
  if (refusal !== undefined) return { kind: 'library-refused', code: refusal }
  const missing = said.find((each) => dependencyCodes.includes(each))
  return missing === undefined ? undefined : { kind: 'dependency-missing', code: missing }
}

function codeIn(coloured: string): string | undefined {
  const line = stripVTControlCharacters(coloured)
  const ours = complaint.exec(line)?.[1]
  if (ours !== undefined) return ours
  const nodes = nodeErrorCode.exec(line)
  return nodes?.[1] ?? nodes?.[2]
}
