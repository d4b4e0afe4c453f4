import type { ProfileKind } from '@promptbin/ipc'

/** A profile that was taken. */
export interface Profile {
  /** Its name, of which everything but the size can be read. */
  readonly id: string
  readonly kind: ProfileKind
  readonly service: string
  readonly processId: number
  /** How long was recorded; null for a snapshot. */
  readonly seconds: number | null
  /** ISO 8601, UTC. */
  readonly takenAt: string
  readonly bytes: number
}

/** A profile as the API tells of it. */
export interface ProfileItem extends Profile {
  readonly url: string
  /** The page with its flame graph; a snapshot has none. */
  readonly flameUrl: string | null
  /** What to keep in mind. */
  readonly warning: string | null
}

/** The longest recording, in seconds. */
export const maxProfileSeconds = 60

/** How the tools that read them tell them apart (Chrome DevTools, VS Code, speedscope). */
const extensions: Readonly<Record<ProfileKind, string>> = {
  cpu: 'cpuprofile',
  'heap-snapshot': 'heapsnapshot',
  'heap-sampling': 'heapprofile',
}

const namePattern =
  /^(?<day>\d{8})T(?<time>\d{9})Z-(?<service>[a-z-]+)-(?<processId>\d{1,15})-(?<kind>cpu|heap-snapshot|heap-sampling)(?:-(?<seconds>\d{1,2})s)?$/

/** What heap snapshots are, in words that are shown wherever there is one. */
export const snapshotWarning =
  'A heap snapshot holds everything that the process had in memory: prompts, tokens, keys. Keep it to yourself.'

/** The name of a profile: it sorts by time, and needs no list beside the files. */
export function profileIdOf(profile: Omit<Profile, 'id' | 'bytes'>): string {
  const { takenAt, service, processId, kind, seconds } = profile
  const time = takenAt.replace(/[-:.]/g, '')
  return `${time}-${service}-${processId}-${kind}${seconds === null ? '' : `-${seconds}s`}`
}

/** The file of a profile, without its folder. */
export function fileNameOf({ id, kind }: Pick<Profile, 'id' | 'kind'>): string {
  return `${id}.${extensions[kind]}`
}

/** What the name of a file says; undefined when it is none of ours. */
export function readFileName(fileName: string): Omit<Profile, 'bytes'> | undefined {
  const [id = ''] = fileName.split('.', 1)
  const { day, time, service, processId, kind, seconds } = namePattern.exec(id)?.groups ?? {}
  if (day === undefined || time === undefined || service === undefined) return undefined
  const profile = {
    id,
    kind: kind as ProfileKind,
    service,
    processId: Number(processId),
    seconds: seconds === undefined ? null : Number(seconds),
    takenAt: `${day.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)(...)/, '$1:$2:$3.$4')}Z`,
  }
  return fileNameOf(profile) === fileName ? profile : undefined
}
