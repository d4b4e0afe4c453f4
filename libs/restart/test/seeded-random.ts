/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Draws with which a story is told. */
export class Lot {
  readonly random: () => number

  constructor(seed: number) {
    this.random = seededRandom(seed)
  }

  happens(probability: number): boolean {
    return this.random() < probability
  }

  whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1))
  }

  /** As often among the short as among the long: the logarithm is drawn. */
  length(least: number, most: number): number {
    return least * (most / least) ** this.random()
  }

  one<Value>(values: readonly Value[]): Value {
    const value = values[this.whole(0, values.length - 1)]
    if (value === undefined) throw new RangeError('There is nothing to draw from.')
    return value
  }
}
