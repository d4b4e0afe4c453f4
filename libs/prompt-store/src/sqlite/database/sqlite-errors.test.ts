import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { promptNotFound } from '../../errors.ts'
import { describeSqliteError } from './sqlite-errors.ts'

/** The error that SQLite itself gives. */
function errorOf(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('It was expected to fail.')
}

const describe = (error: unknown) => describeSqliteError(error, 'writer', 'the place')

test('no more room is told as a full disk', () => {
  const database = new DatabaseSync(':memory:')
  database.exec('PRAGMA max_page_count = 2; CREATE TABLE text (text)')
  const full = errorOf(() => database.exec('INSERT INTO text VALUES (zeroblob(100000))'))
  expect(describe(full)).toMatchObject({ code: 'PB_STORE_FULL', status: 507, cause: full })
})

test('a file that may only be read is told as unwritable, with its place', () => {
  const database = new DatabaseSync(':memory:')
  database.exec('PRAGMA query_only = ON')
  const readOnly = errorOf(() => database.exec('CREATE TABLE text (text)'))
  const error = describe(readOnly)
  expect(error).toMatchObject({ code: 'PB_STORE_UNWRITABLE', class: 'permanent' })
  expect(error.hint).toContain('the place')
})

test('an error of the disk leaves the outcome of a write unknown, and that of a read none', () => {
  const failed = Object.assign(new Error('disk I/O error'), { errcode: 778 })
  expect(describe(failed)).toMatchObject({ code: 'PB_STORE_UNAVAILABLE', class: 'transient' })
  expect(describe(failed).message).toContain('unknown whether')
  expect(describeSqliteError(failed, 'reader', '').message).toContain('nothing was changed')
})

test('what PromptBin itself threw stays what it is', () => {
  const error = promptNotFound('x')
  expect(describe(error)).toBe(error)
})

test('whatever nobody expected is told as a defect, with its cause for the log', () => {
  const database = new DatabaseSync(':memory:')
  const wrong = errorOf(() => database.exec('SELEC 1'))
  for (const cause of [wrong, new TypeError('x is not a function'), 'a string']) {
    expect(describe(cause)).toMatchObject({ code: 'PB_STORE_FAILED', class: 'internal', cause })
  }
})
