import { isDeepStrictEqual } from 'node:util'
import { type Message, partsOf, textOf } from '../prompt/message.ts'
import type { Effort } from '../text-diff/effort.ts'
import { align } from './align.ts'
import { diffParts } from './diff-parts.ts'
import type { MessageDiff } from './prompt-diff.ts'

/** How much of a text is looked at to tell whether it is another one, edited. */
const sampleLength = 4_000
const maxSampleWords = 40

/** A message with what is needed to tell how like another one it is. */
interface Sampled {
  readonly message: Message
  readonly words: ReadonlySet<string>
}

function sample(message: Message): Sampled {
  const words = textOf(message)
    .slice(0, sampleLength)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  return {
    message,
    words: new Set(words?.slice(0, maxSampleWords)),
  }
}

const isSame = ({ message: one }: Sampled, { message: other }: Sampled) =>
  one.role === other.role && saysTheSame(one, other)

const saysTheSame = (one: Message, other: Message) =>
  isDeepStrictEqual(partsOf(one), partsOf(other))

/** How like two messages are: from 3 for the same to 0 for those that have nothing in common. */
function likeness(one: Sampled | undefined, other: Sampled | undefined): number {
  if (one === undefined || other === undefined) return 0
  if (saysTheSame(one.message, other.message)) {
    return one.message.role === other.message.role ? 3 : 2
  }
  const larger = Math.max(one.words.size, other.words.size, 1)
  const shared = [...one.words].filter((word) => other.words.has(word)).length / larger
  // Of two messages with the same role the one is rather the other rewritten than a new one.
  if (one.message.role === other.message.role) return 0.5 + shared
  return shared > 0.5 ? shared : 0
}

function diffPair(
  older: Sampled | undefined,
  newer: Sampled | undefined,
  effort: Effort,
): Pick<MessageDiff, 'change' | 'roles' | 'parts'> {
  const roles = { from: older?.message.role ?? null, to: newer?.message.role ?? null }
  if (older && newer && isSame(older, newer)) return { change: 'same', roles, parts: [] }
  const change = older === undefined ? 'added' : newer === undefined ? 'removed' : 'changed'
  const parts = diffParts(
    older === undefined ? [] : partsOf(older.message),
    newer === undefined ? [] : partsOf(newer.message),
    effort,
  )
  return { change, roles, parts: [...parts] }
}

/** The messages of two versions side by side; of those that are the same only where they stand. */
export function diffMessages(
  from: readonly Message[],
  to: readonly Message[],
  effort: Effort,
): readonly MessageDiff[] {
  const [older, newer] = [from.map(sample), to.map(sample)]
  const pairs = align({ from: older.length, to: newer.length }, (before, after) =>
    likeness(older[before], newer[after]),
  )
  return pairs.map((pair) => ({
    from: pair.from,
    to: pair.to,
    ...diffPair(older[pair.from ?? -1], newer[pair.to ?? -1], effort),
  }))
}
