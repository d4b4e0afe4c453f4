import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  backupsFolderOf,
  listBackups,
  makeBackup,
  openSecondPlace,
  type SecondPlaceSettings,
  verifyBackup,
} from '../src/index.ts'
import { makeDataFolder } from './library.ts'
import { type S3Storage, startS3Storage } from './s3-storage.ts'

let storage: S3Storage
/** Where nothing listens any more. */
let gone: string

beforeAll(async () => {
  storage = await startS3Storage()
  const other = await startS3Storage()
  gone = other.endpoint
  other.close()
})
afterAll(() => storage.close())

const access = () => ({
  endpoint: storage.endpoint,
  region: 'somewhere',
  accessKeyId: 'key',
  secretAccessKey: 'secret',
})

/** A folder, and a prefix in a bucket. */
const places: readonly [string, () => SecondPlaceSettings][] = [
  ['folder', () => ({ place: join(makeDataFolder(0), 'second'), s3: access() })],
  ['bucket', () => ({ place: 's3://bucket/of/mine', s3: access() })],
  ['bucket without a prefix', () => ({ place: 's3://bucket', s3: access() })],
]

test.each(places)('a backup is copied to a %s, comes back from there, and goes', async (_, of) => {
  const secondPlace = of()
  const data = makeDataFolder(10_000)
  mkdirSync(join(data, 'state', 'configuration'), { recursive: true })
  writeFileSync(join(data, 'state', 'configuration', '1.json'), '{}')
  const { manifest, secondPlaceFault } = await makeBackup({ data, reason: 'asked', secondPlace })
  expect(secondPlaceFault).toBeNull()
  const place = await openSecondPlace(secondPlace)
  expect(await place.list()).toMatchObject([{ id: manifest.id, manifest, fault: null }])

  const folder = backupsFolderOf(data)
  rmSync(folder, { recursive: true })
  await place.fetch(manifest.id, folder)
  expect(await verifyBackup(folder, manifest.id)).toMatchObject({ isGood: true, isOpened: true })
  expect(readdirSync(folder)).toEqual([manifest.id])

  await place.remove(manifest.id)
  expect(await place.list()).toEqual([])
  const missing = expect.objectContaining({ code: 'PB_BACKUP_SECOND_PLACE' })
  await expect(place.fetch(manifest.id, folder)).rejects.toThrow(missing)
})

test('a large file goes in parts, and nothing is left in the bucket', () => {
  expect(storage.asked).toContain('POST uploads')
  expect([...storage.objects.keys()]).toEqual([])
})

test('both places keep only what is needed', async () => {
  const [, bucket] = places
  const secondPlace = bucket?.[1]()
  const data = makeDataFolder(1)
  const first = Date.parse('2026-11-23T10:00:00Z')
  await makeBackup({ data, reason: 'asked', secondPlace, now: () => first })
  const next = await makeBackup({ data, reason: 'asked', secondPlace, now: () => first + 60_000 })
  const later = first + 90 * 60_000
  const last = await makeBackup({ data, reason: 'asked', secondPlace, now: () => later })
  const place = await openSecondPlace(secondPlace!)
  expect((await place.list()).map(({ id }) => id)).toEqual([last.manifest.id, next.manifest.id])
})

test.each<[string, (settings: S3Settings) => SecondPlaceSettings, string]>([
  ['a bucket that is not there', ({ s3 }) => ({ place: 's3://other', s3 }), 's3://other'],
  [
    'a key that is not known',
    ({ s3 }) => ({ place: 's3://bucket', s3: { ...s3, accessKeyId: 'another' } }),
    '403',
  ],
  [
    'a storage that is away',
    ({ s3 }) => ({ place: 's3://bucket', s3: { ...s3, endpoint: gone } }),
    'ECONNREFUSED',
  ],
  ['a folder that cannot be', ({ s3 }) => ({ place: '/dev/null/here', s3 }), 'ENOTDIR'],
])('%s is told, and takes nothing away from the backup', async (_, of, told) => {
  const data = makeDataFolder(1)
  const made = await makeBackup({ data, reason: 'asked', secondPlace: of({ s3: access() }) })
  expect(made.secondPlaceFault).toContain(told)
  expect(await listBackups(backupsFolderOf(data))).toMatchObject([{ fault: null }])
})

type S3Settings = Pick<SecondPlaceSettings, 's3'>
