import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import { lookAround } from './places.ts'
import { knownRequestId, plant } from './plant.ts'
import { reportText } from './report-text.ts'
import { type Canary, makeCanaries } from './secrets.ts'
import { startUpstreams, type Upstreams } from './upstreams.ts'

const data = createDataFolder()
const canaries = makeCanaries()
let upstreams: Upstreams
let product: Product
let environment: Record<string, string>

beforeAll(async () => {
  upstreams = await startUpstreams(canaries)
  const secretFile = join(data.path, 'ship.json')
  writeFileSync(
    secretFile,
    JSON.stringify([
      {
        type: 'loki',
        url: upstreams.collectorUrl,
        user: 'me',
        password: canaries.secretFile.value,
      },
    ]),
  )
  environment = {
    PROMPTBIN_MODE: 'development',
    PROMPTBIN_LOGGING_LEVEL: 'trace',
    PROMPTBIN_LOGGING_SHIP_FILE: secretFile,
    PROMPTBIN_TRACING_HEADERS: `api-key=${canaries.setting.value}`,
    PROMPTBIN_AUTH_ISSUER: upstreams.issuerUrl,
    PROMPTBIN_AUTH_JWKS_URL: `${upstreams.issuerUrl}/keys`,
    PROMPTBIN_BACKUP_S3_SECRET_ACCESS_KEY: canaries.bucket.value,
    AWS_SECRET_ACCESS_KEY: canaries.environment.value,
    HTTP_PROXY: `http://me:${canaries.proxy.value}@127.0.0.1:1`,
    DATABASE_URL: `postgres://me:${canaries.dsn.value}@db.example/x`,
  }
  product = await Product.start(data.path, environment)
})

afterAll(async () => {
  await product?.stop()
  await upstreams?.close()
  data.remove()
})

/** A row for each secret, a column for each place; a leak is an X. */
function table(rows: readonly Canary[], places: readonly string[], leaks: ReadonlySet<string>) {
  const numbered = places.map((place, index) => `${String(index + 1).padStart(2)} ${place}`)
  const width = Math.max(...rows.map(({ title }) => title.length))
  const head = places.map((_, index) => String(index + 1).padStart(2)).join(' ')
  const lines = rows.map(({ title }) => {
    const marks = places.map((place) => (leaks.has(`${title}|${place}`) ? ' X' : ' ·'))
    return `${title.padEnd(width)} ${marks.join(' ')}`
  })
  return [...numbered, '', `${''.padEnd(width)} ${head}`, ...lines, ''].join('\n')
}

/** What is logged of secrets that come in by MCP, by the store, and from an upstream. */
const everyWay = ['mcp.request', 'store.query', 'auth.issuer_failed']

test('what is secret is told nowhere, whatever way it came in', async () => {
  await plant(product.instance, canaries)
  const logFile = join(data.path, 'logs', 'promptbin.log')
  await expect.poll(() => readFileSync(logFile, 'utf8').includes(knownRequestId)).toBe(true)
  const places = [...(await lookAround(product))]
  await product.stop()
  places.push({
    title: 'debug report afterwards',
    text: await reportText(data.path, 'stopped', environment),
  })
  places.push({ title: 'log sent on', text: upstreams.shipped.join('\n') })

  // The places are those that they are taken for, and the secrets did their work.
  const basic = Buffer.from(`me:${canaries.secretFile.value}`).toString('base64')
  expect([...upstreams.authorizations]).toEqual([`Basic ${basic}`])
  const whole = ['log files', 'log sent on', '/api/v1/logs']
  for (const title of [...whole, 'debug report', 'debug report afterwards']) {
    const { text } = places.find((place) => place.title === title) ?? { text: '' }
    expect(text.includes(knownRequestId), `the known id in ${title}`).toBe(true)
    // A report has only the end of the log.
    for (const event of whole.includes(title) ? everyWay : []) {
      expect(text.includes(`"event":"${event}"`), `${event} in ${title}`).toBe(true)
    }
  }
  for (const { title, text } of places) {
    if (title !== 'log as printed') expect(text.length, title).toBeGreaterThan(2)
  }

  const planted: readonly Canary[] = Object.values(canaries)
  const leaks = new Set(
    planted.flatMap(({ title, forms }) =>
      places
        .filter(({ text }) => forms.some((form) => text.includes(form)))
        .map((place) => `${title}|${place.title}`),
    ),
  )
  const titles = places.map(({ title }) => title)
  process.stdout.write(`\nsecret × place\n${table(planted, titles, leaks)}\n`)
  expect([...leaks]).toEqual([])
})
