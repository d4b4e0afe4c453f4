/** Where something in a report comes from: the running PromptBin was asked, or it was read on the machine. */
export type PartOrigin = 'asked' | 'read'

/** What a part holds: a value, lines of a log, or a text that is kept as it is. */
export type PartContent =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'text'; readonly text: string }

/** One subject of a report: health, events, the end of the log. */
export interface Part {
  readonly name: string
  readonly title: string
  /** Its name in the archive. */
  readonly file: string
  /** Null where there is nothing. */
  readonly origin: PartOrigin | null
  /** Why there is nothing, or less than wished; a sentence without its full stop. */
  readonly problem: string | null
  readonly content: PartContent | null
}

/** A part as the summary tells of it. */
export interface PartSummary extends Omit<Part, 'content'> {
  /** In the archive, before it is packed. */
  readonly bytes: number
}

/** What is in a report, as `report.json` in it says. */
export interface ReportSummary {
  readonly format: 1
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** Of the PromptBin that made it. */
  readonly version: string
  /** Whether a running PromptBin has answered. */
  readonly isRunning: boolean
  readonly parts: readonly PartSummary[]
}

/**
 * No report is larger, whatever the log holds: it goes through a form for tickets or a mail. The bounds
 * of its parts (`sections.ts`) and of the page add up to less.
 */
export const maxReportBytes = 5_000_000
