import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Profile } from '../src/mcp/profiles/profile.ts'
import { type Served, serve } from './served.ts'
import { startWeb, type Web } from './web.ts'

let web: Web
let served: Served

beforeAll(async () => {
  web = await startWeb()
  const at = (title: string, fields: object) =>
    web.save({ title, content: `{{> shared}} ${title} words`, ...fields })
  await web.save({ title: 'Shared', content: 'Included.' })
  await at('Inside', { folder: 'team', tags: ['mail', 'short'] })
  await at('Deeper', { folder: 'team/mail', tags: ['mail'], favourite: true })
  await at('Outside', { folder: 'teamwork', tags: ['other'] })
  served = serve(web.url)
})

afterAll(async () => {
  await served?.stop()
  await web?.stop()
})

const folder: Profile = { name: 'team', folder: 'team', readOnly: false }
const tag: Profile = { name: 'short', tag: 'short', readOnly: false }
const favourites: Profile = { name: 'best', favourite: true, readOnly: false }

describe.each([
  ['a folder', folder, ['deeper', 'inside']],
  ['a tag', tag, ['inside']],
  ['favourites', favourites, ['deeper']],
])('a profile of %s', (_title, profile, inside) => {
  const connect = () => served.connect({ era: 'modern', profile })

  test('lists, finds, completes and counts what is inside, and nothing else', async () => {
    const client = await connect()
    const { prompts } = await client.listPrompts()
    expect(prompts.map(({ name }) => name).toSorted()).toEqual(inside)
    const { resources } = await client.listResources()
    const ours = resources.filter(({ uri }) => uri.startsWith('promptbin://prompts/'))
    expect(ours.map(({ name }) => name).toSorted()).toEqual(inside)
    for (const query of ['words', '']) {
      const found = await client.callTool({ name: 'search_prompts', arguments: { query } })
      expect(found.structuredContent).toMatchObject({ total: { value: inside.length } })
    }
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'promptbin://prompts/{name}{?version,label}' },
      argument: { name: 'name', value: '' },
    })
    expect(completion.values.toSorted()).toEqual(inside)
    const { contents } = await client.readResource({ uri: 'promptbin://list-prompts' })
    const [listed] = contents as unknown as [{ text: string }]
    expect(JSON.parse(listed.text)).toMatchObject({ total_count: inside.length })
  })

  test('knows nothing of a prompt outside, by whatever it is asked', async () => {
    const client = await connect()
    const unknown = { code: -32602 }
    await expect(client.getPrompt({ name: 'outside' })).rejects.toMatchObject(unknown)
    for (const uri of [
      'promptbin://prompts/outside',
      'promptbin://get-prompt/outside',
      'promptbin://get-prompt-by-name/outside',
      'skill://outside/SKILL.md',
    ]) {
      await expect(client.readResource({ uri })).rejects.toMatchObject(unknown)
    }
    for (const name of ['get_prompt', 'render_prompt']) {
      const result = await client.callTool({ name, arguments: { name: 'outside' } })
      expect(JSON.stringify(result.content)).toContain('There is no prompt named')
    }
    const ref = { type: 'ref/prompt', name: 'outside' } as const
    await expect(
      client.complete({ ref, argument: { name: 'x', value: '' } }),
    ).rejects.toMatchObject(unknown)
  })

  test('gives what is inside with all that it includes', async () => {
    const client = await connect()
    const { messages } = await client.getPrompt({ name: inside[0] ?? '' })
    expect(JSON.stringify(messages)).toContain('Included.')
  })
})

test('a search within a profile can be narrowed, but not widened', async () => {
  const client = await served.connect({ era: 'modern', profile: folder })
  const names = async (filter: object) => {
    const input = { ...filter }
    const result = await client.callTool({ name: 'search_prompts', arguments: input })
    const { prompts } = result.structuredContent as { prompts: { name: string }[] }
    return prompts.map(({ name }) => name).toSorted()
  }
  expect(await names({ folder: 'team/mail' })).toEqual(['deeper'])
  expect(await names({ folder: 'teamwork' })).toEqual([])
  expect(await names({ query: 'folder:teamwork' })).toEqual([])
  const tagged = await served.connect({ era: 'modern', profile: tag })
  const both = await tagged.callTool({ name: 'search_prompts', arguments: { tag: 'mail' } })
  expect(both.structuredContent).toMatchObject({ prompts: [{ name: 'inside' }] })
})

test('what is saved through a profile stays in it', async () => {
  const client = await served.connect({ era: 'modern', profile: folder })
  const save = (input: object) => client.callTool({ name: 'save_prompt', arguments: { ...input } })
  await save({ title: 'Made here', content: 'x' })
  const { prompts } = await client.listPrompts()
  expect(prompts.map(({ name }) => name)).toContain('made-here')
  for (const input of [
    { title: 'Elsewhere', content: 'x', folder: 'teamwork' },
    { name: 'made-here', folder: 'teamwork' },
  ]) {
    const refused = await save(input)
    expect(JSON.stringify(refused.content)).toContain('are kept in the folder')
  }
  const other = await save({ name: 'outside', content: 'overwritten' })
  expect(other.isError).toBe(true)
  const outside = await fetch(`${web.url}/api/v1/prompts/outside`)
  expect(await outside.json()).toMatchObject({ latest: 1 })

  const tagged = await served.connect({ era: 'modern', profile: tag })
  const input = { title: 'Tagged', content: 'x', tags: ['new'] }
  await tagged.callTool({ name: 'save_prompt', arguments: input })
  const saved = await fetch(`${web.url}/api/v1/prompts/tagged`)
  expect(await saved.json()).toMatchObject({ tags: ['new', 'short'] })
})
