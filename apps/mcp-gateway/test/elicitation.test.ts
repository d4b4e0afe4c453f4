import type { ElicitResult, GetPromptResult } from '@modelcontextprotocol/client'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from './served.ts'
import { startWeb, type Web } from './web.ts'

let web: Web
let served: Served

beforeAll(async () => {
  web = await startWeb()
  await web.save({
    title: 'Mail',
    content: 'To {{to}}, {{tone}}, {{times}} times, urgent: {{urgent}}. {{body}} {{tags}}',
    variables: [
      { name: 'to', required: true, description: 'Who gets it.' },
      { name: 'tone', type: 'enum', options: ['kind', 'curt'], required: true },
      { name: 'times', type: 'number', required: true },
      { name: 'urgent', type: 'boolean', required: true },
      { name: 'body', type: 'text', required: true },
      { name: 'tags', type: 'list', required: true },
    ],
  })
  await web.save({
    title: 'Login',
    content: '{{user}} {{api_key}}',
    variables: [
      { name: 'user', required: true },
      { name: 'api_key', required: true },
    ],
  })
  served = serve(web.url)
})

afterAll(async () => {
  await served?.stop()
  await web?.stop()
})

const textsOf = ({ messages }: GetPromptResult) =>
  messages.map(({ content }) => (content.type === 'text' ? content.text : ''))

const good = { to: 'Ada', tone: 'kind', times: 2, urgent: true, body: 'Hello\nyou', tags: 'a, b' }
const filled = 'To Ada, kind, 2 times, urgent: true. Hello\nyou a, b'
const accept = (content: Record<string, unknown>): ElicitResult => ({
  action: 'accept',
  content: content as NonNullable<ElicitResult['content']>,
})

describe.each(['modern', 'legacy'] as const)('a %s client that shows forms', (era) => {
  test('asks its person for everything that is missing, in one form with a field of each kind', async () => {
    const forms: unknown[] = []
    const onForm = (params: unknown) => {
      forms.push(params)
      return accept(good)
    }
    const client = await served.connect({ era, onForm })
    expect(textsOf(await client.getPrompt({ name: 'mail' }))).toEqual([filled])
    expect(forms).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('"mail" needs 6 values'),
        requestedSchema: {
          type: 'object',
          required: ['to', 'tone', 'times', 'urgent', 'body', 'tags'],
          properties: {
            to: { type: 'string', title: 'to', description: 'Who gets it.' },
            tone: expect.objectContaining({ type: 'string', enum: ['kind', 'curt'] }),
            times: expect.objectContaining({ type: 'number' }),
            urgent: expect.objectContaining({ type: 'boolean' }),
            body: { type: 'string', title: 'body' },
            tags: expect.objectContaining({ type: 'string' }),
          },
        },
      }),
    ])
  })

  test('asks only for what was not given, and with a tool too', async () => {
    const asked: string[][] = []
    const client = await served.connect({
      era,
      onForm: ({ requestedSchema }) => {
        asked.push(Object.keys(requestedSchema.properties))
        return accept({ tone: 'curt' })
      },
    })
    const { tone: _, ...given } = good
    const result = await client.callTool({
      name: 'render_prompt',
      arguments: { name: 'mail', arguments: given },
    })
    expect(result.structuredContent).toMatchObject({ text: filled.replace('kind', 'curt') })
    expect(asked).toEqual([['tone']])
  })

  test('asks once more for what was wrong, with what was right filled in, and then says it in words', async () => {
    const defaults: unknown[] = []
    const client = await served.connect({
      era,
      onForm: ({ requestedSchema }) => {
        defaults.push(requestedSchema.properties['to']?.default)
        return accept({ ...good, tone: 'loud' })
      },
    })
    const texts = textsOf(await client.getPrompt({ name: 'mail' }))
    expect(defaults).toEqual([undefined, 'Ada'])
    expect(texts[0]).toContain('To Ada, {{tone}}')
    expect(texts[1]).toContain('- tone: must be one of: kind, curt')
  })

  test.each(['decline', 'cancel'] as const)(
    'gets the words when its person does %s',
    async (action) => {
      let shown = 0
      const onForm = () => {
        shown += 1
        return { action }
      }
      const client = await served.connect({ era, onForm })
      const texts = textsOf(await client.getPrompt({ name: 'mail' }))
      expect(texts[1]).toContain('- to: Who gets it.')
      expect(shown).toBe(1)
    },
  )

  test('is never asked for a secret', async () => {
    const asked: string[] = []
    const client = await served.connect({
      era,
      onForm: ({ requestedSchema }) => {
        asked.push(...Object.keys(requestedSchema.properties))
        return accept({ user: 'ada', api_key: 'sneaked in' })
      },
    })
    const texts = textsOf(await client.getPrompt({ name: 'login', arguments: {} }))
    expect(asked).toEqual(['user'])
    expect(texts[0]).toMatch(/^ada /)
    const unasked = textsOf(await client.getPrompt({ name: 'login', arguments: { user: 'x' } }))
    expect(asked).toEqual(['user'])
    expect(unasked[1]).toContain('api_key (a secret')
  })

  test('that is known to decline each form by itself is sent none', async () => {
    const onForm = () => expect.fail('a form was sent')
    const client = await served.connect({ era, name: 'claude-vscode', onForm })
    expect(textsOf(await client.getPrompt({ name: 'mail' }))[1]).toContain('Ask the person')
  })

  test('gets an answer whatever is missing and whatever comes back', async () => {
    const names = Object.keys(good)
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      // JSON knows no others.
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.constantFrom('kind', '2', 'true', ''),
    )
    const answer = fc.oneof(
      fc.dictionary(fc.constantFrom(...names, 'other', '__proto__'), value).map(accept),
      fc.constantFrom<ElicitResult>(
        { action: 'decline' },
        { action: 'cancel' },
        { action: 'accept' },
      ),
    )
    let next: ElicitResult = { action: 'cancel' }
    const client = await served.connect({ era, onForm: () => next })
    await fc.assert(
      fc.asyncProperty(fc.subarray(names), answer, async (given, answer) => {
        next = answer
        const values = Object.fromEntries(
          given.map((name) => [name, String(good[name as keyof typeof good])]),
        )
        const { messages } = await client.getPrompt({ name: 'mail', arguments: values })
        expect(messages.length).toBeGreaterThan(0)
        expect(messages.length).toBeLessThanOrEqual(2)
      }),
      { numRuns: 60 },
    )
  })
})

test('a legacy client that fails to show the form it promised still gets the prompt', async () => {
  const client = await served.connect({
    era: 'legacy',
    onForm: () => {
      throw new Error('no window')
    },
  })
  expect(textsOf(await client.getPrompt({ name: 'mail' }))[1]).toContain('Ask the person')
})

test('a client without forms gets the words', async () => {
  for (const era of ['modern', 'legacy'] as const) {
    const client = await served.connect({ era })
    expect(textsOf(await client.getPrompt({ name: 'mail' }))[1]).toContain('Ask the person')
  }
})
