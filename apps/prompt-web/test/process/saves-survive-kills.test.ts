import type { Prompt } from '@promptbin/prompts'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test-app.ts'
import { fetchPatiently, type ServiceProcess, startService } from './service-process.ts'

const kills = 6
const writers = 4
const savesBetweenKills = 40

interface Save {
  readonly name: string
  readonly n: number
  readonly text: string
}

/** Saves and changes prompts until the service is gone; tells every save that was answered. */
async function writeUntilGone(url: string, writer: string, acknowledge: (save: Save) => void) {
  const send = async (method: string, path: string, body: object) => {
    const response = await fetchPatiently(url + path, {
      method,
      headers: { 'content-type': 'application/json', 'if-match': '*' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.json()) as Prompt
  }
  const acknowledged = ({ name, version: { n, messages } }: Prompt) =>
    acknowledge({ name, n, text: messages[0]?.text ?? '' })
  try {
    for (let count = 0; ; count++) {
      const title = `Writer ${writer} prompt ${count}`
      const { name } = await send('POST', '/api/v1/prompts', {
        title,
        content: `${title}, first`,
      }).then((prompt) => {
        acknowledged(prompt)
        return prompt
      })
      acknowledged(await send('PATCH', `/api/v1/prompts/${name}`, { content: `${title}, second` }))
    }
  } catch (error) {
    // The connection that broke is the kill; an answer that is no success would be a defect.
    if (!(error instanceof TypeError)) throw error
  }
}

async function saveUntilKilled(service: ServiceProcess, round: number): Promise<readonly Save[]> {
  const saves: Save[] = []
  const acknowledge = (save: Save) => {
    saves.push(save)
    if (saves.length === savesBetweenKills) service.kill('SIGKILL')
  }
  const running = Array.from({ length: writers }, (_, writer) =>
    writeUntilGone(service.url, `${round}-${writer}`, acknowledge),
  )
  await Promise.all(running)
  expect(await service.ended).toEqual({ code: null, signal: 'SIGKILL' })
  return saves
}

test(`not one acknowledged save is lost through ${kills} SIGKILLs`, {
  timeout: 120_000,
}, async () => {
  const settings = { PROMPTBIN_DATA_DIR: temporaryFolder() }
  const saves: Save[] = []
  for (let round = 0; round < kills; round++) {
    saves.push(...(await saveUntilKilled(await startService(settings), round)))
  }
  const { url } = await startService(settings)
  const read = async <Answer>(path: string) =>
    (await fetchPatiently(url + path)).json() as Promise<Answer>
  const lost: Save[] = []
  for (const save of saves) {
    const found = await read<Prompt['version']>(`/api/v1/prompts/${save.name}/versions/${save.n}`)
    if (found.messages?.[0]?.text !== save.text) lost.push(save)
  }
  expect(lost).toEqual([])
  expect(saves.length).toBeGreaterThanOrEqual(kills * savesBetweenKills)

  // Nothing half-written: every prompt has all the versions that it counts, and each has its text.
  const { versions } = await read<{ versions: number }>('/api/v1/stats')
  expect(versions).toBeGreaterThanOrEqual(saves.length)
  expect(versions).toBeLessThanOrEqual(saves.length + kills * writers)
})
