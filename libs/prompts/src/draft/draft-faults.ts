import type { FieldError } from '@promptbin/errors'
import Value from 'typebox/value'
import { PromptChange, PromptDraft } from './prompt-draft.ts'

/** What a schema says of itself at a place such as `#/properties/title`. */
function descriptionAt(schema: object, schemaPath: string): string | undefined {
  const found = Value.Pointer.Get(schema, schemaPath.slice(1))
  return (found as { readonly description?: string } | undefined)?.description
}

/** A fault of the schema in words. */
function meaningOf(keyword: string, description: string | undefined): string | undefined {
  if (keyword === 'boolean') return 'is not a field of a prompt'
  const isOfForm = keyword === 'pattern' || keyword === 'enum' || keyword === 'minLength'
  return isOfForm && description !== undefined ? `must be ${description}` : undefined
}

function schemaFaults(schema: typeof PromptDraft | typeof PromptChange, input: unknown) {
  const byPointer = new Map<string, FieldError>()
  for (const { keyword, schemaPath, instancePath: pointer, message } of Value.Errors(
    schema,
    input,
  )) {
    // It only says once more, of the object, what "boolean" says of each unknown field.
    if (keyword === 'additionalProperties') continue
    if (byPointer.has(pointer)) continue
    const description = descriptionAt(schema, schemaPath)
    byPointer.set(pointer, { pointer, message: meaningOf(keyword, description) ?? message })
  }
  return [...byPointer.values()]
}

/** Text that no store keeps and no client receives as it was written. */
function textFaults(pointer: string, value: unknown): FieldError[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => textFaults(`${pointer}/${key}`, inner))
  }
  if (typeof value !== 'string') return []
  if (value.includes('\0')) return [{ pointer, message: 'must not contain the character NUL' }]
  if (!value.isWellFormed()) {
    return [{ pointer, message: 'must not contain half of a surrogate pair' }]
  }
  return []
}

/** The second and later declarations of one variable name. */
function duplicateFaults({ variables = [] }: PromptChange): FieldError[] {
  const names = variables.map(({ name }) => name)
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ pointer: `/variables/${index}/name`, message: `repeats the variable "${name}"` }],
  )
}

function faults(schema: typeof PromptDraft | typeof PromptChange, input: PromptChange) {
  const found = schemaFaults(schema, input)
  if (found.length > 0) return found
  const both = input.content !== undefined && input.messages !== undefined
  return [
    ...textFaults('', input),
    ...duplicateFaults(input),
    ...(both ? [{ pointer: '/messages', message: 'must not stand beside content' }] : []),
  ]
}

/** All that is wrong with a draft; empty if it can be kept. */
export function draftFaults(draft: PromptDraft): readonly FieldError[] {
  const found = faults(PromptDraft, draft)
  if (draft.content !== undefined || draft.messages !== undefined) return found
  return [...found, { pointer: '/content', message: 'is missing' }]
}

/** All that is wrong with a change; empty if it can be applied. */
export function changeFaults(change: PromptChange): readonly FieldError[] {
  return faults(PromptChange, change)
}
