import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FailpointName } from '@promptbin/failpoints'
import { vi } from 'vitest'
import { createDataFolder, Product } from '../../product.ts'

/** The processes of an instance; `backup` is the one that lives as long as a backup takes. */
export type ProcessName = 'supervisor' | 'prompt-web' | 'mcp-gateway' | 'backup'

/** What one process does at one failpoint, when it is armed. */
export interface Fault {
  readonly process: ProcessName
  readonly name: FailpointName
  /** Such as `exit(137)`. */
  readonly action: string
}

/** A setting in a file, to be changed while it runs. */
export const setting = { key: 'operations.graceful_shutdown_timeout', first: '20s' }

const settings = {
  PROMPTBIN_MODE: 'development',
  // Files of the log are turned all the time.
  PROMPTBIN_LOGGING_ROTATION: '100KB',
  PROMPTBIN_LOGGING_KEEP_FILES: '3',
  PROMPTBIN_LOGGING_CONSOLE: 'false',
  // What is looked at now and then is looked at often.
  PROMPTBIN_MONITORING_HEALTH_CHECK_INTERVAL: '500ms',
  // Receivers of webhooks are on this machine.
  PROMPTBIN_WEBHOOKS_ALLOW_PRIVATE: '127.0.0.1',
}

const fileOf = ({ process, name }: Fault) => `${process}.${name}`
const ruleOf = ({ process, name, action }: Fault) => `${process}/${name}=${action}`

/**
 * PromptBin with faults that wait to be armed: each rule acts only while the file that says that it
 * has acted is missing, so a test takes away the file of the one that it is about.
 */
export class ArmedProduct {
  readonly #data = createDataFolder()
  readonly #claims = join(this.#data.path, 'claims')
  readonly #faults: readonly Fault[]
  #product: Product | undefined

  constructor(faults: readonly Fault[]) {
    this.#faults = faults
    mkdirSync(this.#claims)
    for (const fault of faults) writeFileSync(join(this.#claims, fileOf(fault)), 'not armed')
    const [section, key] = setting.key.split('.')
    writeFileSync(this.configurationFile, `${section}:\n  ${key}: ${setting.first}\n`)
  }

  /** The data folder of the product, in which nothing else stands. */
  get dataFolder(): string {
    return join(this.#data.path, 'data')
  }

  get configurationFile(): string {
    return join(this.#data.path, 'promptbin-config.yaml')
  }

  get product(): Product {
    if (!this.#product) throw new Error('It was not started.')
    return this.#product
  }

  /** Starts it, or starts it again when its supervisor was killed. */
  async start(): Promise<void> {
    this.#product = await Product.start(this.dataFolder, {
      ...settings,
      PROMPTBIN_CONFIG: this.configurationFile,
      PROMPTBIN_FAILPOINTS: `${this.#faults.map(ruleOf).join(';')};once=${this.#claims}`,
    })
  }

  async stop(): Promise<void> {
    await this.#product?.stop()
    this.#data.remove()
  }

  /** From now on the process fails when it comes by. */
  arm(fault: Fault): void {
    rmSync(join(this.#claims, fileOf(fault)))
  }

  /** Resolves when it has acted. */
  async acted(fault: Fault): Promise<void> {
    const file = join(this.#claims, fileOf(fault))
    await vi.waitUntil(() => existsSync(file) && readFileSync(file).length > 0, {
      timeout: 30_000,
      interval: 10,
    })
  }
}
