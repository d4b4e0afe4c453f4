import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import { profileNotFound } from './errors.ts'
import { fileNameOf, type Profile, readFileName } from './profile.ts'

export interface ProfileFolderOptions {
  readonly path: string
  /** Older profiles than so many go. */
  readonly maxCount: number
  /** So do older ones beyond this size of all. */
  readonly maxBytes: number
}

const ownerOnly = 0o600

/** Where profiles are kept, beside the rest of the state. */
export function profilesIn(stateFolder: string): string {
  return join(stateFolder, 'profiles')
}

/** While a profile is being written, its file is called so. */
const unfinished = '.part'

/** The profiles that were kept; the names of the files say everything, so there is no list. */
export class ProfileFolder {
  readonly #options: ProfileFolderOptions

  constructor(options: ProfileFolderOptions) {
    this.#options = options
  }

  /** Makes the file that a process is to fill, until `keep` or `discard`. */
  async begin(id: string): Promise<string> {
    preparePrivateFolder(this.#options.path)
    const names = await this.#fileNames()
    // What an earlier supervisor could not finish; there is one at a time.
    for (const name of names) if (name.endsWith(unfinished)) await this.#remove(name)
    const file = this.#pathOf(id + unfinished)
    await writeFile(file, '', { flag: 'wx', mode: ownerOnly })
    return file
  }

  /** Puts a finished profile among the others, and removes old ones for it. */
  async keep(profile: Profile): Promise<void> {
    await rename(this.#pathOf(profile.id + unfinished), this.#pathOf(fileNameOf(profile)))
    const kept = await this.list()
    let bytes = 0
    for (const [index, old] of kept.entries()) {
      bytes += old.bytes
      const isTooMuch = index >= this.#options.maxCount || bytes > this.#options.maxBytes
      if (isTooMuch && old.id !== profile.id) await this.#remove(fileNameOf(old))
    }
  }

  async discard(id: string): Promise<void> {
    await this.#remove(id + unfinished)
  }

  /** The newest first. */
  async list(): Promise<readonly Profile[]> {
    const names = (await this.#fileNames()).toSorted().toReversed()
    const profiles = await Promise.all(names.map((name) => this.#find(name)))
    return profiles.filter((profile) => profile !== undefined)
  }

  /** Throws `PB_PROFILE_NOT_FOUND`. */
  async get(id: string): Promise<{ readonly profile: Profile; readonly file: string }> {
    const profile = (await this.list()).find((candidate) => candidate.id === id)
    if (profile === undefined) throw profileNotFound(id)
    return { profile, file: this.#pathOf(fileNameOf(profile)) }
  }

  async read(id: string): Promise<string> {
    return readFile((await this.get(id)).file, 'utf8')
  }

  /** Throws `PB_PROFILE_NOT_FOUND`. */
  async remove(id: string): Promise<void> {
    const { profile } = await this.get(id)
    await this.#remove(fileNameOf(profile))
  }

  async #fileNames(): Promise<readonly string[]> {
    try {
      return await readdir(this.#options.path)
    } catch (error) {
      // Nothing was profiled yet.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }

  async #find(fileName: string): Promise<Profile | undefined> {
    const said = readFileName(fileName)
    if (said === undefined) return undefined
    // One that goes meanwhile is none.
    const found = await stat(this.#pathOf(fileName)).catch(() => undefined)
    return found && { ...said, bytes: found.size }
  }

  #remove(fileName: string): Promise<void> {
    return rm(this.#pathOf(fileName), { force: true })
  }

  #pathOf(fileName: string): string {
    return join(this.#options.path, fileName)
  }
}
