import { createInterface } from 'node:readline/promises'
import type { Terminal } from './terminal.ts'

/** Whether a person is there who could be asked. */
export function canAsk({ stdin, stderr }: Terminal): boolean {
  return (stdin as { readonly isTTY?: boolean }).isTTY === true && stderr.isTTY === true
}

/** Asks on standard error, as standard output may be read by a program. Whatever is not yes is no. */
export async function askYes(terminal: Terminal, question: string): Promise<boolean> {
  const lines = createInterface({ input: terminal.stdin, output: terminal.stderr })
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    const answer = await Promise.race([lines.question(`${question} [y/N] `), closed])
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}
