import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { operationApp } from '../../../test/operation-app.ts'
import { noFigures } from '../../resources/figures.ts'
import { FiguresHistory } from '../../resources/history/figures-history.ts'
import { metricHandlers } from './metrics.ts'

/** The route over five seconds of one process. */
async function prepare() {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-figures-'))
  const log = { warn: () => {} }
  const history = new FiguresHistory({ folder, retentionMs: 86_400_000, log })
  const startMs = Math.floor(Date.now() / 60_000) * 60_000 - 60_000
  for (let second = 0; second < 5; second++) {
    const known = { ...noFigures, rssBytes: 100 + second, cpuPercent: second }
    const subject = { service: 'prompt-web', worker: 0, processId: 7, pid: 4711 }
    history.add(startMs + second * 1000, [{ ...subject, figures: known }])
  }
  // Only the other operation asks for it.
  const metricsHistory = { read: async () => [] }
  const app = await operationApp(metricHandlers({ figures: history, metricsHistory }))
  onTestFinished(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const ask = async (query: Record<string, string> = {}) => {
    const answer = await app.inject({ url: '/api/v1/figures', query })
    return { status: answer.statusCode, body: answer.json() }
  }
  return { ask, startMs }
}

test('the figures of processes and services come by column, a second a step', async () => {
  const { ask, startMs } = await prepare()
  const { body } = await ask()
  expect(body.step).toBe(1)
  expect(body.items).toHaveLength(2)
  expect(body.items[0]).toMatchObject({
    service: 'prompt-web',
    worker: 0,
    processId: 7,
    pid: 4711,
    times: [0, 1, 2, 3, 4].map((second) => startMs + second * 1000),
    figures: { rssBytes: [100, 101, 102, 103, 104], threads: [null, null, null, null, null] },
  })
  expect(body.items[1]).toMatchObject({ service: 'prompt-web', processId: null })
})

test('a longer step has the peak of the memory and the mean of the work', async () => {
  const { ask, startMs } = await prepare()
  const { body } = await ask({ step: '60' })
  expect(body.items[0]).toMatchObject({
    times: [startMs],
    figures: { rssBytes: [104], cpuPercent: [2] },
  })
})

test('only what is asked for is told', async () => {
  const { ask, startMs } = await prepare()
  const { body } = await ask({ since: new Date(startMs + 3000).toISOString() })
  expect(body.items[0].figures.rssBytes).toEqual([103, 104])
  expect((await ask({ service: 'mcp-gateway' })).body.items).toEqual([])
})

test('a span that is too long for its steps gets longer ones', async () => {
  const { ask } = await prepare()
  const since = new Date(Date.now() - 86_400_000).toISOString()
  expect((await ask({ since, step: '1' })).body.step).toBe(44)
  expect((await ask({ since })).body.step).toBe(60)
})

test.each([{ step: '0' }, { step: 'x' }, { since: 'yesterday' }])(
  'the question %j is refused',
  async (query) => {
    const { ask } = await prepare()
    expect((await ask({ ...query })).status).toBe(400)
  },
)
