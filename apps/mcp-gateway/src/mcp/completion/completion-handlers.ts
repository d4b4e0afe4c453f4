import type { CompleteResult } from '@modelcontextprotocol/server'
import { latestLabel, type Prompt } from '@promptbin/prompts'
import { Type } from 'typebox'
import { createHandler, type Handlers, type McpRequest } from '../handler.ts'
import type { Library } from '../profiles/profiled-library.ts'
import { variablesOf } from '../rendering/render.ts'
import { type Context, candidatesFor } from './candidates.ts'
import { type Completion, rank } from './rank.ts'
import type { RecentValues } from './recent-values.ts'

/** What is typed so far is cut to this: nothing that can be completed is longer. */
const maxTyped = 200

const CompleteParams = Type.Object({
  ref: Type.Union([
    Type.Object({ type: Type.Literal('ref/prompt'), name: Type.String() }),
    Type.Object({ type: Type.Literal('ref/resource'), uri: Type.String() }),
  ]),
  argument: Type.Object({ name: Type.String(), value: Type.String() }),
  context: Type.Optional(
    Type.Object({ arguments: Type.Optional(Type.Record(Type.String(), Type.String())) }),
  ),
})

/** What a person is filling in. */
interface Typing {
  readonly name: string
  readonly value: string
  readonly context: Context
}

const nothing: Completion = { values: [], total: 0, hasMore: false }

/** The variables of our resource templates that stand for a prompt. */
const promptVariables = ['name', 'id', 'prompt_id']

async function completeArgument(
  library: Library,
  recent: RecentValues,
  prompt: string,
  { name, value, context }: Typing,
  { call, asker }: McpRequest,
): Promise<Completion> {
  const found = (await library.get(prompt, {}, call)).value
  const variable = variablesOf(found).get(name)
  if (!variable) return nothing
  const given = recent.of(asker.principal.id, found.name)
  return rank(value, candidatesFor(variable, given, context))
}

/** The library finds by words what begins so; a name has its words joined. */
async function completeName(library: Library, value: string, { call }: McpRequest) {
  const words = value.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
  const query = words === '' ? ({ sort: 'useful' } as const) : { q: words }
  const page = (await library.list({ ...query, limit: 100 }, call)).value
  const ranked = rank(
    value,
    page.items.map(({ name }) => name),
  )
  const isWhole = page.nextCursor === null
  const total = isWhole ? ranked.total : Math.max(page.total.value, ranked.total)
  return { ...ranked, total, hasMore: ranked.hasMore || !isWhole }
}

function versionsOf({ latest }: Prompt): readonly string[] {
  return Array.from({ length: latest }, (_, index) => String(latest - index))
}

async function completeTemplate(
  library: Library,
  { name, value, context }: Typing,
  request: McpRequest,
): Promise<Completion> {
  if (promptVariables.includes(name)) return completeName(library, value, request)
  const chosen = context['name']
  if (chosen === undefined || chosen === '') return nothing
  const prompt = (await library.get(chosen, {}, request.call)).value
  if (name === 'version') return rank(value, versionsOf(prompt))
  if (name !== 'label') return nothing
  return rank(value, [...prompt.labels.map((label) => label.name), latestLabel])
}

/**
 * `completion/complete` over the arguments of prompts and the variables of our resource templates.
 * What a person gave before is offered to that person alone.
 */
export function createCompletionHandlers(library: Library, recent: RecentValues): Handlers {
  return {
    'completion/complete': createHandler(
      CompleteParams,
      async ({ ref, argument, context }, request): Promise<CompleteResult> => {
        const value = argument.value.slice(0, maxTyped)
        const typing = { name: argument.name, value, context: context?.arguments ?? {} }
        const completion =
          ref.type === 'ref/prompt'
            ? await completeArgument(library, recent, ref.name, typing, request)
            : await completeTemplate(library, typing, request)
        return { completion: { ...completion } }
      },
    ),
  }
}
