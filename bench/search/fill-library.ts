import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { createZipf } from './corpus.ts'

/** What a library is filled with. */
export interface Filling {
  readonly prompts: number
  readonly words: readonly string[]
  readonly random: () => number
}

/** In one transaction; a save each would wait for the disk a hundred thousand times. */
const batch = 1_000

/** Folders as a team may have them; a prompt in one of the second kind is in one of the first. */
export const folders = ['coding', 'writing', 'analysis', 'coding/review', 'writing/mail', '']

/** Tags are drawn by Zipf's law as well, so that the first is common and the last is rare. */
export const tagCount = 200

/** One prompt in so many is a favourite, bears the label production, or includes another. */
const [favouriteEvery, labelledEvery, includesEvery] = [100, 20, 50]

/** So many prompts are included by others. */
const targets = 10

/** The word of the search index that stands for a tag, a folder, a label or a used prompt. */
const mark = (kind: string, value: string) => `${kind}${Buffer.from(value).toString('hex')}`

interface Row {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly folder: string
  readonly tag: string
  readonly text: string
  readonly favourite: boolean
  readonly labelled: boolean
  readonly target: { readonly id: string; readonly name: string } | undefined
}

/** Prompts of about 150 words, one after the other. */
function* invent({ prompts, words, random }: Filling): Generator<Row> {
  const rank = createZipf(words.length, random)
  const tagRank = createZipf(tagCount, random)
  const some = (count: number) => Array.from({ length: count }, () => words[rank()]).join(' ')
  const included: { id: string; name: string }[] = []
  for (let i = 0; i < prompts; i++) {
    const [id, name] = [randomUUID(), `prompt-${i}`]
    if (included.length < targets) included.push({ id, name })
    yield {
      id,
      name,
      title: some(4),
      description: some(8),
      folder: folders[Math.floor(random() * folders.length)] ?? '',
      tag: `tag-${tagRank()}`,
      text: some(50 + Math.floor(random() * 200)),
      favourite: i % favouriteEvery === 0,
      labelled: i % labelledEvery === 0,
      target:
        i > targets && i % includesEvery === 0
          ? included[(i / includesEvery) % targets]
          : undefined,
    }
  }
}

/**
 * Fills the library in a file that prompt-web has made, as its store would: the index is kept by
 * the same triggers. Only the time that a hundred thousand commits take is left out.
 */
export function fillLibrary(file: string, filling: Filling): void {
  const database = new DatabaseSync(file)
  const insert = prepare(database)
  let generation = 0
  database.exec('BEGIN')
  for (const row of invent(filling)) {
    insert(row, ++generation)
    if (generation % batch === 0) database.exec('COMMIT; BEGIN')
  }
  database.prepare('UPDATE library SET generation = ?').run(generation)
  const word = database.prepare('INSERT INTO word (word) VALUES (?) ON CONFLICT DO NOTHING')
  for (const known of filling.words) if (known.length > 2) word.run(known)
  database.exec('COMMIT')
  database.close()
}

function prepare(database: DatabaseSync): (row: Row, generation: number) => void {
  const version = database.prepare(`
    INSERT INTO version (prompt, n, sha256, message, author, client, created_at, variables, messages)
    VALUES (?, 1, '', '', 'bench', 'bench', ?, '[]', ?)`)
  const reference = database.prepare(`
    INSERT INTO reference (prompt, n, position, reference, target) VALUES (?, 1, 0, ?, ?)`)
  const label = database.prepare(`
    INSERT INTO label (prompt, name, n, protected) VALUES (?, 'production', 1, 0)`)
  const prompt = database.prepare(`
    INSERT INTO prompt (id, name, title, title_key, description, folder, tags, favourite, marks,
                        latest, generation, created_at, updated_at, used_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)`)
  const now = Date.now()
  return (row, generation) => {
    const text = row.target === undefined ? row.text : `${row.text} {{> ${row.target.name}}}`
    version.run(row.id, now, JSON.stringify([{ role: 'user', text }]))
    if (row.target !== undefined) reference.run(row.id, row.target.name, row.target.id)
    if (row.labelled) label.run(row.id)
    prompt.run(
      row.id,
      row.name,
      row.title,
      row.title,
      row.description,
      row.folder,
      JSON.stringify([row.tag]),
      Number(row.favourite),
      marksOf(row),
      generation,
      now + generation,
      now + generation,
      generation % 7 === 0 ? now + generation : 0,
    )
  }
}

function marksOf({ folder, tag, favourite, labelled, target }: Row): string {
  const names = folder === '' ? [] : folder.split('/')
  return [
    mark('t', tag),
    ...names.map((_, index) => mark('f', names.slice(0, index + 1).join('/'))),
    ...(labelled ? [mark('l', 'production')] : []),
    ...(target === undefined ? [] : [mark('u', target.id)]),
    ...(favourite ? ['favourite'] : []),
  ].join(' ')
}
