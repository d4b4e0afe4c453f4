import { randomBytes } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { type Live, valueNow } from '@promptbin/service'

export interface BallastOptions {
  readonly file: string
  /** 0: none. */
  readonly bytes: Live<number>
}

const blockBytes = 2 ** 20
const ownerOnly = 0o600

/**
 * Room on a disk that is kept by a file for when there is no other: removing it lets what was begun,
 * such as moving a log into its database, be finished.
 */
export class Ballast {
  readonly #options: BallastOptions
  #making: Promise<void> | undefined

  constructor(options: BallastOptions) {
    this.#options = options
  }

  /** How much it keeps when it is there. */
  get bytes(): number {
    return valueNow(this.#options.bytes)
  }

  /** Whether the whole of it is there. */
  get isThere(): boolean {
    const size = statSync(this.#options.file, { throwIfNoEntry: false })?.size
    return (size ?? 0) === this.bytes
  }

  /** Makes it, or what the configuration wants of it by now. Rejects with a system error. */
  make(): Promise<void> {
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined
    })
    return this.#making
  }

  /** Gives the room up; says how many bytes that were. Throws a system error. */
  free(): number {
    const { file } = this.#options
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    rmSync(file, { force: true })
    return size
  }

  async #make(): Promise<void> {
    const { file } = this.#options
    const { bytes } = this
    if (this.isThere) return
    if (bytes === 0) return rm(file, { force: true })
    const next = `${file}.next`
    try {
      await fill(next, bytes)
      await rename(next, file)
    } catch (error) {
      await rm(next, { force: true })
      throw error
    }
  }
}

/** With noise: of a file of zeros some file systems keep only that it is one. */
async function fill(file: string, bytes: number): Promise<void> {
  const handle = await open(file, 'w', ownerOnly)
  try {
    const block = randomBytes(Math.min(blockBytes, bytes))
    for (let left = bytes; left > 0; left -= blockBytes) {
      await handle.writeFile(block.subarray(0, Math.min(blockBytes, left)))
    }
    await handle.datasync()
  } finally {
    await handle.close()
  }
}
