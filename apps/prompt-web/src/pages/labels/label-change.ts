import { LabelName, normalizeChange, type Prompt } from '@promptbin/prompts'
import Value from 'typebox/value'
import { labelInvalid, labelsChanged } from '../../errors.ts'
import type { Library } from '../../library/library.ts'
import type { TypedLabel } from '../../views/labels/label-forms.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { browserAuthor } from '../page-options.ts'
import { formVersion } from '../versions/form-version.ts'

/** What a form of a label asks for. */
export interface LabelChange extends TypedLabel {
  readonly what: string
  /** The state of the prompt that the person saw; not a number if the form did not say. */
  readonly generation: number
  readonly isOnLabelsPage: boolean
}

/** Reads the form of a label as it was sent. */
export function readLabelChange(body: unknown): LabelChange {
  const fields = readFields(body)
  const version = fields.get('version')
  return {
    what: fields.get('do') ?? 'set',
    label: fields.get('label')?.trim() ?? '',
    version: version === undefined ? undefined : formVersion(version),
    reason: fields.get('reason')?.trim() ?? '',
    generation: Number(fields.get('generation')),
    isOnLabelsPage: fields.get('place') === 'labels',
  }
}

/** Throws `PB_LABEL_INVALID` or `PB_PROMPT_INVALID` if no label or reason can be like that. */
function check({ label, reason }: LabelChange): void {
  if (!Value.Check(LabelName, label)) throw labelInvalid()
  // A reason may be as long as the message of a version.
  normalizeChange({ message: reason })
}

/**
 * Does what a form asks for. Throws what `Library.setLabel` throws, `PB_LABELS_CHANGED` if a label
 * was to be taken away from where it stands no longer, and if a field cannot be like that.
 */
export async function changeLabel(
  library: Library,
  name: string,
  change: LabelChange,
): Promise<Prompt> {
  const { what, label, version, reason, generation } = change
  check(change)
  const set = (to: Parameters<Library['setLabel']>[2]) =>
    library.setLabel(name, label, { ...to, reason }, browserAuthor, generation)
  if (what === 'protect' || what === 'unprotect') return set({ protected: what === 'protect' })
  if (what !== 'remove' && what !== 'rollback') return set({ version: version ?? 0 })
  // A second click on the same button must not take back what the first one did.
  const now = await library.get(name)
  if (now.generation !== generation) throw labelsChanged(now.name)
  return what === 'remove'
    ? library.removeLabel(name, label, reason, browserAuthor)
    : library.rollBackLabel(name, label, reason, browserAuthor)
}
