import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import { type Failure, type HealthUrl, healthUrlsOf, interval, survives } from './watched-health.ts'

/** What a process may do to itself, over tiny services: a gateway that does it when it is asked to. */

const program = fileURLToPath(new URL('../../apps/supervisor/test/promptbin.ts', import.meta.url))
const data = createDataFolder()
const configuration = join(data.path, 'test.yaml')
const broken = join(data.path, 'broken')
let product: Product
let healthUrls: HealthUrl

beforeAll(async () => {
  writeFileSync(configuration, 'logging:\n  level: info\n')
  const settings = {
    ...interval,
    TEST_GATEWAY: 'services/breakable.ts',
    PROMPTBIN_CONFIG: configuration,
    PROMPTBIN_MCP_MAX_MEMORY: '256MB',
    PROMPTBIN_WEB_WORKERS: '2',
  }
  product = await Product.start(data.path, settings, program)
  healthUrls = healthUrlsOf(product.instance)
})

afterAll(async () => {
  await product.stop()
  data.remove()
})

async function supervisor(order: string): Promise<void> {
  const url = new URL(`/api/v1/${order}`, product.instance.supervisor.url)
  await (await fetch(url, { method: 'POST' })).arrayBuffer()
}

interface GatewayProcess {
  readonly service: string
  readonly pid: number
  readonly endedAt: string | null
}

/**
 * The gateway before has ended, and takes no request any more that is meant for this one, which has
 * another number than `before`. Gives its number.
 */
async function aloneAgain(before?: number): Promise<number> {
  const url = new URL('/api/v1/processes', product.instance.supervisor.url)
  for (;;) {
    const { items } = (await (await fetch(url)).json()) as {
      readonly items: readonly GatewayProcess[]
    }
    const running = items.filter(
      ({ service, endedAt }) => service === 'mcp-gateway' && endedAt === null,
    )
    const [only] = running
    if (only && running.length === 1 && only.pid !== before) return only.pid
    await pause(20)
  }
}

async function gateway(fault: string): Promise<void> {
  const url = new URL(`/faults/${encodeURIComponent(fault)}`, product.instance.mcp.url)
  // On a connection of its own: an older one may lead to the process before, which has not ended yet.
  const ask = () => fetch(url, { method: 'POST', headers: { connection: 'close' } })
  let { status } = await ask()
  // One that has just been started on a busy machine may ask to come again.
  while (status === 503) status = (await ask()).status
  if (status !== 202) throw new Error(`The gateway cannot do that: ${status}`)
}

const fails = (failure: Failure) => survives(healthUrls, failure)

/**
 * A process that is gone is seen at once. A question may miss that: it waits in the queue of the
 * socket, and the next process answers it.
 */
const isAway = 'services:ready'
const isSilent = 'mcp-gateway:responseTime'

describe('a gateway is replaced that', () => {
  // Nobody remembers what was before; otherwise the pauses between restarts would grow.
  beforeEach(async () => {
    await supervisor('services/mcp-gateway/restart')
    await aloneAgain()
  })

  test.each<readonly [fault: string, says: RegExp]>([
    ['exits', /code 3/],
    ['crashes', /SIGSEGV/],
    ['loses its channel', /ended|no sign of life/],
  ])('%s', (fault, says) => fails({ check: isAway, says, breakIt: () => gateway(fault) }))

  test.each<readonly [fault: string, says: RegExp]>([
    ['hangs', /no sign of life|aborted|no answer/],
    ['goes deaf', /did not listen|ECONNREFUSED|aborted|no answer/],
  ])('%s', (fault, says) => fails({ check: isSilent, says, breakIt: () => gateway(fault) }))

  // The supervisor looks at its memory once a second.
  test('uses much more memory than it may', () =>
    fails({
      check: isAway,
      says: /memory/,
      mostUnaware: 8,
      breakIt: () => gateway('uses too much memory'),
    }))

  // It answers all the while; that three heartbeats are missed takes as many seconds.
  test('gives no sign of life', () =>
    fails({
      check: isAway,
      says: /no sign of life for 3 heartbeats/,
      mostUnaware: 10,
      breakIt: () => gateway('falls silent'),
    }))

  test('does not come up again, as soon as it does', () =>
    fails({
      check: isAway,
      says: /attempt \d of 5/,
      breakIt: async () => {
        writeFileSync(broken, '')
        await gateway('exits')
      },
      mendIt: () => rmSync(broken),
    }))
})

test('a gateway that throws is replaced, and nobody who asks meanwhile waits in vain', async () => {
  const before = await aloneAgain()
  await gateway('throws')
  const statuses = new Set<number>()
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const url = new URL('/livez', product.instance.mcp.url)
      statuses.add((await fetch(url, { headers: { connection: 'close' } })).status)
    }
  })()
  await aloneAgain(before)
  isOver = true
  await asking
  expect([...statuses]).toEqual([200])
})

// How late a loop is takes ten of its ticks to say, which come as late.
test.each<readonly [fault: string, check: string, says: RegExp, mostUnaware: number]>([
  ['uses much memory', 'memory:rss', /It uses \d+ MB of 256 MB/, 2],
  ['is late', 'eventLoop:delay', /late on average/, 8],
])('a gateway that %s says so', async (fault, check, says, mostUnaware) => {
  await aloneAgain()
  await fails({ service: 'mcp-gateway', check, says, mostUnaware, breakIt: () => gateway(fault) })
})

test('one of two workers is away', () =>
  fails({
    check: 'prompt-web:responseTime',
    says: /some of its workers are away/,
    breakIt: () => process.kill(product.pidOf('prompt-web'), 'SIGKILL'),
  }))

test('no service is there at all', () =>
  fails({
    check: 'services:ready',
    says: /prompt-web: .* mcp-gateway: /,
    breakIt: () => {
      for (const { pid } of product.instance.services) process.kill(pid, 'SIGKILL')
    },
  }))

test('a configuration is refused at a reload', () =>
  fails({
    check: 'configuration:reload',
    says: /What was in force before goes on: .*logging\.level must be one of/,
    breakIt: () => {
      writeFileSync(configuration, 'logging:\n  level: loud\n')
      return supervisor('services/mcp-gateway/reload')
    },
    mendIt: () => {
      writeFileSync(configuration, 'logging:\n  level: info\n')
      return supervisor('services/mcp-gateway/reload')
    },
  }))

test('new processes do not come up at a reload', () =>
  fails({
    check: 'configuration:reload',
    says: /mcp-gateway: .*PB_TEST_BROKEN/,
    breakIt: () => {
      writeFileSync(broken, '')
      return supervisor('services/mcp-gateway/reload')
    },
    mendIt: () => {
      rmSync(broken)
      return supervisor('services/mcp-gateway/reload')
    },
  }))

const openDescriptors = () => readdirSync(`/proc/${product.process.pid}/fd`).length

/** The soft limit only: the hard one could not be raised again. */
const limitDescriptors = (soft: number) =>
  execFileSync('prlimit', ['--pid', `${product.process.pid}`, `--nofile=${soft}:`])

test('the supervisor has nearly no descriptors left', () =>
  fails({
    check: 'descriptors:open',
    says: /descriptors open; raise ulimit -n/,
    breakIt: () => limitDescriptors(Math.ceil(openDescriptors() * 1.05)),
    mendIt: () => limitDescriptors(1024),
  }))

test('the supervisor has no descriptors left for some seconds', () =>
  fails({
    check: 'dataFolder:write',
    says: /EMFILE/,
    breakIt: async () => {
      limitDescriptors(3)
      // It cannot be asked meanwhile.
      await pause(2000)
      limitDescriptors(1024)
    },
  }))
