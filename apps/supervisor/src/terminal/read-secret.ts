import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { canAsk } from './ask-yes.ts'
import type { Terminal } from './terminal.ts'

/**
 * A line that nobody is to see: asked for on a terminal, where it is not shown as it is typed, else the
 * first line of standard input. Empty where there is none. A secret never stands in the command, as all
 * of the machine can read that.
 */
export async function readSecret(terminal: Terminal, question: string): Promise<string> {
  const isAsked = canAsk(terminal)
  if (isAsked) terminal.stderr.write(`${question}: `)
  const lines = createInterface({
    input: terminal.stdin,
    output: new Writable({ write: (_chunk, _encoding, done) => done() }),
    terminal: isAsked,
  })
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    return await Promise.race([lines.question(''), closed])
  } finally {
    lines.close()
    if (isAsked) terminal.stderr.write('\n')
  }
}
