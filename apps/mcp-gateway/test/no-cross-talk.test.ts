import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { openSession } from './session.ts'
import { startWeb, type Web } from './web.ts'
import { modernRequest, post, type WireAnswer } from './wire.ts'

let web: Web
let gateway: Gateway
let names: readonly string[]

const clients = 64
const rounds = 12

beforeAll(async () => {
  web = await startWeb()
  gateway = await startGateway({ webUrl: web.url })
  const variables = [{ name: 'who' }]
  names = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      web.save({ title: `Own ${n}`, content: `text of ${n} for {{who}}`, variables }),
    ),
  )
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

type Ask = (params: Record<string, unknown>, id: string) => Promise<WireAnswer>

/** How a client asks, in each era. */
const connect: Readonly<Record<string, () => Promise<Ask>>> = {
  'sessions of 2025-11-25': async () => {
    const session = await openSession(gateway.url)
    return (params, id) => session.ask('prompts/get', params, id)
  },
  'requests of 2026-07-28': async () => (params, id) => {
    const [body, headers] = modernRequest('prompts/get', params)
    return post(gateway.url, body.replace('"id":1', `"id":${JSON.stringify(id)}`), headers)
  },
}

test.each(Object.keys(connect))('%s: 64 clients at once get their own answers', async (era) => {
  const converse = async (client: number) => {
    const ask = await connect[era]?.()
    for (let round = 0; round < rounds; round++) {
      const n = (client * 7 + round) % names.length
      const who = `client ${client} in round ${round}`
      const answer = await ask?.({ name: names[n], arguments: { who } }, `${client}-${round}`)
      expect(answer?.message.error).toBeUndefined()
      expect(answer?.message).toMatchObject({
        id: `${client}-${round}`,
        result: { messages: [{ content: { text: `text of ${n} for ${who}` } }] },
      })
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, client) => converse(client)))
})
