import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  databaseUrl,
  queryPostgres,
  type TestPostgres,
} from '@promptbin/prompt-store/testing/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product, promptbin, run, testSettings } from '../product.ts'
import { startServer } from './postgres-product.ts'

const [data, other] = [createDataFolder(), createDataFolder()]
const guarded = { PROMPTBIN_AUTH_REQUIRED: 'true', PROMPTBIN_AUTH_LOGIN: 'always' }
const password = 'six quiet herons wade'
let server: TestPostgres
let secret: string

/** With a library in PostgreSQL, an account, a token and a backup. */
beforeAll(async () => {
  const { storeUrl, ...started } = await startServer()
  server = started.server
  const settings = { ...guarded, PROMPTBIN_STORE_URL: storeUrl }
  const here = (...args: string[]) => run([...args, '--data-dir', data.path], settings)
  const product = await Product.start(data.path, settings)
  await addAccount(settings)
  secret = (
    await here('token', 'create', '--name', 'laptop', '--scopes', 'prompts:read,prompts:write')
  ).stdout.trim()
  const draft = { name: 'greeting', title: 'A greeting', content: 'Say hello.' }
  await asLaptop('POST', `${product.instance.web.url}/api/v1/prompts`, draft)
  const made = await here('backup', 'create')
  if (made.code !== 0) throw new Error(made.stderr)
  await product.stop()
})

afterAll(async () => {
  await server?.discard()
  data.remove()
  other.remove()
})

/** Asks with the token; gives the text of the answer. */
async function asLaptop(method: string, url: string, body?: object): Promise<string> {
  const answer = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      'if-match': '*',
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

async function addAccount(settings: Record<string, string>): Promise<void> {
  const args = ['account', 'create', '--name', 'ada', '--scopes', 'admin', '--data-dir', data.path]
  const child = spawn(process.execPath, [promptbin, ...args], {
    env: { ...process.env, ...testSettings, ...settings },
  })
  child.stdin.end(`${password}\n`)
  await once(child, 'close')
}

test('on another machine a whole library comes out of a backup, with its account and its token', async () => {
  await queryPostgres(server.url, 'CREATE DATABASE another')
  const storeUrl = databaseUrl(server.url, 'another')
  const settings = { ...guarded, PROMPTBIN_STORE_URL: storeUrl }
  const restore = (...args: string[]) =>
    run(
      ['backup', 'restore', '--from', `${data.path}/backups`, ...args, '--data-dir', other.path],
      settings,
    )
  expect(await restore('--into', '--dry-run')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 of prompt, 1 of version, 1 of account, 1 of token'),
  })
  const done = await restore('--into', storeUrl, '--json')
  expect(done).toMatchObject({ code: 0 })
  expect(JSON.parse(done.stdout)).toMatchObject({ restored: true, auditFault: null })
  expect((await restore('--into')).stderr).toContain('PB_STORE_NOT_EMPTY')

  const product = await Product.start(other.path, settings)
  const { url } = product.instance.web
  const greeting = `${url}/api/v1/prompts/greeting`
  await asLaptop('PATCH', greeting, { content: 'Say hello again.' })
  expect(await asLaptop('GET', `${greeting}/versions/1`)).toContain('Say hello.')
  const login = await fetch(`${url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ name: 'ada', password }),
    headers: { origin: new URL(url).origin },
    redirect: 'manual',
  })
  expect(login.status).toBe(303)
  const audit = await run(['audit', 'verify', '--data-dir', other.path], settings)
  expect(audit).toMatchObject({ code: 0 })
  await product.stop()
})
