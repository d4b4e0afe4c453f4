import type { McpRequest } from './requests.ts'
import type { RecipePrompt } from './servers/recipe-prompt.ts'

/** What is asked again and again: a handful of requests, so that each is soon asked before. */
export interface Kind {
  readonly name: string
  readonly requests: readonly McpRequest[]
}

const hotPrompts = 10
const pageSize = 100

interface Listed {
  readonly prompts: readonly { name: string; title: string; description: string }[]
}

interface Rendered {
  readonly messages: readonly { readonly content: { readonly text: string } }[]
}

/** Sends one request of MCP and gives its result. */
export type Ask = (method: string, params: Readonly<Record<string, unknown>>) => Promise<unknown>

async function textOf(ask: Ask, name: string): Promise<string> {
  const { messages } = (await ask('prompts/get', { name, arguments: {} })) as Rendered
  return messages[0]?.content.text ?? ''
}

/** As many prompts as a page has, those that are asked for first among them, for the plain recipe. */
export async function readPrompts(ask: Ask): Promise<readonly RecipePrompt[]> {
  const { prompts } = (await ask('prompts/list', {})) as Listed
  const hot = Array.from({ length: hotPrompts }, (_, index) => `prompt-${index}`)
  const others = prompts.filter(({ name }) => !hot.includes(name))
  const known = new Map(prompts.map((prompt) => [prompt.name, prompt]))
  const names = [...hot, ...others.map(({ name }) => name)].slice(0, pageSize)
  const read: RecipePrompt[] = []
  for (const name of names) {
    const { title, description } = known.get(name) ?? { title: name, description: name }
    read.push({ name, title, description, text: await textOf(ask, name) })
  }
  return read
}

/** The three requests that AI clients send most, of a library with these prompts. */
export function createKinds(
  prompts: readonly RecipePrompt[],
  words: readonly string[],
): readonly Kind[] {
  const hot = prompts.slice(0, hotPrompts)
  return [
    {
      name: 'prompts/get',
      requests: hot.map(({ name, text }) => ({
        method: 'prompts/get',
        params: { name, arguments: {} },
        expects: text.slice(0, 40),
      })),
    },
    {
      name: 'prompts/list',
      requests: [{ method: 'prompts/list', params: {}, expects: '"name":"prompt-' }],
    },
    {
      name: 'search_prompts',
      requests: words.slice(0, hotPrompts).map((query) => ({
        method: 'tools/call',
        params: { name: 'search_prompts', arguments: { query, limit: 5 } },
        expects: '"content":[',
      })),
    },
  ]
}
