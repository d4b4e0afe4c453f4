import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from './served.ts'
import { startWeb, type Web } from './web.ts'

let web: Web
let served: Served

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** An export of one prompt as another library would have written it, with other names for it. */
function exportOf(id: string, name: string, aliases: readonly string[], text: string): string {
  const version = {
    author: 'ada',
    client: 'import',
    createdAt: '2026-01-01T00:00:00.000Z',
    includes: [],
    message: '',
    messages: [{ role: 'user', text }],
    modelConfig: {},
    n: 1,
    sha256: sha256(`{"messages":[{"role":"user","text":${JSON.stringify(text)}}],"variables":[]}`),
    variables: [],
  }
  const prompt = {
    aliases,
    createdAt: version.createdAt,
    description: '',
    favourite: false,
    folder: '',
    id,
    labelMoves: [],
    labels: [],
    name,
    tags: [],
    title: name,
    updatedAt: version.createdAt,
    usedAt: null,
    versions: [version],
  }
  const json = JSON.stringify(prompt)
  const head = '{"format":"promptbin","version":1,"exportedAt":"2026-01-01T00:00:00.000Z"}'
  const lines = `${head}\n{"sha256":"${sha256(json)}","prompt":${json}}\n`
  return `${lines}{"prompts":1,"sha256":"${sha256(lines)}"}\n`
}

beforeAll(async () => {
  web = await startWeb()
  const id = '01a20618-ccc9-7507-b1e0-027424d918ce'
  const aliases = ['test://static-text', 'old_name', '20250101_101010_abcdef01']
  const response = await fetch(`${web.url}/api/v1/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/jsonl' },
    body: exportOf(id, 'imported', aliases, 'From elsewhere.'),
  })
  expect(await response.text()).toContain('"created":1')
  served = serve(web.url)
})

afterAll(async () => {
  await served?.stop()
  await web?.stop()
})

test.each(['modern', 'legacy'] as const)(
  'a %s client finds an imported prompt under what it was called before',
  async (era) => {
    const client = await served.connect({ era })
    const uri = 'test://static-text'
    const { contents } = await client.readResource({ uri })
    expect(contents).toMatchObject([{ uri, text: 'From elsewhere.' }])
    const { _meta } = await client.getPrompt({ name: 'old_name' })
    expect(_meta).toMatchObject({ 'promptbin/name': 'imported' })
    const former = 'promptbin://get-prompt/20250101_101010_abcdef01'
    const [{ text }] = (await client.readResource({ uri: former })).contents as unknown as [
      { text: string },
    ]
    expect(JSON.parse(text)).toMatchObject({
      id: '20250101_101010_abcdef01',
      content: 'From elsewhere.',
    })
    const unknown = client.readResource({ uri: 'test://nothing' })
    await expect(unknown).rejects.toMatchObject({
      code: -32602,
      data: { code: 'PB_MCP_RESOURCE_UNKNOWN', uri: 'test://nothing' },
    })
  },
)
