/** Which item of an older list became which of a newer one; `null` where there is none. */
export interface Pair {
  readonly from: number | null
  readonly to: number | null
}

/**
 * Pairs the items of two lists without changing their order, so that the likenesses of all pairs
 * together are as great as can be. `likeness` is 0 for items that have nothing to do with each
 * other; such are never a pair. It takes time in the product of the lengths, a step for each of
 * the older items.
 */
export function* align(
  lengths: { readonly from: number; readonly to: number },
  likeness: (from: number, to: number) => number,
): Generator<void, readonly Pair[]> {
  const best = yield* bestScores(lengths, likeness)
  const pairs: Pair[] = []
  let [from, to] = [0, 0]
  while (from < lengths.from || to < lengths.to) {
    const score = best(from, to)
    if (from < lengths.from && score === best(from + 1, to)) {
      pairs.push({ from: from++, to: null })
    } else if (to < lengths.to && score === best(from, to + 1)) {
      pairs.push({ from: null, to: to++ })
    } else {
      pairs.push({ from: from++, to: to++ })
    }
  }
  return pairs
}

/** For any two places, the best that pairing all behind them can reach. */
function* bestScores(
  lengths: { readonly from: number; readonly to: number },
  likeness: (from: number, to: number) => number,
): Generator<void, (from: number, to: number) => number> {
  const width = lengths.to + 1
  const scores = new Float64Array((lengths.from + 1) * width)
  const at = (from: number, to: number) => scores[from * width + to] ?? 0
  for (let from = lengths.from - 1; from >= 0; from--) {
    yield
    for (let to = lengths.to - 1; to >= 0; to--) {
      const alike = likeness(from, to)
      const paired = alike > 0 ? alike + at(from + 1, to + 1) : 0
      scores[from * width + to] = Math.max(paired, at(from + 1, to), at(from, to + 1))
    }
  }
  return at
}
