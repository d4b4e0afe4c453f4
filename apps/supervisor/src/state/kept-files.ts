import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'

/** A file that is kept, as far as all kinds of them are alike. */
export interface KeptFile {
  readonly id: string
  readonly bytes: number
}

export interface KeptFilesOptions<File extends KeptFile> {
  /** The folder; made when it is needed. */
  readonly path: string
  /** Older files than so many go. */
  readonly maxCount: number
  /** So do older ones beyond this size of all; any size unless told. */
  readonly maxBytes?: number
  /** The name of a file, without its folder; names sort by time. */
  readonly fileNameOf: (file: File) => string
  /** What a name says; undefined when it is none of ours. */
  readonly readFileName: (name: string) => Omit<File, 'bytes'> | undefined
  /** What is thrown where there is no such file. */
  readonly notFound: (id: string) => Error
}

const ownerOnly = 0o600

/** While a file is being written, it is called so. */
const unfinished = '.part'

/**
 * Files of one kind in a folder of their own, of which the oldest go. Their names say everything of
 * them, so there is no list beside them. One is written at a time.
 */
export class KeptFiles<File extends KeptFile> {
  readonly #options: KeptFilesOptions<File>

  constructor(options: KeptFilesOptions<File>) {
    this.#options = options
  }

  /** Makes the file that somebody is to fill, until `keep` or `discard`. */
  async begin(id: string): Promise<string> {
    preparePrivateFolder(this.#options.path)
    const names = await this.#fileNames()
    // What an earlier supervisor could not finish; there is one at a time.
    for (const name of names) if (name.endsWith(unfinished)) await this.#remove(name)
    const path = this.#pathOf(id + unfinished)
    await writeFile(path, '', { flag: 'wx', mode: ownerOnly })
    return path
  }

  /** Puts a finished one among the others, and removes old ones for it. Returns where it is. */
  async keep(file: File): Promise<string> {
    const { fileNameOf, maxCount, maxBytes = Number.POSITIVE_INFINITY } = this.#options
    const path = this.#pathOf(fileNameOf(file))
    await rename(this.#pathOf(file.id + unfinished), path)
    let bytes = 0
    for (const [index, old] of (await this.list()).entries()) {
      bytes += old.bytes
      const isTooMuch = index >= maxCount || bytes > maxBytes
      if (isTooMuch && old.id !== file.id) await this.#remove(fileNameOf(old))
    }
    return path
  }

  async discard(id: string): Promise<void> {
    await this.#remove(id + unfinished)
  }

  /** The newest first. */
  async list(): Promise<readonly File[]> {
    const names = (await this.#fileNames()).toSorted().toReversed()
    const files = await Promise.all(names.map((name) => this.#find(name)))
    return files.filter((file) => file !== undefined)
  }

  /** What is known of it, and where it is. Throws what `notFound` gives. */
  async get(id: string): Promise<{ readonly item: File; readonly file: string }> {
    const item = (await this.list()).find((candidate) => candidate.id === id)
    if (item === undefined) throw this.#options.notFound(id)
    return { item, file: this.#pathOf(this.#options.fileNameOf(item)) }
  }

  /** Throws what `notFound` gives. */
  async remove(id: string): Promise<void> {
    const { file } = await this.get(id)
    await rm(file, { force: true })
  }

  async #fileNames(): Promise<readonly string[]> {
    try {
      return await readdir(this.#options.path)
    } catch (error) {
      // There was none yet.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }

  async #find(fileName: string): Promise<File | undefined> {
    const said = this.#options.readFileName(fileName)
    if (said === undefined) return undefined
    // One that goes meanwhile is none.
    const found = await stat(this.#pathOf(fileName)).catch(() => undefined)
    // All but its size is in the name.
    return found && ({ ...said, bytes: found.size } as File)
  }

  #remove(fileName: string): Promise<void> {
    return rm(this.#pathOf(fileName), { force: true })
  }

  #pathOf(fileName: string): string {
    return join(this.#options.path, fileName)
  }
}
