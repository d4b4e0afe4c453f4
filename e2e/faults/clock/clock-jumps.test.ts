import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDataFolder, Product } from '../../product.ts'
import { Writers } from '../history/writers.ts'
import { faketimeLibrary } from './faketime-library.ts'

const data = createDataFolder()
const clock = join(data.path, 'clock')
let product: Product
let writers: Writers
let pids: readonly number[]

/** Sets the clock of all processes, by how far it is off; what is monotonic goes on as it was. */
const setClock = (offset: string) => writeFileSync(clock, `${offset}\n`)

beforeAll(async () => {
  setClock('+0')
  product = await Product.start(join(data.path, 'data'), {
    LD_PRELOAD: faketimeLibrary(),
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    PROMPTBIN_MONITORING_HEALTH_CHECK_INTERVAL: '500ms',
  })
  writers = new Writers({ webUrl: product.instance.web.url })
  writers.start(2)
  writers.goOn()
  await writers.progress(10)
  pids = product.instance.services.map(({ pid }) => pid)
})

afterAll(async () => {
  await writers?.stop()
  await product?.stop()
  data.remove()
})

async function ask<Answer>(path: string): Promise<Answer> {
  const response = await fetch(new URL(path, product.instance.supervisor.url))
  return (await response.json()) as Answer
}

/** What the clock says to prompt-web. */
async function timeAtWeb(): Promise<number> {
  const response = await fetch(new URL('/livez', product.instance.web.url))
  return Date.parse(response.headers.get('date') ?? '')
}

const day = 24 * 3_600_000

describe('a clock that jumps under a running PromptBin', () => {
  test.each([
    ['back by 30 days', '-30d', -30 * day],
    ['forward by 400 days', '+400d', 400 * day],
    ['by an hour, as in summer', '+1h', 3_600_000],
    ['back by an hour', '-1h', -3_600_000],
    ['to where it was', '+0', 0],
  ])('%s changes nothing', async (_how, offset, offMs) => {
    setClock(offset)
    await expect
      .poll(async () => Math.abs((await timeAtWeb()) - Date.now() - offMs) < 60_000)
      .toBe(true)
    await writers.progress(50)
    await expect.poll(failingChecks).toEqual([])
    expect(product.instance.services.map(({ pid }) => pid)).toEqual(pids)
  })
})

interface Health {
  readonly checks: Readonly<Record<string, readonly { readonly status: string }[]>>
}

/** What is wrong, but for that after so long a time a backup is due, which is right. */
async function failingChecks(): Promise<readonly string[]> {
  const { checks } = await ask<Health>('/health')
  return Object.keys(checks).filter(
    (name) => !name.startsWith('backup:') && checks[name]?.some(({ status }) => status === 'fail'),
  )
}

interface Event {
  readonly seq: number
  readonly type: string
}

test('no process was replaced, and what was numbered meanwhile is in order', async () => {
  const { items } = await ask<{ readonly items: readonly Event[] }>('/api/v1/events?limit=1000')
  const numbers = items.map(({ seq }) => seq)
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
  expect(items.filter(({ type }) => type === 'exited' || type === 'restart-decided')).toEqual([])
})

test('no duration is negative', async () => {
  const metrics = await (await fetch(new URL('/metrics', product.instance.supervisor.url))).text()
  const negative = metrics
    .split('\n')
    .filter((line) => /_seconds(?:_sum|_total)?(?:\{[^}]*\})? -/.test(line))
  expect(negative).toEqual([])
})

test('the audit trail goes on, and is in order', async () => {
  const { valid } = await ask<{ readonly valid: boolean }>('/api/v1/audit/verification')
  expect(valid).toBe(true)
  expect(writers.refusals).toEqual([])
})
