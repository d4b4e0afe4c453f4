import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ListQuery } from '../src/index.ts'
import { questions } from '../src/library/questions.ts'
import { openConnection } from '../src/sqlite/database/connection.ts'
import { SqliteSql } from '../src/sqlite/database/sqlite-sql.ts'
import { ada, aPrompt } from './contract/library-fixture.ts'
import { makeFolder, openStore } from './sqlite-fixture.ts'

let place: Awaited<ReturnType<typeof makeFolder>>
beforeAll(async () => {
  place = await makeFolder()
  const store = await openStore({ file: place.file })
  const about = { tags: ['t'], folder: 'f', title: 'Tea' }
  for (const name of ['one', 'two', 'three']) await store.create(aPrompt({ ...about, name }), ada)
  for (const name of ['one', 'two']) await store.setLabel(name, 'l', { version: 1 }, ada)
  await store.close()
})
afterAll(() => place.discard())

/** A step of a plan; steps of one parent follow each other (https://www.sqlite.org/eqp.html). */
interface Step {
  readonly parent: number
  readonly detail: string
}

/** How SQLite does all that it is asked for to answer a list, its second page included. */
function plansOf(query: ListQuery): readonly (readonly Step[])[] {
  const database = openConnection(place.file, 'reader')
  const prepare = vi.spyOn(database, 'prepare')
  const sql = new SqliteSql(database)
  const { nextCursor } = questions.list(sql, query)
  if (nextCursor !== null) questions.list(sql, { ...query, cursor: nextCursor })
  const texts = prepare.mock.calls.map(([text]) => text)
  prepare.mockRestore()
  const plans = texts.map((text) => {
    const values = [...text.matchAll(/\?/g)].map(() => 0)
    return database.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values) as unknown as Step[]
  })
  database.close()
  return plans
}

/** Steps that put in order what they read of a table, and not what a part of the statement has bounded. */
function sortsOf(plan: readonly Step[]): readonly string[] {
  return plan.flatMap(({ parent, detail }, index) => {
    if (detail !== 'USE TEMP B-TREE FOR ORDER BY') return []
    const before = plan.slice(0, index).filter((step) => step.parent === parent)
    const outermost = before.find((step) => /^(SCAN|SEARCH) /.test(step.detail))?.detail ?? ''
    const parts = before.map((step) => /^CO-ROUTINE (.+)$/.exec(step.detail)?.[1])
    const isBounded = parts.some((part) => part !== undefined && outermost === `SCAN ${part}`)
    // Or as many as were named, each by its generation.
    return isBounded || outermost.endsWith('(generation=?)') ? [] : [outermost]
  })
}

const sorts = ['relevance', 'useful', 'updated', 'created', 'used', 'title'] as const

const filters: Readonly<Record<string, Partial<ListQuery>>> = {
  nothing: {},
  'no favourites': { favourite: false },
  favourites: { favourite: true },
  'a tag': { tag: 't' },
  'a folder': { folder: 'f' },
  'a label': { label: 'l' },
  'some folders': { within: ['f', 'g'] },
  'a word': { q: 'tea' },
  'no favourites with a tag': { favourite: false, tag: 't' },
}

const lists = sorts.flatMap((sort) => Object.keys(filters).map((filter) => ({ sort, filter })))

test.each(lists)('a list of $filter by $sort sorts no table', ({ sort, filter }) => {
  const plans = plansOf({ ...filters[filter], sort, limit: 1 })
  expect(plans.length).toBeGreaterThan(0)
  expect(plans.flatMap(sortsOf)).toEqual([])
})

test('what are no favourites is walked along an index, the newest first', () => {
  const steps = plansOf({ favourite: false, limit: 1 }).flat()
  const index = 'prompt USING INDEX prompt_newest_of'
  expect(steps.map(({ detail }) => detail)).toContain(
    `SEARCH ${index} (favourite=? AND generation<?)`,
  )
})
