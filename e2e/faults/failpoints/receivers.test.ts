import { once } from 'node:events'
import { type FailpointName, failpoints } from '@promptbin/failpoints'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Rest } from '../../rest.ts'
import { Receiver } from '../../webhooks/receiver.ts'
import { ArmedProduct, type Fault } from './armed-product.ts'
import { ask } from './provoke.ts'
import { rounds } from './rounds.ts'

const faults = (Object.keys(failpoints) as FailpointName[])
  .filter((name) => name.startsWith('webhook.'))
  .map((name): Fault => ({ process: 'supervisor', name, action: 'exit(137)' }))

const armed = new ArmedProduct(faults)
const receiver = new Receiver()

beforeAll(async () => {
  await armed.start()
  const made = await ask(armed.product, 'POST', '/api/v1/webhooks', {
    url: await receiver.listen(),
    events: ['prompt.created'],
  })
  expect(made.ok).toBe(true)
  receiver.secret = ((await made.json()) as { readonly secret: string }).secret
})

afterAll(async () => {
  await armed.stop()
  receiver.close()
})

describe.each(rounds)('in round %i', (round) => {
  test.each(faults)('what happened is told, whoever is killed at $name', async (fault) => {
    const name = `told-${round}-${fault.name.replaceAll('.', '-')}`
    const { product } = armed
    const ended = once(product.process, 'exit')
    armed.arm(fault)
    await new Rest(product.instance.web.url).create({ name, title: name, content: 'Tell it.' })
    await armed.acted(fault)
    await ended
    await armed.start()
    const told = await receiver.until('prompt.created', (messages) =>
      messages.some(({ data }) => data['name'] === name),
    )
    // More than once perhaps, and then as the same message.
    const ids = told.filter(({ data }) => data['name'] === name).map(({ id }) => id)
    expect(new Set(ids).size).toBe(1)
  })
})
