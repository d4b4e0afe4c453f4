import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { S3mini } from 's3mini'
import { manifestName } from '../backup-folder.ts'
import { backupTimeOf, isBackupId } from '../backup-id.ts'
import { placeBackup } from '../disk/place-backup.ts'
import { backupDamaged, backupNotFound } from '../errors.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { parseManifest } from '../manifest/parse-manifest.ts'
import type { BackupEntry } from '../reading/backup-entry.ts'
import { readManifest } from '../reading/read-manifest.ts'
import type { S3Access, SecondPlace, SecondPlaceSettings } from './second-place.ts'

/** A request carries at most 8 MB; one that takes longer is not worth waiting for. */
const requestTimeoutMs = 120_000

const contentType = 'application/octet-stream'

/** A prefix in a bucket of a storage that speaks S3. */
export function createS3Place({ place, s3 }: SecondPlaceSettings): SecondPlace {
  const { hostname: bucket, pathname } = new URL(place)
  const prefix = pathname.replace(/^\/|\/$/g, '')
  const client = openBucket(bucket, s3)
  const keyOf = (id: string, name: string) => [prefix, id, name].filter(Boolean).join('/')
  const textOf = (id: string) => client.getObject(keyOf(id, manifestName))

  async function manifestOf(id: string): Promise<Manifest> {
    const text = isBackupId(id) ? await textOf(id) : null
    if (text === null) throw backupNotFound(id)
    const manifest = parseManifest(text)
    if (manifest === undefined) throw backupDamaged(id, `its ${manifestName} cannot be read`)
    return manifest
  }

  async function bring(key: string, to: string): Promise<void> {
    const response = await client.getObjectResponse(key)
    if (!response?.body) throw new Error(`${key} is not there`)
    await pipeline(
      Readable.fromWeb(response.body as ReadableStream),
      createWriteStream(to, { mode: 0o600 }),
    )
  }

  return {
    name: place,
    async put(folder, id) {
      const { files } = await readManifest(folder, id)
      for (const name of [...files.map((file) => file.name), manifestName]) {
        const content = await openAsBlob(join(folder, id, name))
        await client.putAnyObject(keyOf(id, name), content, contentType)
      }
    },
    async list() {
      const beneath = prefix === '' ? '' : `${prefix}/`
      const keys = await keysBeneath(client, beneath)
      const names = keys.map((key) => key.slice(beneath.length).split('/')[0] ?? '')
      return entriesOf(new Set(names), manifestOf)
    },
    async fetch(id, folder) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await placeBackup(folder, await manifestOf(id), (name, to) => bring(keyOf(id, name), to))
    },
    async remove(id) {
      await client.deleteObject(keyOf(id, manifestName))
      const left = await keysBeneath(client, keyOf(id, ''))
      if (left.length > 0) await client.deleteObjects([...left])
    },
  }
}

function openBucket(bucket: string, { endpoint, region, ...keys }: S3Access): S3mini {
  const address = endpoint === '' ? `https://s3.${region}.amazonaws.com` : endpoint
  return new S3mini({
    ...keys,
    region,
    endpoint: `${address}/${bucket}`,
    requestAbortTimeout: requestTimeoutMs,
  })
}

async function keysBeneath(client: S3mini, prefix: string): Promise<readonly string[]> {
  const objects = await client.listObjects('/', prefix)
  if (objects === null) throw new Error('the bucket is not there')
  return objects.map(({ Key }) => Key)
}

/** The backups of which there is something; without a manifest one was not finished, or is being removed. */
async function entriesOf(
  names: ReadonlySet<string>,
  manifestOf: (id: string) => Promise<Manifest>,
): Promise<readonly BackupEntry[]> {
  const entries: BackupEntry[] = []
  for (const id of [...names].filter(isBackupId).sort().reverse()) {
    entries.push(await entryOf(id, manifestOf))
  }
  return entries
}

async function entryOf(
  id: string,
  manifestOf: (id: string) => Promise<Manifest>,
): Promise<BackupEntry> {
  const about = { id, atMs: backupTimeOf(id) }
  try {
    const manifest = await manifestOf(id)
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    return { ...about, bytes, manifest, fault: null }
  } catch (error) {
    return { ...about, bytes: 0, manifest: null, fault: (error as Error).message }
  }
}
