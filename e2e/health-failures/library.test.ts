import { once } from 'node:events'
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import { type Failure, type HealthUrl, healthUrlsOf, interval, survives } from './watched-health.ts'

/** Whatever happens to the library, prompt-web tells of it, and goes on when it is over. */

const data = createDataFolder()
let product: Product
let healthUrls: HealthUrl
let library: DatabaseSync
let sharePort: number
let portHolder: Server

async function holdPort(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function save(): Promise<number> {
  const response = await fetch(new URL('/api/v1/prompts', product.instance.web.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Notes of a meeting', content: 'Write them.' }),
  })
  await response.arrayBuffer()
  return response.status
}

beforeAll(async () => {
  portHolder = await holdPort(0)
  sharePort = (portHolder.address() as AddressInfo).port
  const settings = { ...interval, PROMPTBIN_SHARE_PORT: String(sharePort) }
  product = await Product.start(data.path, settings)
  healthUrls = healthUrlsOf(product.instance)
  library = new DatabaseSync(join(data.path, 'promptbin.db'), { timeout: 5000 })
  expect(await save()).toBe(201)
})

afterAll(async () => {
  library.close()
  await product.stop()
  portHolder.close()
  data.remove()
})

const fails = (failure: Omit<Failure, 'service'>) =>
  survives(healthUrls, { service: 'prompt-web', ...failure })

test('the library is locked by another program', () =>
  fails({
    check: 'store:write',
    says: /too much to do just now/,
    breakIt: () => library.exec('BEGIN IMMEDIATE'),
    mendIt: () => library.exec('ROLLBACK'),
  }))

test('many wait for a library that is locked', async () => {
  let saves: Promise<number>[] = []
  await fails({
    check: 'store:queue',
    says: /changes wait for the library|turned away/,
    breakIt: () => {
      library.exec('BEGIN IMMEDIATE')
      saves = Array.from({ length: 300 }, save)
    },
    mendIt: () => library.exec('ROLLBACK'),
  })
  expect(new Set(await Promise.all(saves))).toContain(503)
})

test('a table is gone, and nothing can be read', () =>
  fails({
    check: 'store:read',
    says: /unexpected error/,
    overall: 'unhealthy',
    breakIt: () =>
      library.exec('PRAGMA legacy_alter_table = ON; ALTER TABLE library RENAME TO lost'),
    mendIt: () => library.exec('ALTER TABLE lost RENAME TO library'),
  }))

test('the full-text index has lost what it knew', () =>
  fails({
    check: 'search:index',
    says: /does not find the newest prompt/,
    breakIt: () => library.exec(`INSERT INTO prompt_search (prompt_search) VALUES ('delete-all')`),
    mendIt: () => library.exec(`INSERT INTO prompt_search (prompt_search) VALUES ('rebuild')`),
  }))

test('the data folder is gone', () =>
  fails({
    check: 'disk:bytes',
    says: /ENOENT/,
    breakIt: () => renameSync(data.path, `${data.path}-moved`),
    mendIt: () => renameSync(`${data.path}-moved`, data.path),
  }))

test.each(['state', 'logs', 'run'])('%s in the data folder is no folder any more', (name) => {
  const folder = join(data.path, name)
  return survives(healthUrls, {
    check: 'dataFolder:write',
    says: new RegExp(`ENOTDIR.*${folder}`),
    breakIt: () => {
      renameSync(folder, `${folder}-moved`)
      writeFileSync(folder, '')
    },
    mendIt: () => {
      rmSync(folder)
      renameSync(`${folder}-moved`, folder)
    },
  })
})

test('other accounts may write to the data folder', () =>
  survives(healthUrls, {
    check: 'dataFolder:permissions',
    says: /Other accounts may write/,
    breakIt: () => chmodSync(data.path, 0o777),
    mendIt: () => chmodSync(data.path, 0o700),
  }))

test('the port for links is taken by another program', () =>
  fails({
    check: 'share:listener',
    says: new RegExp(`${sharePort}`),
    breakIt: async () => {
      const { items } = (await (
        await fetch(new URL('/api/v1/prompts', product.instance.web.url))
      ).json()) as { items: { name: string }[] }
      const shared = await fetch(new URL('/api/v1/shares', product.instance.web.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ prompt: items[0]?.name }),
      })
      expect(shared.status).toBe(201)
    },
    mendIt: () => portHolder.close(),
  }))
