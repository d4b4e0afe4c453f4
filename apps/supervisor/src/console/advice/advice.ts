/** How bad something is: `bad` keeps people from their work, `warn` wants somebody to look. */
export type Tone = 'good' | 'warn' | 'bad'

/** What somebody can press: an operation of the registry, or another page. */
export type Remedy =
  | {
      readonly label: string
      /** The name of the operation, and what it is asked with. */
      readonly operation: string
      readonly input: Readonly<Record<string, unknown>>
    }
  | { readonly label: string; readonly href: string }

/** One thing that is wrong, why, and what helps; the first remedy is the one to press. */
export interface Advice {
  /** Tells one from the other while the page stays open. */
  readonly id: string
  readonly tone: 'warn' | 'bad'
  /** In a few words. */
  readonly title: string
  /** In sentences. */
  readonly why: string
  readonly remedies: readonly Remedy[]
}

/** What is to be thought of the whole. */
export interface Verdict {
  readonly tone: Tone
  /** In a few words; the heading of the overview. */
  readonly headline: string
  /** The worst first. */
  readonly advice: readonly Advice[]
}
