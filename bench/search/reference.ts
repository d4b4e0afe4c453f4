import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { type Times, timesOf } from './measure.ts'

/** A server of node:http alone, which answers `/n` with n bytes. */
const source = `
require('node:http').createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end('x'.repeat(Number(request.url.slice(1))))
}).listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)) })`

/** The least that answering over HTTP takes; `stop` ends it. */
export async function startBareServer(): Promise<{ readonly url: string; stop(): void }> {
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = await once(child.stdout, 'data')
  return { url: `http://127.0.0.1:${Number(port)}`, stop: () => void child.kill() }
}

/** What everybody writes first: all matches ranked, the best fifty taken, on a plain connection. */
export function measureUnbounded(file: string, next: () => string, count: number): Times {
  const database = new DatabaseSync(file, { readOnly: true })
  const statement = database.prepare(`
    SELECT rowid, title, snippet(prompt_search, 4, '', '', '…', 24)
      FROM prompt_search WHERE prompt_search MATCH ? ORDER BY rank LIMIT 50`)
  const elapsed = Array.from({ length: count }, () => {
    const started = performance.now()
    statement.all(next())
    return performance.now() - started
  })
  database.close()
  return timesOf(elapsed)
}
