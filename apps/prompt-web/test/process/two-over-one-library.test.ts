import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../test-app.ts'
import { fetchPatiently, startService } from './service-process.ts'

/** Follows a library; gives the moments at which its events came, by their generations. */
async function follow(url: string): Promise<ReadonlyMap<number, number>> {
  const request = get(`${url}/api/v1/events`)
  onTestFinished(() => void request.destroy())
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const heard = new Map<number, number>()
  const lines = createInterface({ input: response })
  // It breaks when the test ends.
  for (const stream of [request, response, lines]) stream.on('error', () => {})
  lines.on('line', (line) => {
    const [, id] = /^id: (\d+)$/.exec(line) ?? []
    if (id !== undefined) heard.set(Number(id), performance.now())
  })
  return heard
}

test('what is saved through one process is told by the other within 100 ms', async () => {
  const settings = { PROMPTBIN_DATA_DIR: temporaryFolder() }
  const one = await startService(settings)
  const other = await startService(settings)
  const heard = await follow(other.url)
  const delays: number[] = []
  for (let n = 0; n < 10; n++) {
    const response = await fetchPatiently(`${one.url}/api/v1/prompts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: `Prompt ${n}`, content: 'x' }),
    })
    const saved = performance.now()
    const { generation } = (await response.json()) as { generation: number }
    await expect.poll(() => heard.has(generation), { interval: 5, timeout: 5_000 }).toBe(true)
    delays.push((heard.get(generation) ?? Number.POSITIVE_INFINITY) - saved)
  }
  // The machine is busy with other tests; where nobody told, half a second would be usual.
  const usual = delays.toSorted((a, b) => a - b)[4]
  expect(usual).toBeLessThan(100)
})
