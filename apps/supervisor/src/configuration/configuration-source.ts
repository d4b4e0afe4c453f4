import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  type Config,
  type ConfigReading,
  envPlaces,
  type FileFormat,
  formatOf,
  refusal,
} from '@promptbin/config'

/** What the configuration file is taken to say, instead of what it says. */
export interface FileText {
  readonly file: string
  readonly text: string
}

/** Reads all sources of the configuration anew; see `readConfiguration`. */
export type ReadConfiguration = (instead?: FileText) => ConfigReading

/** The file to which changes are written where there is none yet. */
const usualName = 'promptbin-config.yaml'

export interface ConfigurationSourceOptions {
  readonly read: ReadConfiguration
  readonly dataFolder: string
  /** The file that was read; undefined where there was none. */
  readonly file: string | undefined
}

/** Where the configuration is read from, and where a change of it is written to. */
export class ConfigurationSource {
  readonly #read: ReadConfiguration
  readonly #dataFolder: string
  #file: string | undefined

  constructor({ read, dataFolder, file }: ConfigurationSourceOptions) {
    this.#read = read
    this.#dataFolder = dataFolder
    this.#file = file
  }

  /** The file in force; undefined where there is none. */
  get file(): string | undefined {
    return this.#file
  }

  /** The one that would be written. */
  get target(): string {
    return this.#file ?? join(this.#dataFolder, usualName)
  }

  /** How people call it. */
  get shownAs(): string {
    return basename(this.target)
  }

  /** What that one is written in. */
  get format(): FileFormat {
    return formatOf(this.target)
  }

  /** What a file is written in. */
  formatOf(file: string): FileFormat {
    return formatOf(file)
  }

  /** What the file says now; null where there is none, or none that can be read. */
  readText(): string | null {
    return readTextOf(this.target)
  }

  /** The files that have a say, whether they are there or not: the target, and each `.env`. */
  get files(): readonly string[] {
    return [this.target, ...this.#envFiles]
  }

  get #envFiles(): readonly string[] {
    return envPlaces(process.cwd(), this.target)
  }

  /** Tells apart what the `.env` files say, which may be secret: the same as long as they say the same. */
  digestEnvFiles(): string {
    const texts = this.#envFiles.map(readTextOf)
    return hash('sha256', JSON.stringify(texts))
  }

  /** Reads all sources. Throws what `loadConfig` throws. */
  read(text?: string): Config {
    const reading = this.reading(text)
    if (reading.config === undefined) throw refusal(reading.faults)
    // One that was made meanwhile, or another that comes first.
    if (text === undefined) this.#file = reading.file
    return reading.config
  }

  /** The same, with the faults instead of an error. */
  reading(text?: string): ConfigReading {
    return this.#read(text === undefined ? undefined : { file: this.target, text })
  }
}

function readTextOf(file: string): string | null {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : null
  } catch {
    return null
  }
}

/** Of a configuration that nothing can change while it runs. */
export function unchanging(config: Config): ReadConfiguration {
  return () => ({ config, faults: [], notices: [], file: undefined })
}
