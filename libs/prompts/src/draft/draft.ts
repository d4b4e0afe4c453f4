import type { FieldError } from '@promptbin/errors'
import { promptInvalid } from '../errors.ts'
import type { Message } from '../prompt/message.ts'
import type { Variable } from '../prompt/variable.ts'
import type { ModelConfig } from '../prompt/version.ts'
import { changeFaults, draftFaults } from './draft-faults.ts'
import type { PromptChange, PromptDraft } from './prompt-draft.ts'

/** A validated prompt to be created, every field decided. */
export interface NewPrompt {
  /** Without a name one is derived from the title and made unique. */
  readonly name?: string
  readonly title: string
  readonly description: string
  readonly folder: string
  readonly tags: readonly string[]
  readonly favourite: boolean
  readonly messages: readonly Message[]
  readonly variables: readonly Variable[]
  readonly modelConfig: ModelConfig
  readonly message: string
}

/** A validated change; a field left out stays as it is. */
export type PromptEdit = Partial<NewPrompt>

/** How many faults the message of an error names; its fields name all. */
const maxFaultsInMessage = 10

function refuse(faults: readonly FieldError[]): void {
  if (faults.length === 0) return
  const told = faults.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`.trim())
  const rest = told.splice(maxFaultsInMessage).length
  throw promptInvalid.with(
    { fields: faults },
    told.join('; ') + (rest > 0 ? `; and ${rest} more` : ''),
  )
}

/** One part that is text is written as the text of the message: the same content has one form. */
function normalizeMessage(message: Message): Message {
  const { role, parts = [] } = message
  const [{ text } = {}, ...others] = parts
  return text === undefined || others.length > 0 ? message : { role, text }
}

/** What is left out means the same as `string` and as not required. */
function normalizeVariable({ type, required, ...variable }: Variable): Variable {
  return {
    ...variable,
    ...(type !== undefined && type !== 'string' && { type }),
    ...(required === true && { required }),
  }
}

/** Decides every field of a draft. Throws `PB_PROMPT_INVALID` with all faults at once. */
export function normalizeDraft(draft: PromptDraft): NewPrompt {
  refuse(draftFaults(draft))
  const { name, title, content = '', messages } = draft
  return {
    ...(name !== undefined && { name }),
    title: title.trim(),
    description: draft.description ?? '',
    folder: draft.folder ?? '',
    tags: draft.tags ?? [],
    favourite: draft.favourite ?? false,
    messages: (messages ?? [{ role: 'user', text: content }]).map(normalizeMessage),
    variables: (draft.variables ?? []).map(normalizeVariable),
    modelConfig: draft.modelConfig ?? {},
    message: draft.message ?? '',
  }
}

/**
 * The fields that a change sets, in the form the store takes. Throws `PB_PROMPT_INVALID` with all
 * faults at once.
 */
export function normalizeChange(change: PromptChange): PromptEdit {
  refuse(changeFaults(change))
  const { title, content, messages, variables, ...rest } = change
  return {
    ...rest,
    ...(title !== undefined && { title: title.trim() }),
    ...(content !== undefined && { messages: [{ role: 'user', text: content }] }),
    ...(messages !== undefined && { messages: messages.map(normalizeMessage) }),
    ...(variables !== undefined && { variables: variables.map(normalizeVariable) }),
  }
}
