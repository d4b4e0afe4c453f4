import { createInterface } from 'node:readline/promises'
import type { Terminal } from '../../terminal/terminal.ts'
import { notConfirmed } from '../errors.ts'

/** What somebody is asked about. */
export interface Question {
  /** What is to be done: `Stop a service`. */
  readonly title: string
  /** What has to be typed, so that nobody goes on by habit. */
  readonly word: string
  /** Whether the line has said so already. */
  readonly yes: boolean
}

/**
 * Asks on a terminal before something that others notice. Where nobody sits before one the line itself
 * is the wish: scripts and units of systemd are written on purpose. Throws `PB_NOT_CONFIRMED`.
 */
export async function confirm({ title, word, yes }: Question, terminal: Terminal): Promise<void> {
  const { stdin, stderr } = terminal
  if (yes || !(stdin as { readonly isTTY?: boolean }).isTTY || !stderr.isTTY) return
  const lines = createInterface({ input: stdin, output: stderr })
  const aborted = new AbortController()
  lines.once('close', () => aborted.abort())
  try {
    const typed = await lines
      .question(`${title}: type "${word}" to go on, or anything else to leave it. `, {
        signal: aborted.signal,
      })
      .catch(() => '')
    if (typed.trim() !== word) throw notConfirmed(title)
  } finally {
    lines.close()
  }
}
