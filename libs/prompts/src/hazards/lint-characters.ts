import type { Lint } from '../lint/finding.ts'
import { type LintText, placeIn } from '../lint/lint-text.ts'
import { describeCharacter } from './invisible-names.ts'

/**
 * Runs of characters that are not seen, or that change how the text around them is seen: controls,
 * directions (UTS 55), joiners and other format characters, fillers, tags and variation selectors.
 * Tabs and line breaks are seen.
 */
const invisible =
  /[[\u034f\u17b4\u17b5\p{Cc}\p{Cf}\p{Variation_Selector}\u115f\u1160\u2028\u2029\u3164\uffa0]--[\t\n\r]]+/gv

const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/
const tags = /[\u{e0020}-\u{e007e}]/gu

/** What a joiner or one variation selector may follow: pictures, and scripts that need them. */
const joinable = /[\p{Extended_Pictographic}\p{Emoji_Component}\p{M}\p{L}]$/u
const latin = /\p{Script=Latin}$/u

/** Behind a black flag the letters of a region, such as `gbsct`, and an end. */
const flagOfRegion = /^[\u{e0061}-\u{e007a}]{3,6}\u{e007f}$/u

/** No more of one text are told: the rest is found when these are gone. */
const maxFindingsOfText = 50

/** How many different characters of a run, and how much hidden text, a message shows. */
const maxCharactersTold = 4
const maxHiddenTextTold = 60
const maxRunRead = 1_000

/** By far the most such runs: what joins pictures, behind the second half of a surrogate pair. */
const isInEmoji = (run: string, before: number) =>
  (run === '\u200d' || run === '\ufe0f') && before >= 0xdc00 && before <= 0xdfff

/** Whether such a run belongs where it is: in an emoji, a flag, or a word of Persian or Hindi. */
function isOrdinary(run: string, before: string): boolean {
  if (/^[\u0600-\u0605\u06dd\u070f\u08e2]+$/.test(run)) return true
  if (before === '\u{1f3f4}' && flagOfRegion.test(run)) return true
  if (/^[\u{e0100}-\u{e01ef}]$/u.test(run)) return /\p{Script=Han}$/u.test(before)
  if (!/^(?:[\u200c\u200d]|[\u180b-\u180f\ufe00-\ufe0f]\u200d?)$/.test(run)) return false
  return joinable.test(before) && !latin.test(before)
}

function describe(run: string): string {
  const characters = [...run]
  const different = [...new Set(characters)]
  const told = different
    .slice(0, maxCharactersTold)
    .map((each) => describeCharacter(each.codePointAt(0) ?? 0))
    .join(', ')
  if (characters.length === 1) return `There is an invisible character here: ${told}.`
  const rest = different.length - maxCharactersTold
  const others = rest > 0 ? ` and ${rest} others` : ''
  return `There are ${characters.length} invisible characters here: ${told}${others}.`
}

/** Text that a person does not see and a model reads: tag characters stand for those of ASCII. */
function hiddenText(run: string): string {
  const codes =
    run
      .slice(0, maxRunRead)
      .match(tags)
      ?.map((each) => (each.codePointAt(0) ?? 0) - 0xe0000) ?? []
  if (codes.length === 0) return ''
  return ` They hide the text “${String.fromCharCode(...codes.slice(0, maxHiddenTextTold))}”.`
}

function finding(run: string, at: Lint['at']): Lint {
  const isTurned = direction.test(run)
  return {
    code: 'invisible-character',
    severity: /^[\u00ad\u2028\u2029]+$/.test(run) ? 'info' : 'warning',
    message: describe(run) + hiddenText(run),
    hint: isTurned
      ? 'Take it out unless it belongs to a language written from right to left: it can make text look like another.'
      : 'Take it out: a model reads what a person cannot see.',
    at,
  }
}

/** After how many runs others get their turn: looking at one takes less than a microsecond. */
const runsOfStep = 10_000

function* lintText(text: LintText): Generator<readonly Lint[]> {
  const found: Lint[] = []
  let runs = 0
  for (const { 0: run, index } of text.text.matchAll(invisible)) {
    runs += 1
    if (runs % runsOfStep === 0) yield []
    if (isInEmoji(run, text.text.charCodeAt(index - 1))) continue
    if (isOrdinary(run, text.text.slice(Math.max(0, index - 2), index))) continue
    found.push(finding(run, placeIn(text, index, run.length)))
    if (found.length === maxFindingsOfText) break
  }
  yield found
}

/** Characters that a person does not see, told piece by piece. */
export function* lintCharacters(texts: readonly LintText[]): Generator<readonly Lint[]> {
  for (const text of texts) yield* lintText(text)
}
