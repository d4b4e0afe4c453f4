/**
 * A link that shows one prompt to whoever has it. What the link says is not known here: only the
 * SHA-256 of its token is kept. Times are RFC 3339, in UTC.
 */
export interface Share {
  readonly id: string
  /** The prompt's name and title today. */
  readonly prompt: string
  readonly title: string
  /** The version that it always shows, if it was made for one. */
  readonly version: number | null
  /** The label whose version it shows; with neither it shows what a caller gets who asks for none. */
  readonly label: string | null
  readonly createdAt: string
  readonly createdBy: string
  /** When it ends; never without one. */
  readonly expiresAt: string | null
  readonly views: number
  readonly lastViewedAt: string | null
}

/** A share to be made; never with both a version and a label. */
export interface NewShare {
  readonly prompt: string
  readonly version?: number | undefined
  readonly label?: string | undefined
  /** SHA-256, in hex, of the token. */
  readonly tokenHash: string
  readonly expiresAt: string | null
}
