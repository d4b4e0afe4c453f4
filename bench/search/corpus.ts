/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const onsets = 'b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh st str t th tr v w'
const nuclei = 'a e i o u ai ea ou io ee y'
const codas = ' n r s t l m nd nt st ck x ng'

/** As many different words that can be spoken, the short ones first as in a language. */
export function inventWords(count: number, random: () => number): readonly string[] {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? ''
  const [starts, middles, ends] = [onsets, nuclei, codas].map((all) => all.split(' '))
  const words = new Set<string>()
  while (words.size < count) {
    const syllables = 1 + Math.floor((random() * Math.log2(words.size + 4)) / 4)
    const word = Array.from(
      { length: syllables },
      () => pick(starts ?? []) + pick(middles ?? []) + pick(ends ?? []),
    )
    words.add(word.join(''))
  }
  return [...words]
}

/** Draws ranks from 0 up to `count` as often as words occur: by Zipf's law, as Mandelbrot put it. */
export function createZipf(count: number, random: () => number): () => number {
  const sums = new Float64Array(count)
  let sum = 0
  for (let rank = 0; rank < count; rank++) sums[rank] = sum += 1 / (rank + 2.7)
  return () => {
    const wanted = random() * sum
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}
