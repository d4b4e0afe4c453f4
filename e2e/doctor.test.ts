import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product, run } from './product.ts'

/**
 * `promptbin doctor` on the whole product: what is sound is told to be, also to AI clients of both
 * eras that come by both ways; a part that is away and a key that is wrong are found by name.
 */

interface Finding {
  readonly check: string
  readonly severity: string
  readonly evidence: string
  readonly fix: string
}

interface Diagnosis {
  readonly isRunning: boolean
  readonly durationMs: number
  readonly findings: readonly Finding[]
  readonly checks: readonly {
    readonly check: string
    readonly outcome: string
    readonly observed: string | null
  }[]
}

const data = createDataFolder()
let product: Product
let headers: Readonly<Record<string, string>>

beforeAll(async () => {
  product = await Product.start(data.path, { PROMPTBIN_AUTH_REQUIRED: 'true' })
  const key = readFileSync(join(data.path, 'run/local.key'), 'utf8')
  headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

const ask = async (method: string) => {
  const url = new URL('/api/v1/diagnostics', product.instance.supervisor.url)
  const answer = await fetch(url, { method, headers, ...(method === 'POST' && { body: '{}' }) })
  expect(answer.status).toBe(200)
  return answer.json()
}

const served = expect.stringMatching(/^2026-07-28 in \d+ ms, 2025-11-25 in \d+ ms$/)

test('of a product that is sound every part is told to be, over REST, and it is kept', async () => {
  let diagnosis: Diagnosis | undefined
  const look = async () => {
    diagnosis = (await ask('POST')) as Diagnosis
    const { findings, checks, isRunning } = diagnosis
    const errors = findings.filter(({ severity }) => /error|critical/.test(severity))
    const sights = checks.map(({ check, observed }) => [check, observed] as const)
    return { isRunning, errors, sights: Object.fromEntries(sights) }
  }
  // While the machine has too much to do just now, an answer may not come in its time.
  await expect.poll(look, { timeout: 120_000 }).toMatchObject({
    isRunning: true,
    errors: [],
    sights: {
      'mcp:http': served,
      'mcp:stdio': served,
      'tokens:local-key': 'known',
      'database:pages': 'whole',
    },
  })
  expect(await ask('GET')).toEqual({ diagnosis })
})

test('a service that is away and a key that is wrong are found, whoever has done it', async () => {
  const stopped = await run(['service', 'stop', 'prompt-web', '--data-dir', data.path])
  expect(stopped.code).toBe(0)
  writeFileSync(join(data.path, 'run/local.key'), `pbn_${'x'.repeat(43)}`)
  const { code, stdout } = await run(['doctor', '--json', '--data-dir', data.path])
  const { findings } = JSON.parse(stdout) as Diagnosis
  const found = findings.filter(({ severity }) => severity === 'error').map(({ check }) => check)
  expect(found).toContain('connectivity:prompt-web')
  expect(found).toContain('tokens:local-key')
  expect(findings.every(({ fix }) => fix.length > 0)).toBe(true)
  expect(code).toBe(5)
})
