import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDataFolder, Product, run } from './product.ts'

let data: ReturnType<typeof createDataFolder>
const running: Product[] = []

beforeEach(() => {
  data = createDataFolder()
})

afterEach(async () => {
  await Promise.all(running.splice(0).map((product) => product.stop()))
  data.remove()
})

async function start(environment: Record<string, string> = {}): Promise<Product> {
  const product = await Product.start(data.path, environment)
  running.push(product)
  return product
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('one command starts everything', () => {
  test('the banner names the three URLs, the data folder and what a client needs', async () => {
    const product = await start()
    const { web, mcp, supervisor } = product.instance
    for (const told of [web.url, mcp.url, supervisor.url, data.path, '"mcpServers"', '"mcp"']) {
      expect(product.stderr).toContain(told)
    }
  })

  test('all three answer on every operations route', async () => {
    const { web, mcp, supervisor } = (await start()).instance
    const origins = [web.url, new URL(mcp.url).origin, supervisor.url]
    for (const origin of origins) {
      for (const route of ['/livez', '/readyz', '/startupz', '/health', '/metrics']) {
        const response = await fetch(new URL(route, origin))
        expect(response.status, `${origin}${route}`).toBe(200)
        expect(await response.text()).not.toBe('')
      }
    }
  })

  test('status tells a person and a program what runs', async () => {
    const product = await start()
    const status = await run(['status', '--json', '--data-dir', data.path])
    expect(status.code, status.stderr).toBe(0)
    expect(status.stdout).toContain(String(product.pidOf('prompt-web')))
  })

  test('the file that names the instance is for its owner only', async () => {
    await start()
    expect(statSync(join(data.path, 'run/supervisor.json')).mode & 0o777).toBe(0o600)
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s stops all of it with exit code 0',
    async (signal) => {
      const product = await start()
      const pids = product.instance.services.map(({ pid }) => pid)
      expect(await product.stop(signal)).toBe(0)
      expect(pids.filter(isAlive)).toEqual([])
      expect(existsSync(join(data.path, 'run/supervisor.json'))).toBe(false)
    },
  )
})

describe('a start that cannot work says why and what to do', () => {
  test('a taken port', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as { port: number }
    const refused = await run(['start', '--data-dir', data.path], {
      PROMPTBIN_WEB_PORT: String(port),
    })
    holder.close()
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('PB_PORT_TAKEN')
    expect(refused.stderr).toContain(String(port))
    expect(refused.stderr).not.toMatch(/\n\s+at /)
  })

  test('a data folder that cannot be written', async () => {
    const refused = await run(['start', '--data-dir', '/proc/promptbin'])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('PB_DATA_DIR_UNWRITABLE')
  })

  test('a second start on the same folder, which names the first', async () => {
    const first = await start()
    const refused = await run(['start', '--data-dir', data.path])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('PB_INSTANCE_RUNNING')
    expect(refused.stderr).toContain(String(first.instance.pid))
    expect(refused.stderr).toContain(first.instance.web.url)
    expect((await fetch(new URL('/readyz', first.instance.web.url))).status).toBe(200)
  })

  test('a wrong setting, all faults at once', async () => {
    const refused = await run(['start', '--data-dir', data.path], {
      PROMPTBIN_WEB_PORT: 'many',
      PROMPTBIN_WEB_PROT: '1',
    })
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('PB_CONFIG_INVALID')
    expect(refused.stderr).toContain('PROMPTBIN_WEB_PORT')
    expect(refused.stderr).toContain('PROMPTBIN_WEB_PROT')
  })

  test('an address that others could reach, as there is no login yet', async () => {
    const refused = await run(['start', '--data-dir', data.path], { PROMPTBIN_WEB_HOST: '0.0.0.0' })
    expect(refused.code).toBe(5)
    expect(refused.stderr).toContain('PROMPTBIN_WEB_HOST')
  })

  test('an unknown command is a usage error', async () => {
    expect((await run(['strat'])).code).toBe(2)
  })

  test('status without an instance', async () => {
    expect((await run(['status', '--data-dir', data.path])).code).toBe(4)
  })
})
