import { PromptBinError } from '@promptbin/errors'
import {
  type Composition,
  contentBytesOf,
  effectiveVariables,
  hashInSteps,
  type Included,
  includesOf,
  lintInSteps,
  type NewPrompt,
  normalizeDraft,
  type Prompt,
  type PromptDraft,
  parseReference,
  renderInSteps,
} from '@promptbin/prompts'
import { inTurns } from '../../in-turns.ts'
import type { Library, Preview } from '../library.ts'

/** As many references of a draft as are looked up; a save with more is refused. */
const maxReferences = 100

/** What a title is before it is written; a text can be tried without one. */
const untitled = 'Untitled'

/** Whether a composition includes the prompt of this name, or is of it. */
function leadsTo(name: string, { prompt, included }: Composition): boolean {
  const isIn = (some: readonly Included[]): boolean =>
    some.some((one) => one.name === name || isIn(one.included))
  return prompt.name === name || isIn(included)
}

/** What a reference means now; nothing if it means nothing, or leads back to the prompt itself. */
async function resolve(
  compose: Library['compose'],
  reference: string,
  self: string | undefined,
): Promise<Included | undefined> {
  const target = parseReference(reference)
  if (target === undefined) return undefined
  const { name, ...selector } = target
  try {
    const composition = await compose(name, selector)
    if (self !== undefined && leadsTo(self, composition)) return undefined
    const { prompt, included } = composition
    return { reference, name: prompt.name, version: prompt.version, included }
  } catch (error) {
    if (error instanceof PromptBinError && error.status === 404) return undefined
    throw error
  }
}

/** A draft in the form of a prompt that is saved. */
function* asPrompt(draft: NewPrompt, name: string | undefined): Generator<void, Prompt> {
  const now = new Date().toISOString()
  const { messages, variables, modelConfig } = draft
  return {
    id: '',
    name: name ?? draft.name ?? 'draft',
    title: draft.title,
    description: draft.description,
    folder: draft.folder,
    tags: [...draft.tags],
    favourite: draft.favourite,
    variables: [...variables],
    latest: 1,
    defaultVersion: 1,
    labels: [],
    contentBytes: contentBytesOf(messages),
    generation: 1,
    createdAt: now,
    updatedAt: now,
    usedAt: null,
    aliases: [],
    version: {
      n: 1,
      sha256: yield* hashInSteps({ messages, variables, modelConfig }),
      messages: [...messages],
      variables: [...variables],
      modelConfig,
      message: draft.message,
      author: '',
      client: '',
      createdAt: now,
    },
  }
}

/** Others get their turn after the draft was read, and once more after it was looked over. */
function* normalizedInSteps(draft: PromptDraft): Generator<void, NewPrompt> {
  yield
  const written = normalizeDraft(draft)
  yield
  return written
}

/** A draft with all that it refers to. */
interface Looked {
  readonly written: NewPrompt
  readonly name: string | undefined
  readonly values: Readonly<Record<string, unknown>>
  readonly references: readonly string[]
  readonly included: readonly Included[]
}

function* previewInSteps(looked: Looked): Generator<void, Preview> {
  const { written, name, values, references, included } = looked
  yield
  const resolved = new Set(included.map(({ reference }) => reference))
  const composition = { prompt: yield* asPrompt(written, name), label: null, included }
  yield
  const rendering = yield* renderInSteps({ composition, arguments: values })
  yield
  const unresolved = references.filter((reference) => !resolved.has(reference))
  return {
    rendering,
    variables: effectiveVariables(written.variables, included),
    lint: yield* lintInSteps(written, { included, unresolved }),
  }
}

/** Renders a draft and looks it over; see `Library.preview`. */
export async function preview(
  compose: Library['compose'],
  draft: PromptDraft,
  options: { readonly name?: string; readonly arguments?: Readonly<Record<string, unknown>> },
): Promise<Preview> {
  const { name, arguments: values = {} } = options
  const title = draft.title.trim() === '' ? untitled : draft.title
  const written = await inTurns(normalizedInSteps({ ...draft, title }))
  const references = includesOf(written.messages)
  const included: Included[] = []
  for (const reference of references.slice(0, maxReferences)) {
    const one = await resolve(compose, reference, name)
    if (one !== undefined) included.push(one)
  }
  return inTurns(previewInSteps({ written, name, values, references, included }))
}
