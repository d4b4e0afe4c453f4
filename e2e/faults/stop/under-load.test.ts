import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product } from '../../product.ts'
import { judgeLibrary } from '../history/judge-library.ts'

const data = createDataFolder()
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, { PROMPTBIN_LOGGING_LEVEL: 'warn' })
})

afterAll(async () => {
  await product.stop()
  data.remove()
})

/** What became of one save: it was answered with a status, or the connection ended before. */
interface End {
  readonly serial: number
  readonly status: number | undefined
}

const bodyOf = (serial: number) =>
  JSON.stringify({
    name: `written-${serial}`,
    title: `Written ${serial}`,
    content: `text ${serial}.1`,
  })

/** A save over a connection of its own, of which the body is not yet sent. */
function beginSave(url: string, serial: number, headers: Readonly<Record<string, string>> = {}) {
  const ended = Promise.withResolvers<End>()
  const sent = request(`${url}/api/v1/prompts`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', ...headers },
  })
  sent.on('response', (response) => {
    response.resume()
    response.on('end', () => ended.resolve({ serial, status: response.statusCode }))
  })
  sent.on('error', () => ended.resolve({ serial, status: undefined }))
  return { sent, ended: ended.promise, finish: () => sent.end(bodyOf(serial)) }
}

/** One that prompt-web has read the head of, and waits for the rest. */
async function beginAccepted(url: string, serial: number) {
  const save = beginSave(url, serial, { expect: '100-continue' })
  const accepted = once(save.sent, 'continue')
  save.sent.flushHeaders()
  await accepted
  return save
}

test('a stop under load answers everything that was begun, and leaves a library that is closed', async () => {
  const { url } = product.instance.web
  const ends: End[] = []
  let serial = 0
  const person = async () => {
    for (;;) {
      const save = beginSave(url, ++serial)
      save.finish()
      const end = await save.ended
      ends.push(end)
      if (end.status === undefined) return
    }
  }
  const people = Promise.all(Array.from({ length: 4 }, person))
  const begun = await Promise.all(Array.from({ length: 8 }, () => beginAccepted(url, ++serial)))
  await expect.poll(() => ends.length, { interval: 5 }).toBeGreaterThan(20)
  const stopped = product.stop('SIGTERM')
  for (const { finish } of begun) finish()
  const answers = await Promise.all(begun.map(({ ended }) => ended))
  expect(answers.map(({ status }) => status)).toEqual(begun.map(() => 201))
  expect(await stopped).toBe(0)
  await people

  const file = join(data.path, 'promptbin.db')
  expect([`${file}-wal`, `${file}-shm`].filter(existsSync)).toEqual([])
  // What was cut was never begun: it is not there, or the library would have more than was answered.
  const written = [...answers, ...ends]
    .filter(({ status }) => status === 201)
    .map(({ serial }) => ({
      title: `Written ${serial}`,
      name: `written-${serial}`,
      texts: [`text ${serial}.1`],
      labelled: null,
    }))
  expect(judgeLibrary(file, written)).toEqual({ lost: [], doubled: [], halves: [] })
})
