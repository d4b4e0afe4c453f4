import { type Message, type Part, partsOf, splitAtPlaces } from '@promptbin/prompts'
import { reservedWords } from './expression.ts'

/** What of a version says which places stand for something. */
export interface Places {
  readonly variables: ReadonlySet<string>
  /** The includes that were resolved, as they are written between `>` and the braces. */
  readonly includes: ReadonlySet<string>
}

/** A piece of the body: literal text, or an expression without its braces. */
type Piece = { readonly text: string } | { readonly expression: string }

const roleNames = { system: 'system', user: 'user', assistant: 'model' } as const

/**
 * Literal text in Handlebars: `\{{` stands for `{{`. A backslash before it would be taken for a part
 * of that, so an empty comment stands between the two.
 */
function escapeText(text: string): string {
  const [first = '', ...others] = text.split('{{')
  let written = first
  // What is before the braces is asked for itself: all that is written would be put together anew
  // each time.
  let before = first
  for (const other of others) {
    written += before.endsWith('\\') ? '\\{{!}}\\{{' : '\\{{'
    written += other
    before = other
  }
  return written
}

/** A name that Handlebars would take for something else is looked up by its path. */
function placeExpression(written: string, name: string): string {
  const inner = written.slice(2, -2)
  return reservedWords.has(name) ? inner.replace(name, `this.[${name}]`) : inner
}

function includeExpression(reference: string): string {
  return `> ${reference.includes('@') ? `"${reference}"` : reference}`
}

/** After how many pieces of a text others get their turn. */
const piecesOfStep = 2_000

function* textPieces(text: string, { variables, includes }: Places): Generator<void, Piece[]> {
  const pieces: Piece[] = []
  let seen = 0
  let literal = ''
  const expression = (written: string) => {
    pieces.push({ text: literal }, { expression: written })
    literal = ''
  }
  const found = splitAtPlaces(text)
  for (const { text: written, name, include } of found) {
    seen += 1
    if (seen % piecesOfStep === 0) yield
    if (name !== undefined && variables.has(name)) expression(placeExpression(written, name))
    else if (include !== undefined && includes.has(include)) {
      expression(includeExpression(include))
      // Without a neighbour an include would take the line break behind it away.
      expression('!')
    } else literal += written
  }
  return [...pieces, { text: literal }]
}

const quoted = (value: string) => `"${value.replaceAll('\\', '%5C').replaceAll('"', '%22')}"`

function mediaExpression(url: string, contentType?: string): string {
  const type = contentType === undefined ? '' : ` contentType=${quoted(contentType)}`
  return `media url=${quoted(url)}${type}`
}

function* partPieces({ text, image, resource }: Part, places: Places): Generator<void, Piece[]> {
  if (image !== undefined) {
    return [{ expression: mediaExpression(`data:${image.mimeType};base64,${image.data}`) }]
  }
  if (resource !== undefined) {
    return [{ expression: mediaExpression(resource.uri, resource.mimeType) }]
  }
  return yield* textPieces(text ?? '', places)
}

/** The parts of a message; two texts in a row are set apart as everywhere else. */
function* messagePieces(message: Message, places: Places): Generator<void, Piece[]> {
  const parts = partsOf(message)
  const pieces: Piece[][] = []
  for (const [index, part] of parts.entries()) {
    const follows = index > 0 && part.text !== undefined && parts[index - 1]?.text !== undefined
    if (follows) pieces.push([{ text: '\n\n' }])
    pieces.push(yield* partPieces(part, places))
    yield
  }
  return pieces.flat()
}

/** An expression with its braces, kept apart from a brace or a backslash beside it. */
function writeExpression(expression: string, before: string, after: string): string {
  const slash = before.endsWith('\\') ? '\\' : ''
  const [left, blankBefore] = before.endsWith('{') ? ['~', ' '] : ['', '']
  const [right, blankAfter] = after.startsWith('}') ? ['~', ' '] : ['', '']
  return `${slash}${blankBefore}{{${left}${expression}${right}}}${blankAfter}`
}

const textAt = (pieces: readonly Piece[], at: number): string => {
  const piece = pieces[at]
  return piece !== undefined && 'text' in piece ? piece.text : ''
}

function* writePieces(pieces: readonly Piece[]): Generator<void, string> {
  let written: string[] = []
  const all: string[] = []
  for (const [at, piece] of pieces.entries()) {
    written.push(
      'text' in piece
        ? escapeText(piece.text)
        : writeExpression(piece.expression, textAt(pieces, at - 1), textAt(pieces, at + 1)),
    )
    if (at % piecesOfStep !== 0) continue
    all.push(written.join(''))
    written = []
    yield
  }
  return [...all, ...written].join('')
}

/** Sets a role's marker on a line of its own, where stripping blanks takes nothing of the text. */
function marker(role: Message['role'], before: string | undefined, after: string): string {
  const name = `role "${roleNames[role]}"`
  const hasRoomBefore = before !== undefined && before !== '' && !/\s$/.test(before)
  const hasRoomAfter = after !== '' && !/^\s/.test(after)
  const left = hasRoomBefore ? '\n\n{{~' : '{{'
  return `${left}${name}${hasRoomAfter ? '~}}\n' : '}}'}`
}

/**
 * Writes messages as the body of a dotprompt file, message by message: places of declared variables and resolved
 * includes as they are, every other pair of braces as literal text. One message of a user stands
 * there alone, others each below the marker of their role.
 */
export function* writeBody(messages: readonly Message[], places: Places): Generator<void, string> {
  const written: string[] = []
  for (const message of messages) {
    const pieces = yield* messagePieces(message, places)
    yield
    written.push(yield* writePieces(pieces))
  }
  const [only = ''] = written
  const isPlain = messages.length === 1 && messages[0]?.role === 'user' && only === only.trim()
  const body = isPlain
    ? only
    : messages
        .map(
          ({ role }, at) => marker(role, written[at - 1], written[at] ?? '') + (written[at] ?? ''),
        )
        .join('')
  // The blanks at the end of a file mean nothing to a reader, unless something follows them.
  return body === body.trimEnd() ? body : `${body}{{!}}{{!}}`
}
