import type { Client } from '@modelcontextprotocol/client'
import type { Principal, Scope } from '@promptbin/security'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from './served.ts'
import { startWeb, type Web } from './web.ts'

let web: Web
let served: Served

beforeAll(async () => {
  web = await startWeb()
  await web.save({
    title: 'Translate',
    content: '{{text}} {{language}} {{polite}} {{town}} {{api_key}} {{n}}',
    variables: [
      { name: 'text', example: 'Good morning' },
      { name: 'language', type: 'enum', options: ['French', 'german', 'Ancient greek'] },
      { name: 'polite', type: 'boolean' },
      { name: 'town', default: 'Berlin' },
      { name: 'api_key' },
      { name: 'n', type: 'number' },
    ],
  })
  const many = Array.from({ length: 100 }, (_, i) => `option ${i}`)
  await web.save({
    title: 'Many',
    content: '{{one}}',
    variables: [{ name: 'one', type: 'enum', options: many }],
  })
  for (let i = 0; i < 105; i++) await web.save({ title: `Zoo animal ${i}`, content: 'x' })
  served = serve(web.url)
})

afterAll(async () => {
  await served?.stop()
  await web?.stop()
})

const complete = async (
  client: Client,
  name: string,
  value = '',
  context?: Record<string, string>,
  prompt = 'translate',
) =>
  (
    await client.complete({
      ref: { type: 'ref/prompt', name: prompt },
      argument: { name, value },
      ...(context && { context: { arguments: context } }),
    })
  ).completion

const user = (id: string): Principal => ({
  id,
  kind: 'token',
  scopes: new Set<Scope>(['prompts:read']),
})

describe.each(['modern', 'legacy'] as const)('a %s client', (era) => {
  test('is offered what there is to choose from, what begins so before what has it within', async () => {
    const client = await served.connect({ era })
    expect(await complete(client, 'language')).toEqual({
      values: ['French', 'german', 'Ancient greek'],
      total: 3,
      hasMore: false,
    })
    const { values } = await complete(client, 'language', 'GR')
    expect(values).toEqual(['Ancient greek'])
    expect((await complete(client, 'polite', 't')).values).toEqual(['true'])
    expect((await complete(client, 'text')).values).toEqual(['Good morning'])
    expect((await complete(client, 'town', 'ber')).values).toEqual(['Berlin'])
    expect((await complete(client, 'unheard-of')).values).toEqual([])
    expect((await complete(client, 'one', '', undefined, 'many')).values).toHaveLength(100)
  })

  test('is offered what its person gave before, what went with the rest of the form first', async () => {
    const client = await served.connect({ era, principal: user(`ada-${era}`) })
    const give = (values: Record<string, string>) =>
      client.getPrompt({ name: 'translate', arguments: values })
    await give({ town: 'Paris', language: 'French', n: 'not a number' })
    await give({ town: 'Bern', language: 'german', api_key: 'sk-1', text: 'a\nb' })
    await give({ town: 'Lyon', language: 'French' })
    expect((await complete(client, 'town')).values).toEqual(['Lyon', 'Bern', 'Paris', 'Berlin'])
    const german = await complete(client, 'town', '', { language: 'german' })
    expect(german.values[0]).toBe('Bern')
    expect((await complete(client, 'town', 'be')).values).toEqual(['Bern', 'Berlin'])
    expect((await complete(client, 'api_key')).values).toEqual([])
    expect((await complete(client, 'text')).values).toEqual(['Good morning'])
    expect((await complete(client, 'n')).values).toEqual([])
  })

  test('is never offered what somebody else gave', async () => {
    const one = await served.connect({ era, principal: user(`one-${era}`) })
    await one.callTool({
      name: 'render_prompt',
      arguments: { name: 'translate', arguments: { town: 'Secretville' } },
    })
    expect((await complete(one, 'town')).values[0]).toBe('Secretville')
    const other = await served.connect({ era, principal: user(`other-${era}`) })
    expect((await complete(other, 'town')).values).toEqual(['Berlin'])
  })

  test('is told which prompt there is not', async () => {
    const client = await served.connect({ era })
    await expect(complete(client, 'x', '', undefined, 'nobody')).rejects.toMatchObject({
      code: -32602,
    })
  })

  test('completes the variables of the resource templates', async () => {
    const client = await served.connect({ era })
    const uri = 'promptbin://prompts/{name}{?version,label}'
    const ask = async (name: string, value: string, context?: Record<string, string>) =>
      (
        await client.complete({
          ref: { type: 'ref/resource', uri },
          argument: { name, value },
          ...(context && { context: { arguments: context } }),
        })
      ).completion
    expect((await ask('name', 'trans')).values).toEqual(['translate'])
    const animals = await ask('name', 'zoo-animal')
    expect(animals.values).toHaveLength(100)
    expect(animals).toMatchObject({ total: 105, hasMore: true })
    expect((await ask('name', '')).values.length).toBe(100)
    expect((await ask('version', '', { name: 'translate' })).values).toEqual(['1'])
    expect((await ask('label', '', { name: 'translate' })).values).toEqual(['latest'])
    expect((await ask('version', '')).values).toEqual([])
  })
})
