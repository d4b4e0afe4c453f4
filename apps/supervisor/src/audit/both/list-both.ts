import type { AuditFilter, AuditPage } from '@promptbin/security'
import type { AuditSource, SourcedRecord } from './audit-source.ts'

/** Which records of all sources to list. */
export interface BothQuery extends AuditFilter {
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Records of all sources, the newest first. */
export interface BothPage {
  readonly items: readonly SourcedRecord[]
  readonly nextCursor: string | null
  /** What could not be asked. */
  readonly problems: readonly string[]
}

/** Of one source: its page, and before which number it was read. */
interface Asked extends AuditPage {
  readonly source: AuditSource
  readonly before: number | undefined
  readonly hasFailed?: boolean
}

/** Below it there is no record. */
const finished = 0

/**
 * Merges the sources by time, the newest first. The cursor has for each of them the number before which
 * it goes on: `12.` begins the second anew. A source that cannot be asked is told of, and can be asked
 * again from where it stood.
 */
export async function listBoth(
  sources: readonly AuditSource[],
  { cursor = '', limit, ...filter }: BothQuery,
): Promise<BothPage> {
  const places = cursor.split('.').map((part) => (part === '' ? undefined : Number(part)))
  const problems: string[] = []
  const asked = await Promise.all(
    sources.map(async (source, index): Promise<Asked> => {
      const before = places[index]
      if (before === finished) return { source, before, items: [], nextBefore: null }
      try {
        return { source, before, ...(await source.list({ ...filter, limit, before })) }
      } catch (error) {
        problems.push(`${source.name}: ${(error as Error).message}`)
        return { source, before, items: [], nextBefore: null, hasFailed: true }
      }
    }),
  )
  const items = asked
    .flatMap(({ source, items }) => items.map((item) => ({ source: source.name, ...item })))
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
    .slice(0, limit)
  const next = asked.map((page) => placeAfter(page, items))
  // Whoever follows the cursor must not wait for a source that is away.
  const isLast = asked.every((page, index) => page.hasFailed || next[index] === finished)
  return { items, nextCursor: isLast ? null : next.join('.'), problems }
}

/** Where a source goes on: behind the last of its records that was taken. */
function placeAfter(
  { source, before, items, nextBefore, hasFailed }: Asked,
  taken: readonly SourcedRecord[],
): number | '' {
  const shown = taken.filter((item) => item.source === source.name)
  if (!hasFailed && shown.length === items.length && nextBefore === null) return finished
  return shown.at(-1)?.seq ?? before ?? ''
}
