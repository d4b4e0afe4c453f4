import type { AuditHead } from '@promptbin/security'
import type { AuditSource, AuditSourceName } from './audit-source.ts'

/** What came of looking at one chain. */
export interface SourceVerdict {
  readonly source: AuditSourceName
  readonly valid: boolean
  readonly records: number
  readonly head: AuditHead
  readonly firstBad: number | null
  readonly reason: string | null
}

/** The same of all; what could not be asked is not valid. */
export interface BothVerdict {
  readonly valid: boolean
  readonly records: number
  readonly firstBad: number | null
  readonly reason: string | null
  readonly sources: readonly SourceVerdict[]
  readonly problems: readonly string[]
}

/** Looks at the chains of all sources. */
export async function verifyBoth(sources: readonly AuditSource[]): Promise<BothVerdict> {
  const problems: string[] = []
  const verdicts = await Promise.all(
    sources.map(async (source): Promise<SourceVerdict | undefined> => {
      try {
        const { valid, records, head, fault } = await source.verify()
        const [firstBad, reason] = [fault?.seq ?? null, fault?.message ?? null]
        return { source: source.name, valid, records, head, firstBad, reason }
      } catch (error) {
        problems.push(`${source.name}: ${(error as Error).message}`)
        return undefined
      }
    }),
  )
  const known = verdicts.filter((verdict) => verdict !== undefined)
  const bad = known.find(({ valid }) => !valid)
  return {
    valid: bad === undefined && problems.length === 0,
    records: known.reduce((total, { records }) => total + records, 0),
    firstBad: bad?.firstBad ?? null,
    reason: bad ? `${bad.source}: ${bad.reason}` : (problems[0] ?? null),
    sources: known,
    problems,
  }
}
