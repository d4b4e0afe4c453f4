import { isDeepStrictEqual } from 'node:util'
import type { Part } from '../prompt/message.ts'
import { diffTexts } from '../text-diff/diff-texts.ts'
import type { Effort } from '../text-diff/effort.ts'
import { align, type Pair } from './align.ts'
import type { PartDiff } from './prompt-diff.ts'

const kindOf = ({ image, resource }: Part): PartDiff['kind'] =>
  image === undefined ? (resource === undefined ? 'text' : 'resource') : 'image'

const isSame = (one: Part, other: Part) =>
  one.text === other.text && (one.text !== undefined || isDeepStrictEqual(one, other))

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

function diffPair(
  { from, to }: Pair,
  older: Part | undefined,
  newer: Part | undefined,
  effort: Effort,
): PartDiff {
  if (older !== undefined && newer !== undefined && isSame(older, newer)) {
    return { change: 'same', kind: kindOf(newer), from, to }
  }
  const change = older === undefined ? 'added' : newer === undefined ? 'removed' : 'changed'
  return { change, from, to, ...diffPart(older, newer, effort) }
}

/** The parts of two messages side by side. Only parts of one kind become each other. */
export function diffParts(
  from: readonly Part[],
  to: readonly Part[],
  effort: Effort,
): readonly PartDiff[] {
  const pairs = align({ from: from.length, to: to.length }, (before, after) => {
    const [older = {}, newer = {}] = [from[before], to[after]]
    if (kindOf(older) !== kindOf(newer)) return 0
    return isSame(older, newer) ? 2 : 1
  })
  return pairs.map((pair) => diffPair(pair, from[pair.from ?? -1], to[pair.to ?? -1], effort))
}
