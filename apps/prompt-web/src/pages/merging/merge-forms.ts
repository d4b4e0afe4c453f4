import { inTurns } from '../../in-turns.ts'
import { fieldName } from '../../views/editor/editor-notices.ts'
import {
  aboutNames,
  type FormValues,
  type MessageValues,
  type PartValues,
  type VariableValues,
} from '../../views/editor/form-values.ts'
import type { MergeItem } from '../../views/merge/merge-item.ts'
import { type Choices, createDecisions, type Three } from './merge-decisions.ts'

type Decisions = ReturnType<typeof createDecisions>

/** One thing of all three states. */
function each<Whole, Value>(three: Three<Whole>, get: (whole: Whole) => Value): Three<Value> {
  return { base: get(three.base), mine: get(three.mine), theirs: get(three.theirs) }
}

function partInWords({ kind, text, mimeType, data, uri }: PartValues): string {
  if (kind === 'text') return text
  if (kind === 'image') return `Picture, ${mimeType}, ${Math.round((data.length * 3) / 4096)} KB`
  return [`Resource ${uri}`, mimeType, text].filter(Boolean).join('\n')
}

const messagesInWords = (messages: readonly MessageValues[]) =>
  messages.map(({ role, parts }) => `${role}:\n${parts.map(partInWords).join('\n\n')}`).join('\n\n')

function variableInWords(variable: VariableValues | undefined): string {
  if (variable === undefined) return ''
  const { type, required, default: usual, description, example, options } = variable
  const facts = [
    type,
    required && 'required',
    usual && `default “${usual}”`,
    options && `choices ${options.split('\n').join(', ')}`,
    description,
    example && `for example “${example}”`,
  ]
  return facts.filter(Boolean).join('; ')
}

function mergeMessage(decisions: Decisions, row: number, three: Three<MessageValues>) {
  const id = `messages.${row}`
  const role = decisions.pick(
    `${id}.role`,
    `Message ${row + 1}, role`,
    each(three, ({ role }) => role),
    (role) => role,
  )
  const parts = three.base.parts.map((basePart, index) => {
    const part = each(three, ({ parts }) => parts[index] ?? basePart)
    const name = `${id}.parts.${index}`
    if (basePart.kind !== 'text') {
      return decisions.pick(name, fieldName(`${name}.data`), part, partInWords)
    }
    const text = decisions.text(
      `${name}.text`,
      fieldName(`${name}.text`),
      each(part, ({ text }) => text),
    )
    return { ...basePart, text }
  })
  return { role, parts }
}

/** Whether every message that both began with is still there, with parts of the same kinds. */
function isAligned({ base, mine, theirs }: Three<readonly MessageValues[]>): boolean {
  const kinds = (message?: MessageValues) => message?.parts.map(({ kind }) => kind).join()
  return base.every(
    (message, row) => kinds(mine[row]) === kinds(message) && kinds(theirs[row]) === kinds(message),
  )
}

function* mergeMessages(
  decisions: Decisions,
  three: Three<readonly MessageValues[]>,
): Generator<void, readonly MessageValues[]> {
  if (!isAligned(three)) {
    return decisions.pick('messages', 'All messages', three, messagesInWords)
  }
  const { base, mine, theirs } = three
  const kept: MessageValues[] = []
  for (const [row, message] of base.entries()) {
    yield
    const [own, other] = [mine[row] ?? message, theirs[row] ?? message]
    kept.push(mergeMessage(decisions, row, { base: message, mine: own, theirs: other }))
  }
  const added = each(three, (messages) => messages.slice(base.length))
  const both = (other: readonly MessageValues[], own: readonly MessageValues[]) => [
    ...other,
    ...own,
  ]
  return [
    ...kept,
    ...decisions.pick('messages.added', 'Added messages', added, messagesInWords, both),
  ]
}

/** Variables by name; nothing if a name is missing or there twice, and so is none. */
function byName(variables: readonly VariableValues[]): Map<string, VariableValues> | undefined {
  const map = new Map(variables.map((variable) => [variable.name, variable]))
  return map.size === variables.length && !map.has('') ? map : undefined
}

function mergeVariables(decisions: Decisions, three: Three<readonly VariableValues[]>) {
  const { base, mine, theirs } = each(three, byName)
  if (!base || !mine || !theirs) {
    const inWords = (variables: readonly VariableValues[]) =>
      variables.map((variable) => `${variable.name}: ${variableInWords(variable)}`).join('\n')
    return decisions.pick('variables', 'All variables', three, inWords)
  }
  const names = new Set([...theirs.keys(), ...mine.keys()])
  return [...names].flatMap((name) => {
    const states = each({ base, mine, theirs }, (variables) => variables.get(name))
    return decisions.pick(`variables.${name}`, `Variable ${name}`, states, variableInWords) ?? []
  })
}

/** Two changes of one prompt in one form. */
export interface MergedForm {
  readonly values: FormValues
  /** All that differs between mine and theirs; empty if nothing does. */
  readonly items: readonly MergeItem[]
}

/** Merges message by message; see `mergeForms`. */
function* mergeInSteps(forms: Three<FormValues>, choices: Choices): Generator<void, MergedForm> {
  const decisions = createDecisions(choices)
  const messages = yield* mergeMessages(
    decisions,
    each(forms, ({ messages }) => messages),
  )
  yield
  const variables = mergeVariables(
    decisions,
    each(forms, ({ variables }) => variables),
  )
  const inWords = (value: string | boolean) => (value === true ? 'Yes' : value || '')
  const about = aboutNames.map((name) => [
    name,
    decisions.pick(
      name,
      fieldName(name),
      each(forms, (form) => form[name]),
      inWords,
    ),
  ])
  const modelConfig = decisions.pick(
    'modelConfig',
    fieldName('modelConfig'),
    each(forms, ({ modelConfig }) => modelConfig),
    (text) => text,
  )
  const values = { ...forms.mine, ...Object.fromEntries(about), messages, variables, modelConfig }
  return { values, items: decisions.items }
}

/**
 * Merges what a person wrote with what the library holds by now, field by field and line by line.
 * What only one side changed is taken over; where both did, `choices` decide.
 */
export function mergeForms(forms: Three<FormValues>, choices: Choices): Promise<MergedForm> {
  return inTurns(mergeInSteps(forms, choices))
}
