import { findFreePort } from '@promptbin/free-port'
import { expect, test } from 'vitest'
import { ask } from '../sharing/share-door.ts'
import { temporaryFolder } from '../test-app.ts'
import { fetchPatiently, startService } from './service-process.ts'

async function post(url: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetchPatiently(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

test('links open from the first share on, after a restart too, and never where it is turned off', async () => {
  const port = String(await findFreePort())
  const settings = { PROMPTBIN_DATA_DIR: temporaryFolder(), PROMPTBIN_SHARE_PORT: port }
  const door = `http://127.0.0.1:${port}`
  const first = await startService(settings)
  await expect(ask(`${door}/livez`)).rejects.toThrow('ECONNREFUSED')
  await post(`${first.url}/api/v1/prompts`, { title: 'Tea', content: 'Make tea.' })
  const made = await post(`${first.url}/api/v1/shares`, { prompt: 'tea' })
  expect(made.status).toBe(201)
  const { url, notice } = (await made.json()) as { url: string; notice: string | null }
  expect([url.slice(0, door.length + 3), notice]).toEqual([`${door}/s/`, null])
  expect((await ask(url)).body).toContain('Make tea.')
  first.kill('SIGTERM')
  expect(await first.ended).toEqual({ code: 0, signal: null })
  await expect(ask(url)).rejects.toThrow('ECONNREFUSED')

  const second = await startService(settings)
  await expect.poll(() => ask(url).then(({ status }) => status, String)).toBe(200)
  const health = await (await fetchPatiently(`${second.url}/health`)).json()
  expect(JSON.stringify(health)).toContain('share:listener')
  second.kill('SIGTERM')
  expect(await second.ended).toEqual({ code: 0, signal: null })

  const third = await startService({ ...settings, PROMPTBIN_SHARE_ENABLED: 'false' })
  const refused = await post(`${third.url}/api/v1/shares`, { prompt: 'tea' })
  expect(refused.status).toBe(403)
  await expect(ask(url)).rejects.toThrow('ECONNREFUSED')
  third.kill('SIGTERM')
  await third.ended
})
