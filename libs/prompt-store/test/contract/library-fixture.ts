import type { PromptBinError } from '@promptbin/errors'
import type { NewPrompt, Prompt } from '@promptbin/prompts'
import { afterAll, beforeAll } from 'vitest'
import type { Author, ListQuery, PromptStore } from '../../src/index.ts'
import type { StoreOptions } from '../../src/store-options.ts'

/** Makes an empty store for one group of tests, and whatever throws it away afterwards. */
export type MakeStore = (options?: StoreOptions) => Promise<{
  readonly store: PromptStore
  readonly discard: () => Promise<void>
}>

/** Who makes the changes in the tests. */
export const ada: Author = { author: 'ada', client: 'api' }

/** A complete prompt; what matters to a test is given, the rest is plain. */
export function aPrompt(fields: Partial<NewPrompt> & { readonly text?: string } = {}): NewPrompt {
  const { text = 'Say something.', ...rest } = fields
  return {
    title: 'A prompt',
    description: '',
    folder: '',
    tags: [],
    favourite: false,
    messages: [{ role: 'user', text }],
    variables: [],
    modelConfig: {},
    message: '',
    ...rest,
  }
}

/** A prompt with version `n`, or with its newest. */
export async function read(store: PromptStore, name: string, n?: number): Promise<Prompt> {
  const selector = n === undefined ? { label: 'latest' } : { version: n }
  return (await store.compose(name, selector)).prompt
}

/** One store for all tests of the surrounding `describe`; read it inside the tests. */
export function useStore(makeStore: () => ReturnType<MakeStore>): { readonly store: PromptStore } {
  let made: Awaited<ReturnType<MakeStore>> | undefined
  beforeAll(async () => {
    made = await makeStore()
  })
  afterAll(async () => {
    await made?.discard()
  })
  return {
    get store() {
      if (made === undefined) throw new Error('The store exists only while tests run.')
      return made.store
    },
  }
}

/** The names on all pages of a list, in order, read `limit` at a time. */
export async function namesOf(
  store: PromptStore,
  query: Omit<ListQuery, 'limit'> = {},
  limit = 100,
): Promise<string[]> {
  const names: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await store.list({ ...query, limit, ...(cursor && { cursor }) })
    names.push(...page.items.map(({ name }) => name))
    cursor = page.nextCursor
  } while (cursor !== null)
  return names
}

/** The code of the error that a promise rejects with, and `undefined` if it does not. */
export async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise
    return undefined
  } catch (error) {
    return (error as PromptBinError).code
  }
}
