import { canonicalJson } from '../canonical-json.ts'
import { type Message, partsOf, textOf } from '../prompt/message.ts'
import type { Effort } from '../text-diff/effort.ts'
import { align } from './align.ts'
import { diffParts } from './diff-parts.ts'
import { createNumbers } from './numbers.ts'
import type { MessageDiff } from './prompt-diff.ts'

/** How much of a text is looked at to tell whether it is another one, edited. */
const sampleLength = 4_000
const maxSampleWords = 40

/** A message with what is needed to tell how like another one it is. */
interface Sampled {
  readonly message: Message
  /** The same for messages that say the same: comparing long ones over and over takes long. */
  readonly content: number
  readonly words: ReadonlySet<string>
}

/** Takes samples of messages that are to be compared with each other. */
function createSampler(): (message: Message) => Sampled {
  const numberOf = createNumbers()
  return (message) => {
    const words = textOf(message)
      .slice(0, sampleLength)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
    return {
      message,
      content: numberOf(canonicalJson(partsOf(message))),
      words: new Set(words?.slice(0, maxSampleWords)),
    }
  }
}

const isSame = (one: Sampled, other: Sampled) =>
  one.message.role === other.message.role && one.content === other.content

/** How like two messages are: from 3 for the same to 0 for those that have nothing in common. */
function likeness(one: Sampled | undefined, other: Sampled | undefined): number {
  if (one === undefined || other === undefined) return 0
  if (one.content === other.content) {
    return one.message.role === other.message.role ? 3 : 2
  }
  const larger = Math.max(one.words.size, other.words.size, 1)
  let shared = 0
  for (const word of one.words) if (other.words.has(word)) shared += 1 / larger
  // Of two messages with the same role the one is rather the other rewritten than a new one.
  if (one.message.role === other.message.role) return 0.5 + shared
  return shared > 0.5 ? shared : 0
}

function* diffPair(
  older: Sampled | undefined,
  newer: Sampled | undefined,
  effort: Effort,
): Generator<void, Pick<MessageDiff, 'change' | 'roles' | 'parts'>> {
  const roles = { from: older?.message.role ?? null, to: newer?.message.role ?? null }
  if (older && newer && isSame(older, newer)) return { change: 'same', roles, parts: [] }
  const change = older === undefined ? 'added' : newer === undefined ? 'removed' : 'changed'
  const parts = yield* diffParts(
    older === undefined ? [] : partsOf(older.message),
    newer === undefined ? [] : partsOf(newer.message),
    effort,
  )
  return { change, roles, parts: [...parts] }
}

/**
 * The messages of two versions side by side, pair by pair; of those that are the same only where
 * they stand.
 */
export function* diffMessages(
  from: readonly Message[],
  to: readonly Message[],
  effort: Effort,
): Generator<void, MessageDiff[]> {
  const sample = createSampler()
  const sampled: Sampled[] = []
  for (const message of [...from, ...to]) {
    sampled.push(sample(message))
    yield
  }
  const [older, newer] = [sampled.slice(0, from.length), sampled.slice(from.length)]
  const pairs = yield* align({ from: older.length, to: newer.length }, (before, after) =>
    likeness(older[before], newer[after]),
  )
  const diffs: MessageDiff[] = []
  for (const pair of pairs) {
    yield
    diffs.push({
      from: pair.from,
      to: pair.to,
      ...(yield* diffPair(older[pair.from ?? -1], newer[pair.to ?? -1], effort)),
    })
  }
  return diffs
}
