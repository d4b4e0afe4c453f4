/** A `${wording}` or `${wording:default}` of a prompts.chat text that stands for a variable. */
export interface Placeholder {
  /** Where it begins in the text, counted in UTF-16 units. */
  readonly start: number
  /** All of it, as it stands in the text. */
  readonly written: string
  /** The variable in the author's words: "Footballer Name", "points clés". */
  readonly wording: string
  /** Empty if there is none. */
  readonly suggestion: string
}

/** `${…}` without a brace inside, or the same by mistake written twice around: `${${…}}`. */
const dollarBraces = /\$\{ *\$\{([^{}]*)\} *\}|\$\{([^{}]*)\}/g

/** Words, joined as words are: a dash or slash has a letter after it, so `index-1` is not one. */
const wordsOnly =
  /^[\p{L}\p{M}\p{N}_\u200c\u200d]+(?:(?: +|[-/](?=\p{L})|['’] ?|, )[\p{L}\p{M}\p{N}_\u200c\u200d]+)*$/u

const hasLetter = /\p{L}/u

/** Longer than this it is not the name of anything. */
const maxWordingLength = 200

/** Longer than this it is not a default that a variable can keep. */
const maxSuggestionLength = 65_536

/** As many `${…}` are looked at in one text; what more there is stays as it is. */
const maxLooks = 2_000

/** Operators of JavaScript that look like words. */
const wordOperator = /\b(?:await|typeof|instanceof)\b/

/** The part after the colon in `${HOME:-/root}` of a shell and in `${price:.2f}` of Python. */
const codeAfterColon = /^(?:[-=+?]|,?\.\d+[efg%]$)/

/** An expression of JavaScript: `error.message`, `list[0]`, `f(x)`, `index + 1`. */
const expression = /^\s*[A-Za-z_$][\w$]*(?:[.[(]|\s+[-+*/%?<>=&|])/

/** Text between backticks: fenced blocks, code in a sentence, template literals. */
const betweenBackticks = /```[\s\S]*?(?:```|$)|`[^`]*`/g

function isWording(wording: string): boolean {
  return (
    wording.length <= maxWordingLength &&
    wordsOnly.test(wording) &&
    hasLetter.test(wording) &&
    !wordOperator.test(wording)
  )
}

function* firstOf(matches: Iterable<RegExpExecArray>): Generator<RegExpExecArray> {
  let looks = 0
  for (const match of matches) {
    if (looks === maxLooks) return
    looks += 1
    yield match
  }
}

/** Where in a text a `${name}` is JavaScript: between backticks, if expressions stand there too. */
function templateLiterals(text: string): ReadonlySet<number> {
  const starts = new Set<number>()
  let interpolates = false
  for (const { 0: code, index } of text.matchAll(betweenBackticks)) {
    for (const { index: offset, 2: inner = '' } of firstOf(code.matchAll(dollarBraces))) {
      if (starts.size === maxLooks) return interpolates ? starts : new Set()
      starts.add(index + offset)
      interpolates ||= expression.test(inner)
    }
  }
  return interpolates ? starts : new Set()
}

/**
 * The placeholders of a text, in order. What is code stays out: expressions, and in a text that
 * has expressions between backticks also the bare names between backticks, which there are
 * template literals. A name with a default is never JavaScript.
 */
export function findPlaceholders(text: string): Placeholder[] {
  const code = templateLiterals(text)
  return Array.from(firstOf(text.matchAll(dollarBraces))).flatMap((match): Placeholder[] => {
    const { 0: written, index: start } = match
    const inner = match[1] ?? match[2] ?? ''
    const colon = inner.indexOf(':')
    const wording = (colon === -1 ? inner : inner.slice(0, colon)).trim()
    const afterColon = colon === -1 ? '' : inner.slice(colon + 1)
    if (!isWording(wording) || codeAfterColon.test(afterColon)) return []
    if (afterColon.length > maxSuggestionLength) return []
    if (colon === -1 && code.has(start)) return []
    return [{ start, written, wording, suggestion: afterColon.trim() }]
  })
}
