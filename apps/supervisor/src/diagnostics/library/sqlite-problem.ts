import type { LibraryProblem } from './library-facts.ts'

/** Primary result codes of files that are not whole (sqlite.org/rescode.html). */
const damaged: ReadonlySet<number> = new Set([11, 26])

/** Of files that may not be, or cannot be, opened: permission, read only, cannot open. */
const closed: ReadonlySet<number> = new Set([3, 8, 14])

/**
 * Why SQLite does not answer. What says nothing of the file, such as that somebody writes just now, is
 * thrown again.
 */
export function problemOf(error: unknown): LibraryProblem {
  const { errcode, message } = error as { readonly errcode?: number; readonly message?: string }
  const code = (errcode ?? 0) & 0xff
  const why = message ?? String(error)
  if (damaged.has(code)) return { problem: 'damaged', why }
  if (closed.has(code)) return { problem: 'closed', why }
  throw error
}
