import { PromptBinError } from '@promptbin/errors'
import type { Prompt, PromptChange } from '@promptbin/prompts'
import type { Library } from '../../library/library.ts'
import type { Begun, FieldFaults, FormValues } from '../../views/editor/form-values.ts'
import { changeOf, differences } from '../form/draft-of-form.ts'
import { withoutEmptyRows } from '../form/fields/written-rows.ts'
import { changeFaults } from '../form/form-faults.ts'
import { contentOf, formOf } from '../form/form-of-prompt.ts'
import type { Three } from '../merging/merge-decisions.ts'
import { browserAuthor } from '../page-options.ts'

/** What became of an edit. */
export type Saved =
  | {
      readonly kind: 'saved'
      readonly prompt: Prompt
      readonly what: 'version' | 'about' | 'nothing'
    }
  | { readonly kind: 'refused'; readonly faults: FieldFaults }

/** Saves what two forms differ in, as a change of the state that the second shows. */
export async function saveEdit(
  library: Library,
  prompt: Prompt,
  values: FormValues,
  shown: FormValues,
): Promise<Saved> {
  const change: PromptChange = changeOf(values, shown)
  if (Object.keys(change).length === 0) return { kind: 'saved', prompt, what: 'nothing' }
  const faults = changeFaults(change, values)
  if (faults.size > 0) return { kind: 'refused', faults }
  const saved = await library.change(prompt.name, change, browserAuthor, prompt.generation)
  return { kind: 'saved', prompt: saved, what: saved.latest > prompt.latest ? 'version' : 'about' }
}

/** The form that a person began with, of a prompt that changed since; nothing if that is not known. */
async function baseOf(
  library: Library,
  prompt: Prompt,
  begun: Begun | undefined,
): Promise<FormValues | undefined> {
  if (begun === undefined) return undefined
  try {
    const version = await library.version(prompt.name, begun.version)
    return withoutEmptyRows({ ...begun.about, ...contentOf(version), message: '' })
  } catch (error) {
    if (error instanceof PromptBinError && error.status === 404) return undefined
    throw error
  }
}

/** The three states of a prompt that changed while somebody wrote. */
export interface States extends Three<FormValues> {
  /** Whether only things changed that the form does not show, such as a label. */
  readonly isUntouched: boolean
}

/**
 * Finds the three states. Where the base is not known it counts as what the library holds: then
 * everything that differs is the person's, and is shown before it is saved.
 */
export async function threeStates(
  library: Library,
  prompt: Prompt,
  mine: FormValues,
  begun: Begun | undefined,
): Promise<States> {
  const theirs = formOf(prompt)
  const base = await baseOf(library, prompt, begun)
  const isUntouched = base !== undefined && differences(base, theirs).length === 0
  return { base: base ?? theirs, mine, theirs, isUntouched }
}
