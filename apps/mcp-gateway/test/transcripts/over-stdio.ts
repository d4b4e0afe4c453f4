import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { normalise } from './normalise.ts'
import type { Step } from './steps.ts'

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** Writes the steps, each once the one before is answered; gives all as one text. */
export async function talkOverStdio(webUrl: string, steps: readonly Step[]): Promise<string> {
  const child = spawn(process.execPath, [main, '--stdio'], {
    env: {
      ...process.env,
      PROMPTBIN_MCP_WEB_URL: webUrl,
      PROMPTBIN_LOGGING_LEVEL: 'fatal',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const lines: string[] = []
  for (const { title, body, answer } of steps.filter(({ httpOnly }) => !httpOnly)) {
    child.stdin.write(`${body}\n`)
    lines.push(`# ${title}`, `→ ${body}`)
    if (answer !== 'none') lines.push(`← ${normalise((await answers.next()).value ?? '')}`)
    lines.push('')
  }
  child.stdin.end()
  // What comes after the last answer belongs to it, such as the end of a stream.
  for await (const line of answers) lines.push(`← ${normalise(line)}`)
  await ended
  return lines.join('\n')
}
