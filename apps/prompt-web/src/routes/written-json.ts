/** A text is written at one go up to this length, in UTF-16 units. */
const writtenAtOnce = 16 * 1024

/** Answers that hold more characters than this are written in turns. */
const longAnswer = 128 * 1024

/** How many characters of text there are within a value, counted until there are enough. */
function countCharacters(value: unknown, enough: number): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 1
  let count = 0
  for (const inner of Object.values(value)) {
    count += 1 + countCharacters(inner, enough - count)
    if (count > enough) break
  }
  return count
}

/** Whether an answer is so long that writing it would keep others waiting. */
export function isLong(value: unknown): boolean {
  return countCharacters(value, longAnswer) > longAnswer
}

function* textPieces(text: string): Generator<string> {
  yield '"'
  for (let from = 0; from < text.length; ) {
    const end = from + writtenAtOnce
    // The two halves of a character stay together: alone each would be written as an escape.
    const to = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end + 1 : end
    yield JSON.stringify(text.slice(from, to)).slice(1, -1)
    from = to
  }
  yield '"'
}

/** Plain JSON, as `JSON.stringify` writes it, in pieces: a long text is several. */
export function* jsonPieces(value: unknown): Generator<string> {
  if (typeof value === 'string' && value.length > writtenAtOnce) return yield* textPieces(value)
  if (typeof value !== 'object' || value === null || !isLongerThan(value, writtenAtOnce)) {
    return yield JSON.stringify(value) ?? 'null'
  }
  const isList = Array.isArray(value)
  yield isList ? '[' : '{'
  let separator = ''
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined && !isList) continue
    yield isList ? separator : `${separator}${JSON.stringify(name)}:`
    yield* jsonPieces(inner)
    separator = ','
  }
  yield isList ? ']' : '}'
}

const isLongerThan = (value: unknown, length: number) => countCharacters(value, length) > length

/** JSON as it goes out, made in steps. */
export function* jsonInSteps(value: unknown): Generator<void, Buffer> {
  const bytes: Buffer[] = []
  let gathered = ''
  for (const piece of jsonPieces(value)) {
    gathered += piece
    if (gathered.length < writtenAtOnce) continue
    bytes.push(Buffer.from(gathered))
    gathered = ''
    yield
  }
  return Buffer.concat([...bytes, Buffer.from(gathered)])
}
