import {
  blankMessage,
  blankPart,
  blankVariable,
  type FormValues,
  type PartKind,
  partKinds,
} from '../../views/editor/form-values.ts'

/**
 * What a button of the form asks for, as its value says: `save`, `preview`, `keep` (shows what was
 * sent), `declare <name>`, and what is done with rows, `add messages`, `add messages.0 image`,
 * `remove variables.2`, `up messages.1`, `down messages.1.parts.0`.
 */
export interface FormAction {
  readonly what: 'save' | 'preview' | 'keep' | 'declare' | 'add' | 'remove' | 'up' | 'down'
  /** The row that is meant, or the list that gets one. */
  readonly row: string
  /** What kind of part to add. */
  readonly kind: PartKind
}

const form = /^(preview|keep|declare|add|remove|up|down)(?: ([\w.]{1,80}))?(?: (\w{1,10}))?$/

/** Reads the value of a button; whatever is none of ours is a save. */
export function readAction(value: string | undefined): FormAction {
  const [, what = 'save', row = '', kind = ''] = form.exec(value ?? '') ?? []
  return {
    what: what as FormAction['what'],
    row,
    kind: partKinds.find((one) => one === kind) ?? 'text',
  }
}

type Rows<Row> = readonly Row[]

/** The same rows after one of them was removed or moved by one. */
function changedRows<Row>(rows: Rows<Row>, index: number, what: FormAction['what']): Rows<Row> {
  const row = rows[index]
  if (row === undefined) return rows
  const others = rows.toSpliced(index, 1)
  if (what === 'remove') return others
  return others.toSpliced(Math.max(0, what === 'up' ? index - 1 : index + 1), 0, row)
}

function withParts(values: FormValues, { what, kind }: FormAction, at: number, part?: number) {
  const messages = values.messages.map((message, index) => {
    if (index !== at) return message
    const parts =
      part === undefined
        ? [...message.parts, blankPart(kind)]
        : changedRows(message.parts, part, what)
    return { ...message, parts }
  })
  return { ...values, messages }
}

function declared(values: FormValues, name: string): FormValues {
  if (values.variables.some((variable) => variable.name === name)) return values
  const free = values.variables.findIndex((variable) => variable.name === '')
  const row = { ...(values.variables[free] ?? blankVariable), name }
  const variables = free < 0 ? [...values.variables, row] : values.variables.with(free, row)
  return { ...values, variables }
}

/** The form as it is after a button was pressed that changes its rows; without scripts only. */
export function afterAction(values: FormValues, action: FormAction): FormValues {
  const { what, row } = action
  if (what === 'declare') return declared(values, row)
  const [list, at, , part] = row.split('.')
  const index = at === undefined ? undefined : Number(at)
  if (list === 'variables') {
    const { variables } = values
    return {
      ...values,
      variables:
        index === undefined ? [...variables, blankVariable] : changedRows(variables, index, what),
    }
  }
  if (list !== 'messages') return values
  if (index === undefined) return { ...values, messages: [...values.messages, blankMessage] }
  if (part !== undefined || what === 'add') {
    return withParts(values, action, index, part === undefined ? undefined : Number(part))
  }
  return { ...values, messages: changedRows(values.messages, index, what) }
}
