/** A number of a record, or a time in ISO 8601 and UTC. */
export const sinceSchema = {
  type: 'string',
  pattern:
    '^([0-9]{1,15}|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z)$',
} as const

/** From where on records are asked for: after one of them, or from a time on. */
export interface Since {
  readonly after?: number
  /** In ms since 1970. */
  readonly fromMs?: number
}

/** Reads what fits `sinceSchema`. */
export function readSince(text: string | undefined): Since {
  if (text === undefined) return {}
  return /^\d+$/.test(text) ? { after: Number(text) } : { fromMs: Date.parse(text) }
}
