import { canonicalJson } from '../canonical-json.ts'
import type { Part } from '../prompt/message.ts'
import { diffTexts } from '../text-diff/diff-texts.ts'
import type { Effort } from '../text-diff/effort.ts'
import { align, type Pair } from './align.ts'
import { createNumbers } from './numbers.ts'
import type { PartDiff } from './prompt-diff.ts'

const kindOf = ({ image, resource }: Part): PartDiff['kind'] =>
  image === undefined ? (resource === undefined ? 'text' : 'resource') : 'image'

/** What a picture or a resource is, in a few words. */
function outline({ image, resource }: Part): string {
  if (image !== undefined) {
    const padding = /=*$/.exec(image.data)?.[0].length ?? 0
    return `${image.mimeType}, ${(image.data.length / 4) * 3 - padding} bytes`
  }
  const { uri = '', mimeType } = resource ?? {}
  return mimeType === undefined ? uri : `${uri}, ${mimeType}`
}

/** How a part became another one; one of them may not be there. */
function diffPart(from: Part | undefined, to: Part | undefined, effort: Effort) {
  const kind = kindOf(to ?? from ?? {})
  const texts = [from, to].map((part) => part?.text ?? part?.resource?.text)
  const hasText = texts.some((text) => text !== undefined)
  return {
    kind,
    ...(hasText && { text: diffTexts(texts[0], texts[1], effort) }),
    ...(kind !== 'text' && {
      before: from === undefined ? null : outline(from),
      after: to === undefined ? null : outline(to),
    }),
  }
}

/** A part with a number that is the same for all parts that say the same. */
interface Numbered {
  readonly part: Part
  readonly content: number
}

function diffPair(
  { from, to }: Pair,
  older: Numbered | undefined,
  newer: Numbered | undefined,
  effort: Effort,
): PartDiff {
  if (older !== undefined && older.content === newer?.content) {
    return { change: 'same', kind: kindOf(older.part), from, to }
  }
  const change = older === undefined ? 'added' : newer === undefined ? 'removed' : 'changed'
  return { change, from, to, ...diffPart(older?.part, newer?.part, effort) }
}

/** The parts of two messages side by side. Only parts of one kind become each other. */
export function* diffParts(
  from: readonly Part[],
  to: readonly Part[],
  effort: Effort,
): Generator<void, readonly PartDiff[]> {
  const numberOf = createNumbers()
  const numbered = (part: Part) => ({ part, content: numberOf(canonicalJson(part)) })
  const [older, newer] = [from.map(numbered), to.map(numbered)]
  const pairs = yield* align({ from: from.length, to: to.length }, (before, after) => {
    const [one, other] = [older[before], newer[after]]
    if (kindOf(one?.part ?? {}) !== kindOf(other?.part ?? {})) return 0
    return one?.content === other?.content ? 2 : 1
  })
  const diffs: PartDiff[] = []
  for (const pair of pairs) {
    yield
    diffs.push(diffPair(pair, older[pair.from ?? -1], newer[pair.to ?? -1], effort))
  }
  return diffs
}
