import type { Message, Part } from '@promptbin/prompts'
import { deriveName } from '@promptbin/prompts/names'
import { importFileInvalid } from '../../errors.ts'
import { fileNameOf } from '../../source/paths.ts'
import { type Expression, expressionOf } from './expression.ts'
import { type Token, tokensOf } from './tokens.ts'

/** What the body of a dotprompt file says. */
export interface Body {
  readonly messages: readonly Message[]
  /** The names of all places, each once, in order. */
  readonly names: readonly string[]
  /** How many places there are. */
  readonly places: number
  readonly notes: readonly string[]
}

/** As a place in a text of PromptBin refers to another prompt. */
const reference = /^[a-z0-9]+(-[a-z0-9]+)*(@[a-z0-9._-]+)?$/

const imageData = /^data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/]+={0,2})$/
const address = /^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$/
const maxAddressLength = 2_048

interface Reading {
  readonly keepsBlank: boolean
  readonly messages: Message[]
  readonly names: Set<string>
  readonly notes: Set<string>
  role: Message['role']
  isMarked: boolean
  parts: Part[]
  text: string
  places: number
}

function startReading(keepsBlank: boolean): Reading {
  return {
    keepsBlank,
    messages: [],
    names: new Set(),
    notes: new Set(),
    role: 'user',
    isMarked: false,
    parts: [],
    text: '',
    places: 0,
  }
}

function endText(reading: Reading): void {
  if (reading.text.trim() !== '') reading.parts.push({ text: reading.text })
}

/** Ends the message so far. Blank ones between two roles are dropped, as dotprompt drops them. */
function endMessage(reading: Reading): void {
  const { role, text, parts, keepsBlank, isMarked } = reading
  if (parts.length > 0) {
    endText(reading)
    reading.messages.push({ role, parts: reading.parts })
  } else if (text.trim() !== '' || (keepsBlank && isMarked)) {
    reading.messages.push({ role, text })
  }
  reading.parts = []
  reading.text = ''
}

function partOf({ url, contentType }: Extract<Expression, { kind: 'media' }>): Part | undefined {
  const image = imageData.exec(url)
  if (image !== null) {
    const [, mimeType = '', data = ''] = image
    return { image: { mimeType: mimeType as 'image/png', data } }
  }
  if (!address.test(url) || url.length > maxAddressLength) return undefined
  return { resource: { uri: url, ...(contentType !== undefined && { mimeType: contentType }) } }
}

/** Names in PromptBin have no folders and no capitals. */
function includeText({ reference: written, text }: Extract<Expression, { kind: 'include' }>) {
  if (reference.test(written)) return text
  const name = deriveName(fileNameOf(written).replace(/^_/, ''))
  return text.replace(written, () => name)
}

/** Whether an expression is taken over; the others stay as they are written. */
function hasMeaning(expression: Expression): boolean {
  if (expression.kind === 'media') return partOf(expression) !== undefined
  return !['open', 'close', 'other'].includes(expression.kind)
}

function take(reading: Reading, expression: Expression, written: string): void {
  switch (expression.kind) {
    case 'comment':
      if (!expression.isEmpty) reading.notes.add('Comments are left out.')
      break
    case 'role':
      endMessage(reading)
      reading.role = expression.role
      reading.isMarked = true
      if (!expression.isExact) reading.notes.add('The role "tool" is read as "user".')
      break
    case 'media': {
      const part = partOf(expression)
      if (part === undefined) break
      endText(reading)
      reading.text = ''
      reading.parts.push(part)
      break
    }
    case 'history':
      endMessage(reading)
      reading.role = 'assistant'
      reading.notes.add('The place for the conversation so far, {{history}}, is left out.')
      break
    case 'include': {
      const text = includeText(expression)
      if (text !== written.replaceAll('~', '')) {
        reading.notes.add(`The include ${written} is read as ${text}.`)
      }
      reading.text += text
      break
    }
    case 'place':
      reading.names.add(expression.name)
      reading.places += 1
      reading.text += expression.text
      break
    default:
  }
}

/** Whether a comment has its line for itself; then Handlebars takes the whole line away. */
function standsAlone(tokens: readonly Token[], at: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]]
  const isAfterBreak =
    before === undefined || (before.kind === 'text' && /\n[ \t]*$/.test(before.text))
  const isBeforeBreak =
    after === undefined || (after.kind === 'text' && /^[ \t]*(\r?\n|$)/.test(after.text))
  return isAfterBreak && isBeforeBreak
}

function withoutBlanksAtEnd(text: string): string {
  let end = text.length
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end -= 1
  return text.slice(0, end)
}

const unchanged = (text: string) => text

/** What becomes of the literal text before a mustache, and of that behind it. */
function stripsOf(tokens: readonly Token[], at: number, expression: Expression) {
  const token = tokens[at]
  const { stripsLeft = false, stripsRight = false } = token?.kind === 'mustache' ? token : {}
  const line = expression.kind === 'comment' && standsAlone(tokens, at)
  const left = line ? withoutBlanksAtEnd : unchanged
  const right = line ? (text: string) => text.replace(/^[ \t]*\r?\n/, '') : unchanged
  return {
    left: stripsLeft ? (text: string) => text.trimEnd() : left,
    right: stripsRight ? (text: string) => text.trimStart() : right,
  }
}

/** Inside of these the names are those of an item, not of the prompt's variables. */
const scopes = new Set(['each', 'with'])

function createBlocks() {
  const open: string[] = []
  return {
    follow(expression: Expression): void {
      if (expression.kind === 'open') open.push(expression.block)
      if (expression.kind === 'close') open.pop()
    },
    isInItem: () => open.some((block) => scopes.has(block)),
  }
}

/** As many mustaches as a template may have. */
const maxMustaches = 5_000

function checkSize(body: string): void {
  let mustaches = 0
  for (let at = body.indexOf('{{'); at !== -1; at = body.indexOf('{{', at + 2)) {
    mustaches += 1
    if (mustaches > maxMustaches) {
      throw importFileInvalid(`its text has more than ${maxMustaches} places, roles and the like`)
    }
  }
}

/** How many examples of what stays plain text are told. */
const maxExamples = 5

function noteOnLogic(logic: ReadonlySet<string>): string[] {
  const examples = [...logic].slice(0, maxExamples).map((written) => written.slice(0, 60))
  return logic.size === 0 ? [] : [`Logic stays plain text, as it is written: ${examples.join(' ')}`]
}

/**
 * Reads a template of dotprompt: roles, media, includes and places for values are taken over, logic
 * stays as it is written and is noted. `keepsBlank` keeps messages without text. Throws
 * `PB_IMPORT_FILE_INVALID` beyond 5,000 pairs of braces.
 */
export function readBody(body: string, { keepsBlank = false } = {}): Body {
  checkSize(body)
  const tokens = [...tokensOf(body)]
  const blocks = createBlocks()
  const logic = new Set<string>()
  const reading = startReading(keepsBlank)
  let literal = ''
  let strip = unchanged
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'text') {
      reading.text += literal
      literal = strip(token.text)
      strip = unchanged
      continue
    }
    const expression = expressionOf(token.inner, token.written)
    const { left, right } = stripsOf(tokens, at, expression)
    const isTaken = hasMeaning(expression) && !(blocks.isInItem() && expression.kind === 'place')
    blocks.follow(expression)
    reading.text += isTaken ? left(literal) : literal
    literal = ''
    strip = isTaken ? right : unchanged
    if (isTaken) take(reading, expression, token.written)
    else reading.text += token.written
    if (!isTaken) logic.add(token.written)
  }
  reading.text += literal
  endMessage(reading)
  const { messages, names, places, notes, role } = reading
  if (messages.length === 0) messages.push({ role, text: '' })
  return { messages, names: [...names], places, notes: [...notes, ...noteOnLogic(logic)] }
}
