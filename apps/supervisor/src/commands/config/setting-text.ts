import type { DescribedSetting } from '@promptbin/config'

/** A value as a person reads it; nothing is a dash. */
export function valueText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return value === '' ? '-' : String(value)
}

/** Where a value comes from: `file: promptbin-config.yaml line 3`, `default`. */
export function originText({ origin, source }: DescribedSetting): string {
  return source === null ? origin : `${origin}: ${source}`
}
