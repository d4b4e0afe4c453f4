import type { FieldError } from '@promptbin/errors'
import { changeFaults, draftFaults } from './draft-faults.ts'
import { promptInvalid } from './errors.ts'
import type { Message, PromptChange, PromptDraft, Variable } from './prompt.ts'

/** A validated prompt to be created, every field decided. */
export interface NewPrompt {
  /** Without a name one is derived from the title and made unique. */
  readonly name?: string
  readonly title: string
  readonly description: string
  readonly folder: string
  readonly tags: readonly string[]
  readonly messages: readonly Message[]
  readonly variables: readonly Variable[]
  readonly message: string
}

/** A validated change; a field left out stays as it is. */
export type PromptEdit = Partial<Omit<NewPrompt, 'name'>>

function refuse(faults: readonly FieldError[]): void {
  if (faults.length === 0) return
  const told = faults.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`.trim())
  throw promptInvalid.with({ fields: faults }, told.join('; '))
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
    messages: messages ?? [{ role: 'user', text: content }],
    variables: draft.variables ?? [],
    message: draft.message ?? '',
  }
}

/**
 * The fields that a change sets, in the form the store takes. Throws `PB_PROMPT_INVALID` with all
 * faults at once.
 */
export function normalizeChange(change: PromptChange): PromptEdit {
  refuse(changeFaults(change))
  const { title, content, ...rest } = change
  return {
    ...rest,
    ...(title !== undefined && { title: title.trim() }),
    ...(content !== undefined && { messages: [{ role: 'user', text: content }] }),
  }
}
