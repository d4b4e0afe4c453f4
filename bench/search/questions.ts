/** One kind of question, asked again and again with other words. */
export interface Kind {
  readonly name: string
  readonly targetMs: number
  /** The query string of the next request. */
  readonly next: () => string
}

/** What people bear while they search, and while they turn a page. */
const [searchMs, listMs] = [60, 10]

/** Words by rank: nearly every second prompt has one of the first, a hundred of 100,000 a last one. */
const ranks = { common: [0, 30], mid: [1_000, 2_000], rare: [25_000, 30_000] } as const

const query = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString()

/** Everything that is measured, of a library of these words, the most common first. */
export function createKinds(words: readonly string[], random: () => number): readonly Kind[] {
  const upTo = (end: number) => Math.floor(random() * end)
  const word = ([from, to]: readonly [number, number]) => words[from + upTo(to - from)] ?? ''
  const longWord = (letters: number): string => {
    const found = word([100, 20_000])
    return found.length < letters ? longWord(letters) : found
  }
  const misspell = (text: string) => {
    const place = upTo(text.length - 1)
    const [before, a, b, after] = [
      text.slice(0, place),
      text[place],
      text[place + 1],
      text.slice(place + 2),
    ]
    return (
      [
        `${before}${b}${a}${after}`,
        `${before}${b}${after}`,
        `${before}${a}z${b}${after}`,
        `${before}z${b}${after}`,
      ][upTo(4)] ?? ''
    )
  }
  const begun = (letters: number) => longWord(letters + 1).slice(0, letters)
  const search = (
    name: string,
    q: () => string,
    fields: Readonly<Record<string, string>> = {},
  ): Kind => ({
    name,
    targetMs: searchMs,
    next: () => query({ q: q(), ...fields }),
  })
  const list = (
    name: string,
    fields: Readonly<Record<string, string>>,
    targetMs = listMs,
  ): Kind => ({
    name,
    targetMs,
    next: () => query(fields),
  })
  const typing = createTyping(() => `${word(ranks.mid)} ${word(ranks.common)} ${longWord(6)}`)
  return [
    search('rare word', () => word(ranks.rare)),
    search('mid word', () => word(ranks.mid)),
    search('common word', () => word(ranks.common)),
    search('two common words', () => `${word(ranks.common)} ${word(ranks.common)}`),
    search('two words', () => `${word([0, 2_000])} ${word([0, 2_000])}`),
    search('prefix of 2 letters', () => begun(2)),
    search('prefix of 3 letters', () => begun(3)),
    search('prefix of 6 letters', () => begun(6)),
    search('as you type three words', typing),
    search('misspelt, one edit', () => misspell(longWord(5))),
    search('misspelt, two edits', () => misspell(misspell(longWord(9)))),
    search('misspelt while typing', () => misspell(longWord(10).slice(0, 8))),
    search('common and misspelt', () => `${word(ranks.common)} ${misspell(longWord(8))}`),
    search('two misspelt', () => `${misspell(longWord(8))} ${misspell(longWord(8))}`),
    search('no word at all', () => `${longWord(9)}qqqqq ${longWord(9)}zzzzz`),
    search('common, with tag:', () => `${word(ranks.common)} tag:tag-${upTo(20)}`),
    search('common, with folder:', () => `${word(ranks.common)} folder:coding`),
    search('common, with label:', () => `${word(ranks.common)} label:production`),
    search('common, with uses:', () => `${word(ranks.common)} uses:prompt-${upTo(10)}`),
    search('common, is:favourite', () => `${word(ranks.common)} is:favourite`),
    search('common, by title', () => word(ranks.common), { sort: 'title' }),
    list('list', {}),
    list('list of a tag', { tag: 'tag-3' }),
    list('list of a folder', { folder: 'coding' }),
    list('list of a label', { label: 'production' }),
    list('list of favourites', { favourite: 'true' }),
    list('list of users', { uses: 'prompt-3' }),
    list('list by title', { sort: 'title' }),
    list('list by last use', { sort: 'used' }),
    list('list by creation', { sort: 'created' }),
    list('list by usefulness', { sort: 'useful' }),
    list('folder by title', { folder: 'coding', sort: 'title' }, searchMs),
  ]
}

/** Types one text after the other, a letter more with each question, from two letters on. */
function createTyping(text: () => string): () => string {
  let [typed, length] = [text(), 1]
  return () => {
    if (length === typed.length) [typed, length] = [text(), 1]
    length++
    return typed.slice(0, length)
  }
}
