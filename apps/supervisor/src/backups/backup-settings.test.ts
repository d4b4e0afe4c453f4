import { loadConfig } from '@promptbin/config'
import { expect, test } from 'vitest'
import { checkTaskOf, recoverTaskOf } from '../integrity/task/integrity-task-of.ts'
import { createTaskOf, hasLibrary } from './backup-settings.ts'

const url = 'postgres://promptbin:hunter2@db.example.org/prompts'

const configWith = (storeUrl: string) =>
  loadConfig({
    environment: { PROMPTBIN_STORE_URL: storeUrl, PROMPTBIN_DATA_DIR: '/nowhere' },
    workingDirectory: '/nowhere',
  })

test('where PostgreSQL has the library, tasks are told which database that is', () => {
  const config = configWith(url)
  expect(hasLibrary(config)).toBe(true)
  expect(createTaskOf(config, 'asked')).toMatchObject({ databaseUrl: url })
  expect(checkTaskOf(config)).toMatchObject({ place: { system: 'postgresql', url } })
})

test('it is not recovered as a file is, and the refusal tells no password', () => {
  const recover = () => recoverTaskOf(configWith(url), { isTrial: true })
  expect(recover).toThrow(expect.objectContaining({ code: 'PB_RECOVER_POSTGRESQL' }))
  expect(recover).toThrow(/\(postgres:\/\/db\.example\.org:5432\/prompts\)/)
})

test('without one the library is a file', () => {
  const config = configWith('')
  expect(hasLibrary(config)).toBe(false)
  expect(createTaskOf(config, 'asked')).not.toHaveProperty('databaseUrl')
  expect(recoverTaskOf(config, { isTrial: true })).toMatchObject({ job: 'recover-library' })
})
