import type { PromptStore } from '@promptbin/prompt-store'
import { normalizeChange, normalizeDraft } from '@promptbin/prompts'
import { importPromptsChat } from './import.ts'
import type { Library } from './library.ts'
import { render } from './render.ts'
import { select } from './selector.ts'

/** How many prompts a page of a list holds if nothing else is asked for. */
const defaultLimit = 50

/** As many versions as the store lists. */
const listedVersions = 1_000

/** Makes the library's operations over a store. */
export function createLibrary({ store }: { readonly store: PromptStore }): Library {
  return {
    list: (query) => store.list({ ...query, limit: query.limit ?? defaultLimit }),
    get: async (name, selector = {}) => (await select(store, name, selector)).prompt,
    versions: async (name) => {
      const items = await store.versions(name)
      return {
        items,
        nextCursor: null,
        total: { value: items.length, exact: items.length < listedVersions },
      }
    },
    version: async (name, n) => (await store.get(name, n)).version,
    create: async (draft, author) => store.create(normalizeDraft(draft), author),
    change: async (name, change, author, expected) =>
      store.change(name, normalizeChange(change), author, expected),
    trash: (name, expected) => store.trash(name, expected),
    render: (name, request) => render(store, name, request),
    importPromptsChat: (chunks, author) => importPromptsChat(store, chunks, author),
    stats: () => store.stats(),
  }
}
