import type { SqlValue } from './sql.ts'

/**
 * What stands between the parentheses of `IN (…)` for some values, at least one. The last one is
 * repeated up to the next power of two, so that lists of any length make only a few statements.
 */
export function valueList(values: readonly SqlValue[]) {
  const size = 2 ** Math.ceil(Math.log2(values.length))
  const padding = new Array<SqlValue>(size - values.length).fill(values.at(-1) ?? null)
  return { text: Array(size).fill('?').join(', '), values: [...values, ...padding] }
}
