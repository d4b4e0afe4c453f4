import { readdirSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import { failpoint } from '@promptbin/failpoints'
import { type StagedFile, stageFile } from '../file/staged-file.ts'
import { type Generation, parseGeneration } from './generation.ts'

/** Half a year of a change a week; one takes as much as the configuration file and 10 KB. */
export const generationsKept = 50

const nameOf = (generation: number) => `${generation}.json`

/** The generations of the configuration: each in a file of its own, for its owner only. */
export class GenerationStore {
  readonly #folder: string

  constructor(stateFolder: string) {
    this.#folder = join(stateFolder, 'configuration')
  }

  get folder(): string {
    return this.#folder
  }

  /** The number of the last one; 0 before the first. */
  get lastNumber(): number {
    return this.#numbers().at(-1) ?? 0
  }

  /** Undefined when it is not kept, or cannot be read any more. */
  async read(generation: number): Promise<Generation | undefined> {
    try {
      return parseGeneration(
        JSON.parse(await readFile(join(this.#folder, nameOf(generation)), 'utf8')),
      )
    } catch {
      return undefined
    }
  }

  /** All that are kept, the newest first. */
  async list(): Promise<readonly Generation[]> {
    const found = await Promise.all(this.#numbers().map((number) => this.read(number)))
    return found.filter((one) => one !== undefined).toReversed()
  }

  /**
   * Writes one beside the others; on its commit it is the newest, and those beyond `generationsKept`
   * go. Rejects with a system error.
   */
  async stage(generation: Generation): Promise<StagedFile> {
    preparePrivateFolder(this.#folder)
    const file = join(this.#folder, nameOf(generation.generation))
    const staged = await stageFile(file, `${JSON.stringify(generation)}\n`)
    return {
      discard: staged.discard,
      commit: async () => {
        await staged.commit()
        failpoint('configuration.generation.kept')
        await this.#forgetOldest()
      },
    }
  }

  #numbers(): readonly number[] {
    try {
      return readdirSync(this.#folder)
        .flatMap((name) => /^(\d{1,15})\.json$/.exec(name)?.[1] ?? [])
        .map(Number)
        .toSorted((one, other) => one - other)
    } catch {
      return []
    }
  }

  async #forgetOldest(): Promise<void> {
    const old = this.#numbers().slice(0, -generationsKept)
    await Promise.all(
      old.map((number) => rm(join(this.#folder, nameOf(number)), { force: true }).catch(() => {})),
    )
  }
}
