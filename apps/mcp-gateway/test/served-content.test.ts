import { createHash } from 'node:crypto'
import type { Client } from '@modelcontextprotocol/client'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anything } from './anything.ts'
import { type Served, serve } from './served.ts'
import { startWeb, type Web } from './web.ts'

/** One red pixel. */
const image = {
  mimeType: 'image/png',
  data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
} as const

let web: Web
let served: Served

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Beta', content: 'Beta – ünïcode' })
  await web.save({
    title: 'Alpha one',
    description: 'Does "alpha":\nall the time',
    messages: [{ role: 'user', parts: [{ text: 'Do {{x}} for {{y}}. {{> beta}}' }, { image }] }],
    variables: [{ name: 'x' }, { name: 'y', required: true, description: 'For whom.' }],
    tags: ['t'],
    folder: 'coding',
  })
  await web.save({ title: 'Only picture', messages: [{ role: 'user', parts: [{ image }] }] })
  served = serve(web.url)
})

afterAll(async () => {
  await served?.stop()
  await web?.stop()
})

const textAt = async (client: Client, uri: string) => {
  const { contents } = await client.readResource({ uri })
  const [content] = contents as unknown as [{ text: string }]
  return content.text
}

/** What contents take, pictures without their base64. */
const bytesOf = (contents: readonly { readonly text?: string; readonly blob?: string }[]) =>
  contents.reduce(
    (sum, { text = '', blob = '' }) =>
      sum + Buffer.from(text).length + Buffer.from(blob, 'base64').length,
    0,
  )

interface SkillEntry {
  readonly uri: string
  readonly frontmatter: { readonly name: string; readonly description: string }
  readonly resources: readonly { uri: string; digest: string; size: number }[]
}

describe.each(['modern', 'legacy'] as const)('a %s client', (era) => {
  test('can read every resource that is listed, and the old ones as they were', async () => {
    const client = await served.connect({ era })
    const { resources } = await client.listResources()
    expect(resources).toHaveLength(5)
    for (const { uri, size } of resources) {
      const { contents } = await client.readResource({ uri })
      const isPrompt = uri.startsWith('promptbin://prompts/')
      expect(size).toBe(isPrompt ? bytesOf(contents) : undefined)
    }
    const alpha = await textAt(client, 'promptbin://get-prompt-by-name/alpha-one')
    expect(JSON.parse(alpha)).toMatchObject({
      title: 'Alpha one',
      content: 'Do {{x}} for {{y}}. {{> beta}}',
      category: 'coding',
      tags: ['t'],
      metadata: { word_count: 6, token_count: 7, template_variables: ['x', 'y'] },
    })
    const { id } = JSON.parse(alpha) as { id: string }
    expect(await textAt(client, `promptbin://get-prompt/${id}`)).toBe(alpha)
    const list = JSON.parse(await textAt(client, 'promptbin://list-prompts'))
    expect(list).toMatchObject({ total_count: 3, prompts: [{}, {}, {}] })
    expect(JSON.parse(await textAt(client, 'promptbin://flask-status'))).toEqual({
      running: true,
      port: Number(new URL(web.url).port),
      pid: null,
      restarts: null,
    })
  })

  test('gets a prompt that is only a picture as that picture, and each picture by itself', async () => {
    const client = await served.connect({ era })
    for (const uri of [
      'promptbin://prompts/only-picture',
      'promptbin://prompts/alpha-one#picture-1',
    ]) {
      const { contents } = await client.readResource({ uri })
      expect(contents).toMatchObject([{ uri, mimeType: 'image/png', blob: image.data }])
    }
    const uri = 'promptbin://prompts/alpha-one#picture-2'
    await expect(client.readResource({ uri })).rejects.toMatchObject({ code: -32602 })
  })

  test('finds every prompt as a skill, with files of the digests that are told', async () => {
    const client = await served.connect({ era })
    const ask = (method: string, params: object = {}) =>
      client.request({ method, params: { ...params } }, anything)
    const { skills } = (await ask('skills/list')) as { skills: SkillEntry[] }
    expect(skills.map(({ frontmatter }) => frontmatter.name).toSorted()).toEqual([
      'alpha-one',
      'beta',
      'only-picture',
    ])
    for (const { resources } of skills) {
      for (const { uri, digest, size } of resources) {
        const { contents } = await client.readResource({ uri })
        const [content] = contents as unknown as [{ text?: string; blob?: string }]
        const bytes = Buffer.from(
          content.text ?? content.blob ?? '',
          content.blob ? 'base64' : 'utf8',
        )
        expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest)
        expect(bytes.length).toBe(size)
      }
    }
    const uri = 'skill://alpha-one/SKILL.md'
    const { skill } = (await ask('skills/get', { uri })) as { skill: SkillEntry }
    expect(skill.frontmatter).toEqual({
      name: 'alpha-one',
      description: 'Does "alpha": all the time',
    })
    const text = await textAt(client, uri)
    expect(text).toContain('Do {{x}} for {{y}}.')
    expect(text).toContain('- `y` (required): For whom.')
    expect(text).toContain('- `beta`')
    const children = async (at: string) => {
      const answer = await ask('resources/directory/read', { uri: at })
      return (answer as { resources: { uri: string; mimeType: string }[] }).resources
    }
    expect((await children('skill://')).map(({ mimeType }) => mimeType)).toEqual(
      Array(3).fill('inode/directory'),
    )
    expect((await children('skill://alpha-one')).map((child) => child.uri)).toEqual([
      uri,
      'skill://alpha-one/references',
      'skill://alpha-one/assets',
    ])
    expect(await children('skill://alpha-one/assets')).toMatchObject([{ size: 69 }])
    for (const nothing of ['skill://nobody', uri, 'skill://alpha-one/x', 'file:///etc']) {
      await expect(children(nothing)).rejects.toMatchObject({ code: -32602 })
    }
  })

  test('gets lists in the order of usefulness', async () => {
    const client = await served.connect({ era })
    await fetch(`${web.url}/api/v1/prompts/beta`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', 'if-match': '*' },
      body: JSON.stringify({ favourite: true }),
    })
    // A modern client keeps what it has seen for a while; this asks anew.
    const ask = () => client.request({ method: 'prompts/list', params: {} }, anything)
    await expect
      .poll(async () => ((await ask()) as { prompts: { name: string }[] }).prompts[0]?.name)
      .toBe('beta')
  })

  test('gets tools that cost few tokens, in the same order each time', async () => {
    const client = await served.connect({ era })
    const { tools } = await client.listTools()
    expect(countTokens(JSON.stringify(tools))).toBeLessThanOrEqual(1_500)
    expect((await client.listTools()).tools).toEqual(tools)
    for (const tool of tools) {
      expect(JSON.stringify(tool)).not.toMatch(/"(patternProperties|\$ref|anyOf|oneOf|allOf)"/)
      expect(JSON.stringify(tool)).not.toMatch(/\{"enum"/)
    }
  })
})
