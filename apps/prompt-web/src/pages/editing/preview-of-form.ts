import { PromptBinError } from '@promptbin/errors'
import type { Lint, PromptDraft, Variable } from '@promptbin/prompts'
import { othersTurn } from '../../in-turns.ts'
import type { Library, Preview } from '../../library/library.ts'
import { fieldName } from '../../views/editor/editor-notices.ts'
import type { FieldFaults, FormValues } from '../../views/editor/form-values.ts'
import type { Finding } from '../../views/preview/findings.ts'
import type { PreviewContent } from '../../views/preview/preview-panel.ts'
import type { TypedValues } from '../../views/try/typed-values.ts'
import { draftOf } from '../form/draft-of-form.ts'
import { type WrittenForm, writtenForm } from '../form/fields/written-rows.ts'
import { faultsOfError } from '../form/form-faults.ts'
import { readModelSettings } from '../form/model-settings.ts'

/** What a preview is made of beside the form. */
export interface PreviewOptions {
  /** The name of the prompt that is edited. */
  readonly name?: string | undefined
  readonly tried?: TypedValues
}

/** Values to show: what was typed, and an example where nothing else would stand. */
function valuesFor(variables: readonly Variable[], tried: TypedValues): TypedValues {
  const examples = variables.flatMap(({ name, default: usual, example }) =>
    usual === undefined && example !== undefined ? [[name, example]] : [],
  )
  return { ...Object.fromEntries(examples), ...tried }
}

/** Only values of variables that there are: one that was typed may have lost its variable. */
function ofVariables(values: TypedValues, variables: readonly Variable[]): TypedValues {
  const names = new Set(variables.map(({ name }) => name))
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)))
}

const isFaultyVariable = (faults: FieldFaults, index: number) =>
  [...faults.keys()].some((field) => field.startsWith(`variables.${index}.`))

interface Tried {
  readonly preview?: Preview
  readonly faults: FieldFaults
}

/** Previews a draft; what is wrong with its variables does not keep its text from being shown. */
async function tryDraft(
  library: Library,
  { values }: WrittenForm,
  { name, tried = {} }: PreviewOptions,
): Promise<Tried> {
  const { messages = [], variables = [], modelConfig } = draftOf(values)
  const previewOf = (usable: Variable[]) => {
    const draft: PromptDraft = {
      title: 'Preview',
      messages,
      variables: usable,
      ...(modelConfig && { modelConfig }),
    }
    const given = valuesFor(usable, tried)
    return library.preview(draft, { ...(name && { name }), arguments: given })
  }
  try {
    return { preview: await previewOf(variables), faults: new Map() }
  } catch (error) {
    const faults = faultsOfError(error, values)
    if (!(error instanceof PromptBinError) || faults.size === 0) throw error
    const usable = variables.filter((_, index) => !isFaultyVariable(faults, index))
    if (usable.length === variables.length) return { faults }
    const preview = await previewOf(usable).catch(() => undefined)
    return { faults, ...(preview && { preview }) }
  }
}

function findingOfLint(
  { severity, message, hint, at, variable, code }: Lint,
  form: WrittenForm,
): Finding {
  const row = form.values.variables.findIndex(({ name }) => name === variable)
  const place = at
    ? `messages.${at.message}.parts.${at.part}.text`
    : row >= 0 && `variables.${row}.name`
  return {
    severity,
    message,
    hint,
    ...(place && { field: form.fieldInForm(place) }),
    ...(at && { range: { from: at.from, to: at.to } }),
    ...(code === 'undeclared-name' && variable !== undefined && { undeclared: variable }),
  }
}

function findingOfFault(field: string, fault: string, form: WrittenForm): Finding {
  const place = form.fieldInForm(field)
  return { severity: 'error', message: `${fieldName(place)} ${fault}.`, hint: '', field: place }
}

function settingsFaults({ modelConfig }: FormValues): [string, string][] {
  const read = readModelSettings(modelConfig)
  return 'fault' in read ? [['modelConfig', read.fault]] : []
}

/** Whether anything is written yet: whoever only begins needs no warning of an empty message. */
const isBegun = ({ messages }: FormValues) =>
  messages.some(({ parts }) =>
    parts.some(({ kind, text }) => kind !== 'text' || text.trim() !== ''),
  )

/** What stands beside a form: how it would be rendered if it were saved now, and what was found. */
export async function previewOfForm(
  library: Library,
  values: FormValues,
  options: PreviewOptions,
): Promise<PreviewContent> {
  const form = writtenForm(values)
  // A form of thousands of rows takes long to read, and as long to make a draft of.
  await othersTurn()
  const { preview, faults } = await tryDraft(library, form, options)
  const declared = (draftOf(form.values).variables ?? []).filter(({ name }) => name !== '')
  const variables = preview?.variables ?? declared
  const lint = isBegun(values) ? (preview?.lint ?? []) : []
  const wrong = [...faults, ...settingsFaults(values)]
  return {
    rendering: preview?.rendering,
    variables,
    tried: ofVariables(options.tried ?? {}, variables),
    findings: [
      ...wrong.map(([field, fault]) => findingOfFault(field, fault, form)),
      ...lint.map((found) => findingOfLint(found, form)),
    ],
  }
}
