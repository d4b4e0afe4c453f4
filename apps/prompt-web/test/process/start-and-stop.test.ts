import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test-app.ts'
import { fetchPatiently, runToEnd, startService } from './service-process.ts'

const json = { 'content-type': 'application/json' }
const draft = JSON.stringify({ title: 'Linux Terminal', content: 'Act as a terminal.' })

test('a service on a fresh data folder answers, and keeps its prompts over a restart', async () => {
  const dataDir = join(temporaryFolder(), 'not', 'there', 'yet')
  const first = await startService({ PROMPTBIN_DATA_DIR: dataDir })
  const saved = await fetchPatiently(`${first.url}/api/v1/prompts`, {
    method: 'POST',
    headers: json,
    body: draft,
  })
  expect(saved.status).toBe(201)
  const prompt = await saved.json()
  first.kill('SIGTERM')
  expect(await first.ended).toEqual({ code: 0, signal: null })

  const second = await startService({ PROMPTBIN_DATA_DIR: dataDir })
  const read = await fetchPatiently(`${second.url}/api/v1/prompts/linux-terminal`)
  expect(await read.json()).toEqual(prompt)
  second.kill('SIGINT')
  expect(await second.ended).toEqual({ code: 0, signal: null })
})

test('SIGTERM lets a request that is under way finish', async () => {
  const service = await startService({ PROMPTBIN_DATA_DIR: temporaryFolder() })
  await fetchPatiently(`${service.url}/api/v1/stats`)
  const saving = request(`${service.url}/api/v1/prompts`, {
    method: 'POST',
    headers: { ...json, 'content-length': draft.length, expect: '100-continue' },
  })
  saving.flushHeaders()
  await once(saving, 'continue')
  service.kill('SIGTERM')
  saving.end(draft)
  const [response] = await once(saving, 'response')
  expect(response.statusCode).toBe(201)
  response.resume()
  expect(await service.ended).toEqual({ code: 0, signal: null })
})

test('a data folder that cannot be written is told, with what to do', async () => {
  const file = join(temporaryFolder(), 'a-file')
  writeFileSync(file, '')
  const { code, stderr } = await runToEnd({ PROMPTBIN_DATA_DIR: join(file, 'data') })
  expect(code).toBe(1)
  expect(stderr).toContain('PB_DATA_DIR_UNWRITABLE')
  expect(stderr).toContain('PROMPTBIN_DATA_DIR')
  expect(stderr).not.toContain('    at ')
})

test('a port that is taken is told, with what to do', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as { port: number }
  const { code, stderr } = await runToEnd({
    PROMPTBIN_DATA_DIR: temporaryFolder(),
    PROMPTBIN_WEB_PORT: String(port),
  })
  holder.close()
  expect(code).toBe(1)
  expect(stderr).toContain('PB_PORT_TAKEN')
  expect(stderr).toContain(String(port))
  expect(stderr).not.toContain('    at ')
})

test('a configuration that cannot be used is told, with the setting', async () => {
  const { code, stderr } = await runToEnd({
    PROMPTBIN_DATA_DIR: temporaryFolder(),
    PROMPTBIN_WEB_PORT: 'five thousand',
  })
  // A supervisor need not start it again, see sysexits.h.
  expect(code).toBe(78)
  expect(stderr).toContain('PB_CONFIG_INVALID')
  expect(stderr).toContain('web.port')
})

test('a library that is no database is told, and left as it is', async () => {
  const dataDir = temporaryFolder()
  writeFileSync(
    join(dataDir, 'promptbin.db'),
    'not a database, but somebody may need it'.repeat(50),
  )
  const { code, stderr } = await runToEnd({ PROMPTBIN_DATA_DIR: dataDir })
  expect(code).toBe(1)
  expect(stderr).toContain('PB_STORE_DAMAGED')
})
