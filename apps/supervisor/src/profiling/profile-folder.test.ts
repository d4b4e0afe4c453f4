import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROFILE_KINDS } from '@promptbin/ipc'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileNameOf, type Profile, profileIdOf, readFileName } from './profile.ts'
import { openProfileFolder, type ProfileFolder } from './profile-folder.ts'

let path: string

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'promptbin-profiles-')), 'profiles')
})

afterEach(() => rmSync(join(path, '..'), { recursive: true }))

const open = (limits = { maxCount: 3, maxBytes: 1000 }) => openProfileFolder({ path, ...limits })

/** Writes and keeps a profile of the given minute. */
async function keep(folder: ProfileFolder, minute: number, bytes = 10): Promise<Profile> {
  const takenAt = `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`
  const described = { kind: 'cpu', service: 'prompt-web', processId: 7, seconds: 1 } as const
  const id = profileIdOf({ ...described, takenAt })
  writeFileSync(await folder.begin(id), 'x'.repeat(bytes))
  const profile = { ...described, takenAt, id, bytes }
  await folder.keep(profile)
  return profile
}

test('the name of a file says everything about its profile', () => {
  const profiles = fc.record({
    kind: fc.constantFrom(...PROFILE_KINDS),
    service: fc.constantFrom('prompt-web', 'mcp-gateway'),
    processId: fc.maxSafeNat().map((id) => id % 1e15),
    seconds: fc.option(fc.integer({ min: 1, max: 60 })),
    takenAt: fc
      .date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  })
  fc.assert(
    fc.property(profiles, (described) => {
      const profile = { ...described, id: profileIdOf(described) }
      expect(readFileName(fileNameOf(profile))).toEqual(profile)
    }),
  )
})

test('other files are none of ours', async () => {
  const folder = open()
  const profile = await keep(folder, 1)
  for (const name of ['notes.txt', `${profile.id}.heapsnapshot`, `${profile.id}.cpuprofile.gz`]) {
    writeFileSync(join(path, name), '')
  }
  expect(await folder.list()).toEqual([profile])
  for (const id of ['../state', 'notes', '']) {
    await expect(folder.get(id)).rejects.toMatchObject({ code: 'PB_PROFILE_NOT_FOUND' })
  }
})

test('the newest stand first; the oldest go when there are too many', async () => {
  const folder = open()
  const kept: Profile[] = []
  for (const minute of [1, 2, 3, 4, 5]) kept.push(await keep(folder, minute))
  expect(await folder.list()).toEqual(kept.slice(-3).toReversed())
})

test('the oldest go when all are too large; the newest stays, however large it is', async () => {
  const folder = open()
  await keep(folder, 1, 600)
  const second = await keep(folder, 2, 300)
  const third = await keep(folder, 3, 600)
  expect(await folder.list()).toEqual([third, second])
  const large = await keep(folder, 4, 5000)
  expect(await folder.list()).toEqual([large])
})

test('what was not finished is no profile, and goes before the next one', async () => {
  const folder = open()
  writeFileSync(await folder.begin('a'), 'half')
  expect(await folder.list()).toEqual([])
  const profile = await keep(folder, 1)
  expect(readdirSync(path)).toEqual([fileNameOf(profile)])
  await folder.remove(profile.id)
  expect(readdirSync(path)).toEqual([])
})

test('folder and files are for their owner alone, and the folder is not made before it is needed', async () => {
  const folder = open()
  expect(await folder.list()).toEqual([])
  const profile = await keep(folder, 1)
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(statSync(join(path, fileNameOf(profile))).mode & 0o777).toBe(0o600)
})
