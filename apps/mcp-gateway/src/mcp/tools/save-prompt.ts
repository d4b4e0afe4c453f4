import { createHash, randomUUID } from 'node:crypto'
import { PromptBinError } from '@promptbin/errors'
import type { Call } from '@promptbin/prompt-client'
import {
  canonicalJson,
  normalizeChange,
  type Prompt,
  type PromptChange,
  type PromptDraft,
} from '@promptbin/prompts'
import { type Static, Type } from 'typebox'
import { promptMoved, promptToSaveIncomplete, promptUnknown, writingRefused } from '../../errors.ts'
import type { McpRequest } from '../handler.ts'
import type { Asker } from '../operation.ts'
import type { Library } from '../profiles/profiled-library.ts'
import { oneOf } from './one-of.ts'
import { createTool, type Tool } from './tool.ts'

const Input = Type.Object(
  {
    name: Type.Optional(
      Type.String({ description: 'Of the prompt to change; a new prompt can do without' }),
    ),
    title: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
    content: Type.Optional(
      Type.String({ description: 'The text, with {{name}} for each declared variable' }),
    ),
    messages: Type.Optional(
      Type.Array(
        Type.Object({
          role: oneOf('system', 'user', 'assistant'),
          text: Type.Optional(Type.String()),
        }),
        { description: 'Instead of content; parts, as get_prompt gives them, instead of text' },
      ),
    ),
    variables: Type.Optional(
      Type.Array(Type.Object({ name: Type.String() }), {
        description:
          'Also: type (string, text, number, boolean, enum, list), description, required, default, example, options',
      }),
    ),
    folder: Type.Optional(Type.String()),
    tags: Type.Optional(Type.Array(Type.String())),
    message: Type.Optional(Type.String({ description: 'Why it is saved' })),
    expectedVersion: Type.Optional(
      Type.Integer({ minimum: 0, description: 'latest as read; refused if it has moved; 0: new' }),
    ),
  },
  { additionalProperties: false },
)

const Output = Type.Object({
  name: Type.String(),
  version: Type.Integer(),
  url: Type.String(),
  outcome: oneOf('created', 'saved', 'unchanged'),
})

type SaveInput = Static<typeof Input>
type Outcome = Static<typeof Output>['outcome']

/** What saving came to. */
interface Saved {
  readonly prompt: Prompt
  readonly outcome: Outcome
}

const isError = (error: unknown, code: string) =>
  error instanceof PromptBinError && error.code === code

async function find(library: Library, name: string, call: Call): Promise<Prompt | undefined> {
  try {
    return (await library.get(name, { label: 'latest' }, call)).value
  } catch (error) {
    if (isError(error, promptUnknown.definition.code)) return undefined
    throw error
  }
}

/** Whether a prompt is already what a change makes of it; throws `PB_PROMPT_INVALID`. */
function isAlready(prompt: Prompt, change: PromptChange): boolean {
  const { name: _, message: __, ...wanted } = normalizeChange(change)
  const { messages, variables, modelConfig } = prompt.version
  const { title, description, folder, tags, favourite } = prompt
  const is = { title, description, folder, tags, favourite, messages, variables, modelConfig }
  return Object.entries(wanted).every(
    ([field, value]) => canonicalJson(is[field as keyof typeof is]) === canonicalJson(value),
  )
}

async function update(
  library: Library,
  prompt: Prompt,
  { expectedVersion, change }: { expectedVersion: number | undefined; change: PromptChange },
  call: Call,
): Promise<Saved> {
  if (isAlready(prompt, change)) {
    // The same request, whose first answer was lost, finds its own work; so it is done.
    const isOwn = expectedVersion === undefined || prompt.latest - expectedVersion <= 1
    if (isOwn) return { prompt, outcome: 'unchanged' }
  }
  if (expectedVersion !== undefined && prompt.latest !== expectedVersion) {
    throw promptMoved(prompt.name, prompt.latest, expectedVersion)
  }
  const ifMatch = expectedVersion === undefined ? {} : { ifMatch: `"${prompt.generation}"` }
  const saved = await library.update(prompt.name, change, { ...call, ...ifMatch })
  return { prompt: saved, outcome: 'saved' }
}

/** The same request of the same asker has the same key, so it makes one prompt however often it is sent. */
function keyOf(input: SaveInput, { principal, client }: Asker): string {
  const asked = canonicalJson([principal.id, client, input])
  return `mcp-${createHash('sha256').update(asked, 'utf8').digest('base64url')}`
}

async function create(
  library: Library,
  draft: PromptDraft,
  input: SaveInput,
  { call, asker }: McpRequest,
): Promise<Saved> {
  try {
    const made = await library.create(draft, { ...call, idempotencyKey: keyOf(input, asker) })
    // An answer that was kept may be of a prompt which has been thrown away since.
    const isThere = (await find(library, made.id, call)) !== undefined
    const again = { ...call, idempotencyKey: randomUUID() }
    return { prompt: isThere ? made : await library.create(draft, again), outcome: 'created' }
  } catch (error) {
    const taken = draft.name !== undefined && isError(error, 'PB_NAME_TAKEN')
    const there = taken ? await find(library, draft.name ?? '', call) : undefined
    if (there && isAlready(there, draft)) return { prompt: there, outcome: 'unchanged' }
    throw error
  }
}

/** What is there to make a new prompt of. */
function draftOf({ expectedVersion: _, ...fields }: SaveInput): PromptDraft {
  const { title, content, messages } = fields
  const needed = [
    ...(title === undefined ? ['a title'] : []),
    ...(content === undefined && messages === undefined ? ['content'] : []),
  ]
  if (title === undefined || needed.length > 0) throw promptToSaveIncomplete(needed.join(' and '))
  return { ...fields, title } as PromptDraft
}

/** Changes a prompt; once more if it was only starred or moved meanwhile. */
async function change(
  library: Library,
  existing: Prompt,
  { name: _, expectedVersion, ...change }: SaveInput,
  { call }: McpRequest,
): Promise<Saved> {
  const wanted = { expectedVersion, change: change as PromptChange }
  try {
    return await update(library, existing, wanted, call)
  } catch (error) {
    if (existing.latest !== expectedVersion || !isError(error, 'PB_PROMPT_CHANGED')) throw error
    const now = await find(library, existing.name, call)
    if (!now) throw error
    return update(library, now, wanted, call)
  }
}

async function save(library: Library, input: SaveInput, request: McpRequest): Promise<Saved> {
  const { name, expectedVersion } = input
  const existing = name === undefined ? undefined : await find(library, name, request.call)
  if (existing) return change(library, existing, input, request)
  if (name !== undefined && expectedVersion) throw promptUnknown(name.slice(0, 100))
  return create(library, draftOf(input), input, request)
}

/** Why an asker may not save, if they may not. */
function refusalFor({ principal, profile }: Asker): PromptBinError | undefined {
  if (profile.readOnly) return writingRefused('its profile is read-only')
  if (principal.scopes.has('prompts:write')) return undefined
  return writingRefused('it takes the scope prompts:write')
}

/** Keeps a prompt: a new one, or a new version of one that there is. `pageOf` is where people see it. */
export const createSavePrompt = (library: Library, pageOf: (name: string) => string): Tool =>
  createTool({
    name: 'save_prompt',
    title: 'Save a prompt',
    description:
      'Keeps a new prompt, or a new version of one. Fields left out stay as they are; no version is ever lost.',
    annotations: {
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
    input: Input,
    output: Output,
    refusal: refusalFor,
    run: async (input, request) => {
      const { prompt, outcome } = await save(library, input, request)
      const { name, title, latest: version } = prompt
      const url = pageOf(name)
      const said = { created: 'Created', saved: 'Saved', unchanged: 'Already saved' }[outcome]
      return {
        structured: { name, version, url, outcome },
        text: `${said}: "${title}" is version ${version} of ${name}, at ${url}`,
      }
    },
  })
