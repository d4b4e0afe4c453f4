import type {
  Page,
  Prompt,
  PromptChange,
  PromptDraft,
  PromptQuery,
  PromptSummary,
  Rendering,
  RenderRequest,
  Selector,
} from '@promptbin/prompts'
import type { LibraryStats } from '../prompt-client.ts'
import type { LastUse } from '../uses/use-reports.ts'
import { type AnswerReader, readPage, readPrompt, readRendering, readStats } from './answers.ts'

/** What can be asked of prompt-web; metrics use the same names. */
export type Operation = 'list' | 'get' | 'render' | 'stats' | 'create' | 'update' | 'uses'

/** One operation of prompt-web's REST API, ready to be sent, and the form of its answer. */
export interface LibraryRequest<Answer> {
  readonly operation: Operation
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  /** The path without what it names and asks: the route that answers it. */
  readonly template: string
  readonly body?: unknown
  readonly read: AnswerReader<Answer>
  /** How long an answer counts as current although nothing changed, in ms; for ever without it. */
  readonly keptMs?: number
  /** The prompt that an answer is a use of, which prompt-web does not see if the answer is a copy. */
  usedBy?(answer: Answer): string
}

function queryString(values: PromptQuery | Selector): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') query.set(key, String(value))
  }
  return query.size > 0 ? `?${query}` : ''
}

const promptsRoute = '/api/v1/prompts'
const promptRoute = `${promptsRoute}/:name`

const promptPath = (name: string) => `/api/v1/prompts/${encodeURIComponent(name)}`

/** Uses change the order of a list, and the feed does not tell of them. */
const usesKeptMs = 60_000

export const listRequest = (query: PromptQuery): LibraryRequest<Page<PromptSummary>> => ({
  operation: 'list',
  method: 'GET',
  path: promptsRoute + queryString(query),
  template: promptsRoute,
  read: readPage,
  keptMs: usesKeptMs,
})

export const getRequest = (name: string, selector: Selector): LibraryRequest<Prompt> => ({
  operation: 'get',
  method: 'GET',
  path: promptPath(name) + queryString(selector),
  template: promptRoute,
  read: readPrompt,
})

export const renderRequest = (name: string, body: RenderRequest): LibraryRequest<Rendering> => ({
  operation: 'render',
  method: 'POST',
  path: `${promptPath(name)}/render`,
  template: `${promptRoute}/render`,
  body,
  read: readRendering,
  usedBy: ({ name }) => name,
})

export const statsRequest: LibraryRequest<LibraryStats> = {
  operation: 'stats',
  method: 'GET',
  path: '/api/v1/stats',
  template: '/api/v1/stats',
  read: readStats,
}

export const createRequest = (draft: PromptDraft): LibraryRequest<Prompt> => ({
  operation: 'create',
  method: 'POST',
  path: promptsRoute,
  template: promptsRoute,
  body: draft,
  read: readPrompt,
})

export const updateRequest = (name: string, change: PromptChange): LibraryRequest<Prompt> => ({
  operation: 'update',
  method: 'PATCH',
  path: promptPath(name),
  template: promptRoute,
  body: change,
  read: readPrompt,
})

export const usesRequest = (uses: readonly LastUse[]): LibraryRequest<undefined> => ({
  operation: 'uses',
  method: 'POST',
  path: '/api/v1/uses',
  template: '/api/v1/uses',
  body: {
    items: uses.map(({ name, lastUsedAtMs }) => ({
      name,
      lastUsedAt: new Date(lastUsedAtMs).toISOString(),
    })),
  },
  read: () => undefined,
})
