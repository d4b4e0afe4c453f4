/** How long something took, in ms, by its name. */
export type Figures = Readonly<Record<string, number>>

/** One of the figures, and from which difference on it is worth a word. */
export interface Figure {
  readonly name: string
  readonly title: string
  /** Differences below it are those of a machine that does something else as well, in ms. */
  readonly noiseMs: number
}

/** All that is measured, the machine first. */
export const figureKinds: readonly Figure[] = [
  { name: 'hash', title: 'SHA-256 of 16 MB', noiseMs: 5 },
  { name: 'flush', title: 'a small file to the disk', noiseMs: 5 },
  { name: 'commit', title: 'a transaction to the disk', noiseMs: 5 },
  { name: 'read', title: '1,000 rows by key', noiseMs: 5 },
  { name: 'answer', title: 'an answer of prompt-web', noiseMs: 10 },
]
