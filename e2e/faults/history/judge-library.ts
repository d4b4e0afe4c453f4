import { DatabaseSync } from 'node:sqlite'
import type { WrittenPrompt } from './writers.ts'

/** What became of what was acknowledged. */
export interface Verdict {
  /** Acknowledged changes that are not there as they were. */
  readonly lost: readonly string[]
  /** Changes that happened more than once, or that nobody made. */
  readonly doubled: readonly string[]
  /** Changes of which a part is there and a part is not. */
  readonly halves: readonly string[]
}

interface Row {
  readonly id: string
  readonly name: string
  readonly title: string
}

/**
 * Compares a library, which nobody writes to any more, with what was acknowledged. As every change was
 * sent until it was answered, there is to be exactly that and nothing else.
 */
export function judgeLibrary(file: string, written: readonly WrittenPrompt[]): Verdict {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return compare(database, written)
  } finally {
    database.close()
  }
}

/** What a library holds of one prompt, beside its row. */
interface Found {
  readonly texts: readonly string[]
  readonly label: number | null
  readonly moves: number
  readonly records: number
}

function compare(database: DatabaseSync, written: readonly WrittenPrompt[]): Verdict {
  const rows = database.prepare('SELECT id, name, title FROM prompt').all() as unknown as Row[]
  const byTitle = Map.groupBy(rows, ({ title }) => title)
  const find = finderIn(database)
  const verdicts = written.map((one) => {
    const [row, ...more] = byTitle.get(one.title) ?? []
    byTitle.delete(one.title)
    if (row?.name !== one.name) return { lost: [one.title], doubled: [], halves: [] }
    const doubled = more.map(({ name }) => `${one.title}: also ${name}`)
    const verdict = judgePrompt(one, find(row))
    return { ...verdict, doubled: [...doubled, ...verdict.doubled] }
  })
  const unknown = [...byTitle.keys()].map((title) => `${title}: nobody was told of it`)
  return {
    lost: verdicts.flatMap(({ lost }) => lost),
    doubled: [...verdicts.flatMap(({ doubled }) => doubled), ...unknown],
    halves: verdicts.flatMap(({ halves }) => halves),
  }
}

function judgePrompt({ title, texts, labelled }: WrittenPrompt, found: Found): Verdict {
  const { label, moves, records } = found
  const missing = texts.filter((text) => !found.texts.includes(text))
  const isMoved = label !== labelled
  const expected = label === null ? 0 : 1
  return {
    lost: [
      ...missing.map((text) => `${title}: ${text}`),
      ...(isMoved ? [`${title}: its label is at ${label} instead of ${labelled}`] : []),
    ],
    doubled: found.texts.length > texts.length ? [`${title}: ${found.texts.join(', ')}`] : [],
    halves:
      moves === expected && records === expected
        ? []
        : [`${title}: its label was moved ${moves} times, with ${records} records`],
  }
}

function finderIn(database: DatabaseSync): (row: Row) => Found {
  const versions = database.prepare('SELECT messages FROM version WHERE prompt = ? ORDER BY n')
  const label = database.prepare('SELECT n FROM label WHERE prompt = ? AND protected = 1')
  const moves = database.prepare('SELECT count(*) AS count FROM label_move WHERE prompt = ?')
  const records = database.prepare(
    "SELECT count(*) AS count FROM audit WHERE record ->> 'action' = 'label.protection' AND record ->> 'target' = ?",
  )
  return ({ id, name }) => ({
    texts: versions.all(id).map(({ messages }) => textOf(String(messages))),
    label: (label.get(id)?.['n'] ?? null) as number | null,
    moves: Number(moves.get(id)?.['count']),
    records: Number(records.get(`${name}:checked`)?.['count']),
  })
}

function textOf(messages: string): string {
  const [message] = JSON.parse(messages) as readonly { readonly text: string }[]
  return message?.text ?? ''
}
