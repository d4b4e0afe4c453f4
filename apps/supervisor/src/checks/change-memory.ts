import type { HealthChange, HealthStatus } from '@promptbin/health'
import type { StateFile } from '../state/state-file.ts'
import type { StateFolder } from '../state/state-folder.ts'

/** Keeps the changes of health over restarts of the supervisor, in `health.json`. */
export function openChangeMemory(
  folder: Pick<StateFolder, 'open'>,
): StateFile<readonly HealthChange[]> {
  return folder.open<readonly HealthChange[]>({ name: 'health', empty: [], parse })
}

function parse(value: unknown): readonly HealthChange[] | undefined {
  return Array.isArray(value) ? value.filter(isChange) : undefined
}

function isChange(value: unknown): value is HealthChange {
  if (typeof value !== 'object' || value === null) return false
  const { at, check, from, to, output } = value as Partial<Record<keyof HealthChange, unknown>>
  return (
    typeof at === 'string' &&
    typeof check === 'string' &&
    isStatus(from) &&
    isStatus(to) &&
    (output === null || typeof output === 'string')
  )
}

function isStatus(value: unknown): value is HealthStatus {
  return value === 'pass' || value === 'warn' || value === 'fail'
}
