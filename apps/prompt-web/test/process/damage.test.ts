import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../test-app.ts'
import { startService } from './service-process.ts'

/** Writes nonsense over the last page of a table, which is not its first. */
async function breakEnd(file: string, table: string): Promise<void> {
  const database = new DatabaseSync(file, { readOnly: true })
  const row = database.prepare('SELECT max(pageno) AS page FROM dbstat WHERE name = ?').get(table)
  database.close()
  const handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(4_096, 0xa5), 0, 4_096, (Number(row?.['page']) - 1) * 4_096)
  await handle.close()
}

/** A service on its own folder, stopped in order when it is told to. */
async function start(dataDir: string) {
  const service = await startService({ PROMPTBIN_DATA_DIR: dataDir })
  const stop = async () => {
    service.kill('SIGTERM')
    await service.ended
  }
  onTestFinished(stop)
  const post = (path: string, body: object) =>
    fetch(`${service.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return { ...service, stop, post }
}

test('a damaged library is served to be read, says so everywhere and stays as it is', async () => {
  const dataDir = temporaryFolder()
  const file = join(dataDir, 'promptbin.db')
  const first = await start(dataDir)
  for (let number = 1; number <= 60; number++) {
    await first.post('/api/v1/prompts', { name: `prompt-${number}`, title: 'T', content: 'Text.' })
  }
  await first.stop()
  await breakEnd(file, 'event')
  const before = await readFile(file)

  const { url, post, stop } = await start(dataDir)
  const read = await fetch(`${url}/api/v1/prompts/prompt-1`)
  expect(await read.json()).toMatchObject({ name: 'prompt-1' })
  const refused = await post('/api/v1/prompts', { title: 'New', content: 'Text.' })
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({
    code: 'PB_STORE_DAMAGED_READ_ONLY',
    hint: expect.stringContaining('promptbin recover'),
  })
  const page = await (await fetch(`${url}/`, { headers: { accept: 'text/html' } })).text()
  expect(page).toContain('The library is damaged.')
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
    checks: { 'store:integrity': [{ status: 'fail' }] },
  })
  await stop()
  expect(await readFile(file)).toEqual(before)
  expect((await stat(file)).size).toBe(before.length)
})
