import type { SettingChange } from './plan/plan-change.ts'

/** What became of a change of the configuration, or of a dry run would. */
export interface ChangeOutcome {
  /** The one in force now. */
  readonly generation: number
  /** Empty when nothing was different. */
  readonly changed: readonly SettingChange[]
  /** The services whose processes were replaced. */
  readonly reloaded: readonly string[]
  /** The keys that wait for the next start. */
  readonly waiting: readonly string[]
  /** Whether nothing was done. */
  readonly dryRun: boolean
}

/** How somebody wants a change to be made. */
export interface ChangeOptions {
  /** The generation that it is based on; another one in force refuses it. */
  readonly ifMatch?: number | undefined
  /** Only tells what would come of it. */
  readonly dryRun?: boolean | undefined
  /** Takes settings that only count from a start on, too. */
  readonly atNextStart?: boolean | undefined
}
