/** When a log file is set aside: each day or hour of UTC, or at so many bytes. */
export type Rotation = 'daily' | 'hourly' | number

/** What the files of a log may take. */
export interface LogLimits {
  readonly rotation: Rotation
  /** How many older files are kept beside the current one. */
  readonly keepFiles: number
  /** What all of them together take at most, in bytes. */
  readonly maxTotalBytes: number
}

/** Of a log that goes by the clock: so many files of a busy day or hour still fit. */
const filesOfABusyDay = 8

/** The size at which a file is set aside, whatever the clock says, so that all together are bounded. */
export function largestFileBytes({ rotation, maxTotalBytes }: LogLimits): number {
  if (typeof rotation !== 'number') return Math.floor(maxTotalBytes / filesOfABusyDay)
  return Math.min(rotation, Math.floor(maxTotalBytes / 2))
}

/** The day or hour of a time, by which its file is told from the next; '' goes by size alone. */
export function periodOf(rotation: Rotation, time: Date): string {
  if (rotation === 'daily') return time.toISOString().slice(0, 'yyyy-mm-dd'.length)
  return rotation === 'hourly' ? time.toISOString().slice(0, 'yyyy-mm-ddThh'.length) : ''
}
