import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product, promptbin, testSettings } from './product.ts'

const data = createDataFolder()
const login = { PROMPTBIN_AUTH_LOGIN: 'always' }
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, login)
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

/** Runs `promptbin account` with a password on standard input. */
async function account(args: readonly string[], password = '') {
  const child = spawn(process.execPath, [promptbin, 'account', ...args, '--data-dir', data.path], {
    env: { ...process.env, ...testSettings, ...login },
  })
  child.stdin.end(`${password}\n`)
  const ended = once(child, 'close') as Promise<[number | null]>
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ])
  return { code, stdout, stderr }
}

/** What the library answers to somebody who logs in. */
async function statusOfLogin(name: string, password: string): Promise<number> {
  const { url } = product.instance.web
  const body = new URLSearchParams({ name, password })
  const headers = { origin: new URL(url).origin }
  const answer = await fetch(`${url}/login`, { method: 'POST', body, headers, redirect: 'manual' })
  return answer.status
}

test('an account is made with a password that stands in no command, gets another and is removed', async () => {
  const first = 'six quiet herons wade'
  const made = await account(['create', '--name', 'ada', '--scopes', 'admin'], first)
  expect(made).toEqual({ code: 0, stdout: 'ada can log in.\n', stderr: '' })
  expect(await statusOfLogin('ada', first)).toBe(303)

  const second = 'seven loud herons fly'
  expect(await account(['password', 'ada'], second)).toMatchObject({ code: 0 })
  expect(await statusOfLogin('ada', first)).not.toBe(303)
  expect(await statusOfLogin('ada', second)).toBe(303)

  const listed = await account(['list'])
  expect(listed.stdout).toMatch(/^ada +admin +\d{4}-\d\d-\d\d +\d{4}-\d\d-\d\d \d\d:\d\d$/m)

  expect(await account(['create', '--name', 'bob'], first)).toMatchObject({ code: 0 })
  expect(await account(['remove', 'bob', '--json'])).toMatchObject({
    code: 0,
    stdout: '{"removed":"bob"}\n',
  })
  const { items } = JSON.parse((await account(['list', '--json'])).stdout)
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['ada'])
})

test('what is refused is told with what to do', async () => {
  const short = await account(['create', '--name', 'carl'], 'short')
  expect(short.code).toBe(1)
  expect(short.stderr).toContain('PB_PASSWORD_REFUSED')
  const unknown = await account(['password', 'nobody'], 'six quiet herons wade')
  expect(unknown.stderr).toContain('PB_ACCOUNT_NOT_FOUND')
})
