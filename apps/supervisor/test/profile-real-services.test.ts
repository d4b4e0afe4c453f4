import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestFolder } from './command.ts'
import { productFromSources } from './programs.ts'

const data = new TestFolder(productFromSources)

beforeAll(async () => {
  await data.start({ PROMPTBIN_MONITORING_ENABLE_PROFILING: 'true' })
}, 120_000)

afterAll(() => data.remove())

/** What each service does while it is asked for something again and again. */
const work = {
  'prompt-web': () => fetch(new URL('/api/v1/prompts', data.instance.web.url)),
  'mcp-gateway': () =>
    fetch(data.instance.mcp.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2026-07-28',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
    }),
} as const

/** Keeps a service busy until what is done meanwhile is over. */
async function whileBusy<Result>(ask: () => Promise<Response>, done: Promise<Result>) {
  let isOver = false
  const over = done.finally(() => {
    isOver = true
  })
  while (!isOver) await (await ask()).arrayBuffer()
  return over
}

test.each(['prompt-web', 'mcp-gateway'] as const)(
  'what %s does stands in its flame graph, and what it allocates too',
  async (service) => {
    for (const kind of ['cpu', 'heap-sampling']) {
      const args = ['profile', service, '--kind', kind, '--seconds', '2', '--json']
      const { stdout, code } = await whileBusy(work[service], data.run(args))
      expect(code).toBe(0)
      const { flameUrl } = JSON.parse(stdout)
      const page = await (await fetch(new URL(flameUrl, data.instance.supervisor.url))).text()
      expect(page).toContain(kind === 'cpu' ? `CPU of ${service}` : `Allocations of ${service}`)
      // Our code and that of Fastify, which has called it.
      expect(page).toMatch(
        /<td>(src|service|apps|request|process)[\w/-]*\/[\w-]+\.ts:\d+:\d+<\/td>/,
      )
      expect(page).toMatch(/<td>node_modules\/[^<]+<\/td>/)
    }
  },
)

test.each(['prompt-web', 'mcp-gateway'] as const)(
  'the heap of %s is written down, and the service goes on as the same process',
  async (service) => {
    const pid = data.pidOf(service)
    const { stdout } = await data.run(['profile', service, '--kind', 'heap-snapshot', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      service,
      warning: expect.stringContaining('prompts'),
    })
    const url = service === 'prompt-web' ? data.instance.web.url : data.instance.mcp.url
    // A connection from before may just be closed for its idleness.
    const answer = await fetch(new URL('/readyz', url), { headers: { connection: 'close' } })
    expect(answer.status).toBe(200)
    expect(data.pidOf(service)).toBe(pid)
  },
)
