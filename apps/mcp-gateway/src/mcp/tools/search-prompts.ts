import type { Page, PromptQuery, PromptSummary } from '@promptbin/prompts'
import { Type } from 'typebox'
import { withoutPromptMenu } from '../clients/instructions.ts'
import { staleMeta } from '../freshness.ts'
import type { Library } from '../profiles/profiled-library.ts'
import { createTool, type Tool } from './tool.ts'

const Input = Type.Object(
  {
    query: Type.Optional(
      Type.String({
        maxLength: 500,
        description:
          'Words, and tag: folder: label: uses: is:favourite; none lists the most useful',
      }),
    ),
    tag: Type.Optional(Type.String({ maxLength: 50 })),
    folder: Type.Optional(Type.String({ maxLength: 200 })),
    category: Type.Optional(Type.String({ maxLength: 200, description: 'Same as folder' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
    cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before' })),
  },
  { additionalProperties: false },
)

const Output = Type.Object({
  prompts: Type.Array(
    Type.Object({
      name: Type.String(),
      title: Type.String(),
      description: Type.String(),
      tags: Type.Array(Type.String()),
      arguments: Type.Array(Type.Object({ name: Type.String(), required: Type.Boolean() })),
    }),
  ),
  total: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
  nextCursor: Type.Optional(Type.String()),
})

function found({ name, title, description, tags, variables }: PromptSummary) {
  const needed = variables.map((variable) => ({
    name: variable.name,
    required: variable.required === true && variable.default === undefined,
  }))
  return { name, title, description, tags, arguments: needed }
}

/** Text without line breaks and control characters, so that nothing in it begins a line of ours. */
const onOneLine = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ')

function lineOf({ name, title, description, variables }: PromptSummary): string {
  const about = description && description !== title ? `: ${description.slice(0, 200)}` : ''
  const names = variables.map((variable) => variable.name).join(', ')
  return onOneLine(`- ${name} – ${title}${about}${names && ` (arguments: ${names})`}`)
}

function toText({ items, total, nextCursor }: Page<PromptSummary>): string {
  if (items.length === 0) return 'No prompt was found. Try fewer or other words.'
  const counted = `${total.exact ? '' : 'more than '}${total.value}`
  const more =
    nextCursor === null ? [] : [`There are more: ask again with "${nextCursor}" as cursor.`]
  return [`${counted} found, ${items.length} shown:`, ...items.map(lineOf), ...more].join('\n')
}

/** Finds prompts by words, tag or folder. */
export const createSearchPrompts = (library: Library): Tool =>
  createTool({
    name: 'search_prompts',
    title: 'Search prompts',
    description:
      'Finds prompts in the PromptBin library of the person, by words of their title, description or text. Use render_prompt with a name it gives.',
    withoutPrompts: withoutPromptMenu,
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    input: Input,
    output: Output,
    run: async ({ query: words, limit = 10, category, ...filters }, { call }) => {
      const folder = filters.folder ?? category
      const query: PromptQuery = {
        ...filters,
        ...(folder !== undefined && { folder }),
        limit,
        ...(words?.trim() ? { q: words } : { sort: 'useful' }),
      }
      const page = await library.list(query, call)
      const { items, total, nextCursor } = page.value
      const next = nextCursor === null ? {} : { nextCursor }
      return {
        structured: { prompts: items.map(found), total, ...next },
        text: toText(page.value),
        meta: staleMeta(page),
      }
    },
  })
