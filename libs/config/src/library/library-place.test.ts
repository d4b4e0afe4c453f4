import { expect, test } from 'vitest'
import { libraryPlaceOf, loadConfig } from '../index.ts'

const placeOf = (url: string) =>
  libraryPlaceOf(
    loadConfig({
      environment: { PROMPTBIN_STORE_URL: url, PROMPTBIN_DATA_DIR: '/srv/data' },
      workingDirectory: '/nowhere',
    }),
  )

test('without an address the library is a file in the data folder', () => {
  expect(placeOf('')).toEqual({
    system: 'sqlite',
    file: '/srv/data/promptbin.db',
    auditHeadFile: '/srv/data/state/library-audit-head.json',
  })
})

test('of a database nothing secret is shown', () => {
  const place = placeOf('postgres://me:hunter2@db.example.org/prompts?password=hunter2')
  const shownUrl = 'postgres://db.example.org:5432/prompts'
  expect(place).toMatchObject({ system: 'postgresql', shownUrl })
  expect(place.auditHeadFile).toMatch(/^\/srv\/data\/state\/library-audit-head-[0-9a-f]{8}\.json$/)
})

test('another password is the same library, and another database is another one', () => {
  const headOf = (url: string) => placeOf(url).auditHeadFile
  expect(headOf('postgres://me:a@db/prompts')).toBe(headOf('postgres://you:b@db:5432/prompts'))
  expect(headOf('postgres://me:a@db/prompts')).not.toBe(headOf('postgres://me:a@db/others'))
})
