import { setTimeout as wait } from 'node:timers/promises'
import { findFreePort } from '@promptbin/free-port'
import {
  databaseUrl,
  queryPostgres,
  startEmbeddedPostgres,
  type TestPostgres,
} from '@promptbin/prompt-store/testing/postgres'
import { startLonelyWeb } from '../faults/storm/lonely-web.ts'
import { createDataFolder } from '../product.ts'

/** A server with an empty database. */
export async function startServer(): Promise<{ server: TestPostgres; storeUrl: string }> {
  const server = await startEmbeddedPostgres()
  await queryPostgres(server.url, 'CREATE DATABASE promptbin')
  return { server, storeUrl: databaseUrl(server.url, 'promptbin') }
}

/** A prompt-web that is alone on its machine. */
export interface Machine {
  readonly url: string
  stop(): Promise<void>
}

/** Starts prompt-web on a data folder of its own, over PostgreSQL if an address is given. */
export async function startMachine(storeUrl = ''): Promise<Machine> {
  const data = createDataFolder()
  const port = await findFreePort()
  const environment = { PROMPTBIN_STORE_URL: storeUrl }
  const web = startLonelyWeb({ dataFolder: data.path, port, environment })
  await web.ready
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      web.process.kill('SIGTERM')
      await web.gone
      data.remove()
    },
  }
}

/**
 * The text of an answer; a service that turns people away, as the machine does other things as well, has
 * changed nothing and is asked again.
 */
export async function ask(path: string, base: string, init: RequestInit = {}): Promise<string> {
  const answer = await fetch(new URL(path, base), init)
  const text = await answer.text()
  const isBusy = ['"PB_OVERLOADED"', '"PB_STORE_BUSY"'].some((code) => text.includes(code))
  if (!isBusy) return text
  await wait(Number(answer.headers.get('retry-after') ?? 1) * 1_000)
  return ask(path, base, init)
}

/** The lines of a library's export but the first and the last, which tell when it was made. */
export async function exportedPrompts(webUrl: string): Promise<readonly string[]> {
  return (await ask('/api/v1/export', webUrl)).trimEnd().split('\n').slice(1, -1)
}

/** Brings all prompts of one library into another, as `promptbin export` and `import` do. */
export async function moveTo(from: string, to: string): Promise<void> {
  const answer = await ask('/api/v1/import?format=jsonl', to, {
    method: 'POST',
    headers: { 'content-type': 'application/jsonl' },
    body: await ask('/api/v1/export', from),
  })
  const result = JSON.parse(answer.trimEnd().split('\n').at(-1) ?? '')
  if (result.type !== 'result' || result.failed > 0) throw new Error(answer)
}

/** Follows what happens to a library from now on; the answer waits for an event of a prompt. */
export async function follow(webUrl: string): Promise<(name: string) => Promise<unknown>> {
  const { generation } = JSON.parse(await ask('/api/v1/stats', webUrl))
  const headers = { 'last-event-id': String(generation) }
  const { body } = await fetch(new URL('/api/v1/events', webUrl), { headers })
  return async (name) => {
    let text = ''
    for await (const chunk of body ?? []) {
      text += Buffer.from(chunk).toString('utf8')
      const lines = text.split('\n').filter((line) => line.startsWith('data:'))
      const line = lines.find((one) => one.includes(`"${name}"`))
      if (line !== undefined) return JSON.parse(line.slice('data:'.length))
    }
    throw new Error('The events came to an end.')
  }
}
