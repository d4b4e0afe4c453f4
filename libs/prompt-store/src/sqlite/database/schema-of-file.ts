import { open } from 'node:fs/promises'

/** Where the header of a database has its `user_version`, four bytes, the highest first. */
const userVersionAt = 60

/**
 * The schema of a library that may be in use or damaged, as the beginning of its file tells it
 * (https://www.sqlite.org/fileformat.html, section 1.3); 0 for one that is new, missing or no file. After
 * a crash within a migration it may tell the schema of before.
 */
export async function schemaOfFile(file: string): Promise<number> {
  const handle = await open(file).catch(() => undefined)
  try {
    const four = Buffer.alloc(4)
    const read = await handle?.read(four, 0, four.length, userVersionAt)
    return read?.bytesRead === four.length ? four.readUInt32BE() : 0
  } catch {
    // Whoever opens it tells better what is in its place.
    return 0
  } finally {
    await handle?.close()
  }
}
