import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askLibrary, askLibraryWith, libraryBreakerState } from './ask-library.ts'

let web: Server
let url: string
let asked: number
let behave: RequestListener

beforeAll(async () => {
  web = createServer((request, response) => {
    asked += 1
    void behave(request, response)
  }).listen(0, '127.0.0.1')
  await once(web, 'listening')
})

afterAll(() => web.close())

/** Another address of the same server, and so a breaker of its own. */
let lastHost = 1
const newAddress = () => {
  asked = 0
  url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/${lastHost++}`
}

const list = () => askLibrary(url, '/api/v1/tokens', { method: 'GET' })
const codeOf = (asking: Promise<unknown>) => asking.catch(({ code }) => code)

test('an answer is read, and one without content is nothing', async () => {
  newAddress()
  behave = async (request, response) => {
    const body = (await request.toArray()).join('')
    response.writeHead(body === '' ? 204 : 200).end(body)
  }
  expect(await askLibraryWith(url, '/api/v1/tokens', { name: 'a' })).toEqual({ name: 'a' })
  expect(await list()).toBeUndefined()
})

test('what it refuses is told as it is, however often', async () => {
  newAddress()
  const problem = { code: 'PB_TOKEN_NOT_FOUND', detail: 'There is no token "a".', hint: 'List.' }
  behave = (_, response) => void response.writeHead(404).end(JSON.stringify(problem))
  for (let n = 0; n < 10; n++) expect(await codeOf(list())).toBe('PB_TOKEN_NOT_FOUND')
  expect(asked).toBe(10)
})

test('one that fails again and again is left alone, by all who ask', async () => {
  newAddress()
  behave = (_, response) => void response.destroy()
  for (let n = 0; n < 5; n++) expect(await codeOf(list())).toBe('PB_LIBRARY_UNREACHABLE')
  expect(await codeOf(askLibraryWith(url, '/api/v1/logins/check', {}))).toBe(
    'PB_LIBRARY_UNAVAILABLE',
  )
  expect(asked).toBe(5)
  expect(libraryBreakerState()).toBe('open')
})
