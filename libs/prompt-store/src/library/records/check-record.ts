import { contentHash, latestLabel, type PromptRecord, type VersionRecord } from '@promptbin/prompts'
import { recordInvalid } from '../../errors.ts'

/** The form of an id, RFC 9562. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Throws `PB_RECORD_INVALID` unless all parts of a record fit together. */
export function checkRecord(record: PromptRecord): void {
  const fault = faultOf(record)
  if (fault !== undefined) throw recordInvalid(record.name, fault)
}

function faultOf(record: PromptRecord): string | undefined {
  if (!uuid.test(record.id)) return 'its id is not a UUID'
  const { versions } = record
  const gap = versions.findIndex(({ n }, index) => n !== index + 1)
  if (gap >= 0 || versions.length === 0) return `version ${gap + 1 || 1} is missing`
  const altered = versions.find((version) => contentHash(version) !== version.sha256)
  if (altered !== undefined) return `the text of version ${altered.n} is not that of its checksum`
  return faultOfLabels(record) ?? faultOfTimes(record)
}

function faultOfLabels({ versions, labels, labelMoves }: PromptRecord): string | undefined {
  const isThere = (n: number | null) => n === null || (n >= 1 && n <= versions.length)
  const stray = labels.find(({ version }) => !isThere(version))
  if (stray !== undefined) return `its label "${stray.name}" stands on no version`
  const move = labelMoves.find(({ from, to }) => !isThere(from) || !isThere(to))
  if (move !== undefined) return `its label "${move.label}" was moved to no version`
  const names = labels.map(({ name }) => name)
  const odd = names.find((name, index) => name === latestLabel || names.indexOf(name) !== index)
  return odd === undefined ? undefined : `its label "${odd}" cannot be set, or is set twice`
}

function faultOfTimes(record: PromptRecord): string | undefined {
  const { createdAt, updatedAt, usedAt, versions, labelMoves } = record
  const times = [
    createdAt,
    updatedAt,
    ...(usedAt === null ? [] : [usedAt]),
    ...versions.map((version: VersionRecord) => version.createdAt),
    ...labelMoves.map(({ at }) => at),
  ]
  const wrong = times.find((time) => Number.isNaN(Date.parse(time)))
  return wrong === undefined ? undefined : `"${wrong}" is not a time`
}
