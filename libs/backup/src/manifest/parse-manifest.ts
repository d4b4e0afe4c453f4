import { backupReasons, type Manifest } from './manifest.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

const isTextOrNull = (value: unknown) => value === null || isText(value)

const isSha256 = (value: unknown) => /^[0-9a-f]{64}$/.test(String(value))

/** A name that leads to a place inside of the backup, and nowhere else. */
const isInside = (name: unknown) =>
  isText(name) && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')

/** Reads the text of a manifest; undefined for what is none, or of a format that we do not know. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isManifest(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isManifest(value: unknown): value is Manifest {
  const manifest = Object(value) as Partial<Record<keyof Manifest, unknown>>
  const heads = Object(manifest.auditHeads)
  return (
    manifest.format === 1 &&
    manifest.integrity === 'ok' &&
    [manifest.id, manifest.createdAt, manifest.appVersion, manifest.sqliteVersion].every(isText) &&
    (backupReasons as readonly unknown[]).includes(manifest.reason) &&
    isCount(manifest.schemaVersion) &&
    [undefined, 'export', 'tables'].includes(manifest.library as string | undefined) &&
    (manifest.tables === undefined ? manifest.library !== 'tables' : isTables(manifest.tables)) &&
    Array.isArray(manifest.files) &&
    manifest.files.every(isFile) &&
    Object.values(Object(manifest.rows)).every(isCount) &&
    [heads.library, heads.supervisor].every(isTextOrNull) &&
    (manifest.encryption === 'none' || manifest.encryption === 'age')
  )
}

function isTables(value: unknown): boolean {
  const { schemaVersion, serverVersion, of } = Object(value)
  return isCount(schemaVersion) && isText(serverVersion) && Object.values(Object(of)).every(isTable)
}

function isTable(value: unknown): boolean {
  const { rows, sha256 } = Object(value)
  return isCount(rows) && isSha256(sha256)
}

function isFile(value: unknown): boolean {
  const { name, bytes, sha256 } = Object(value)
  return isInside(name) && isCount(bytes) && isSha256(sha256)
}
