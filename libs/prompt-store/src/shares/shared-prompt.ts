import type { Version } from '@promptbin/prompts'

/** What a share shows of its prompt: nothing of who wrote it, where it stands, or what it includes. */
export interface SharedPrompt {
  /** The id of the share. */
  readonly share: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly version: Pick<Version, 'n' | 'sha256' | 'messages' | 'variables' | 'modelConfig'>
  /** The label that chose the version; none if it is pinned. */
  readonly label: string | null
  /** When the share ends, RFC 3339 in UTC; never without one. */
  readonly expiresAt: string | null
}
