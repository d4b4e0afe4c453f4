import { dirname } from 'node:path'
import { type Config, changedSettings } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import type { Logger } from '@promptbin/logging'
import { logConfigNotices } from '@promptbin/service'
import type { ApplyOptions } from './apply/apply-change.ts'
import { makeChange, type PlannedChange } from './apply/make-change.ts'
import type { ChangeOutcome } from './change-outcome.ts'
import type { ConfigurationSource } from './configuration-source.ts'
import { configChanged } from './errors.ts'
import { removeStaged } from './file/staged-file.ts'
import type { GenerationAuthor } from './generations/generation.ts'
import type { GenerationStore } from './generations/generation-store.ts'
import { differencesSince, digestOf, newGeneration } from './generations/new-generation.ts'
import type { ChangePlan } from './plan/plan-change.ts'

export interface ConfigurationStateOptions {
  readonly source: ConfigurationSource
  readonly store: GenerationStore
  readonly apply: ApplyOptions
  readonly logger: Logger
  /** Called when another configuration is in force everywhere, or the one before is again. */
  readonly onSettled: (changed: readonly string[]) => void
}

/** PromptBin itself. */
export const internalAuthor: GenerationAuthor = { actor: 'promptbin', face: 'internal' }

/** What is known of the configuration of an instance: in force, in the file, and waiting. */
export class ConfigurationState {
  readonly #options: ConfigurationStateOptions
  #wanted: Config
  #generation = 0
  /** What the file said when it was looked at last, whether that was good or not. */
  #seenText: string | null
  #seenEnvFiles: string
  #fault: string | null = null
  #isTrying = false
  readonly #listeners: (() => void)[] = []

  constructor(options: ConfigurationStateOptions) {
    this.#options = options
    this.#wanted = options.apply.live.current
    this.#seenText = options.source.readText()
    this.#seenEnvFiles = options.source.digestEnvFiles()
  }

  /** In force, with the ports that were asked for. */
  get current(): Config {
    return this.#options.apply.live.current
  }

  /** As it was read last and was good: with what waits for the next start. */
  get wanted(): Config {
    return this.#wanted
  }

  get generation(): number {
    return this.#generation
  }

  get fault(): string | null {
    return this.#fault
  }

  get isTrying(): boolean {
    return this.#isTrying
  }

  get waiting(): readonly string[] {
    return changedSettings(this.current, this.#wanted)
  }

  /** Whether the file, or a `.env`, says something else than when it was looked at last. */
  get hasUnseenText(): boolean {
    const { source } = this.#options
    return source.readText() !== this.#seenText || source.digestEnvFiles() !== this.#seenEnvFiles
  }

  /** Numbers the configuration of the start. Never rejects: what cannot be kept is told. */
  async begin(): Promise<void> {
    const { source, store, logger } = this.#options
    logConfigNotices(this.#wanted, logger)
    for (const folder of [dirname(source.target), store.folder]) await removeStaged(folder)
    const last = await store.read(store.lastNumber)
    if (last?.digest === digestOf(this.#wanted)) {
      this.#generation = last.generation
      return
    }
    this.#generation = store.lastNumber + 1
    const first = newGeneration(this.#wanted, {
      generation: this.#generation,
      action: 'start',
      by: internalAuthor,
      file: source.file ?? null,
      text: this.#seenText,
      changed: differencesSince(last, this.#wanted),
    })
    await store.stage(first).then(
      (staged) => staged.commit(),
      (err) => logger.warn({ event: 'config.not_kept', err }, 'a generation is not kept'),
    )
  }

  /** Looks at the files, whatever becomes of it. Gives what the configuration file says. */
  see(): string | null {
    const { source } = this.#options
    this.#seenText = source.readText()
    this.#seenEnvFiles = source.digestEnvFiles()
    return this.#seenText
  }

  /**
   * Makes a change; `before` is what the file said when it was planned. Throws what `makeChange`
   * throws, and PB_CONFIG_CHANGED when somebody else has written the file meanwhile.
   */
  async make(
    change: Omit<PlannedChange, 'generation' | 'checkFile'>,
    before: string | null,
  ): Promise<ChangeOutcome> {
    const { source, onSettled } = this.#options
    const { wanted, plan, text } = change
    const isOther = text !== undefined || digestOf(wanted) !== digestOf(this.#wanted)
    const generation = isOther ? this.#generation + 1 : undefined
    const checkFile = () => {
      if (source.readText() !== before)
        throw configChanged(this.#generation, 'what somebody has just written to the file')
    }
    this.#isTrying = isOther
    try {
      await makeChange({ ...change, generation, checkFile }, this.#options)
    } catch (error) {
      onSettled([])
      throw error
    } finally {
      this.#isTrying = false
    }
    this.#wanted = wanted
    this.#generation = generation ?? this.#generation
    this.#seenText = text ?? before
    this.#setFault(null)
    const acting = plan.changed.filter(({ change: kind }) => kind !== 'fixed')
    onSettled(acting.map(({ key }) => key))
    if (isOther) this.#tell(change)
    return this.outcome(plan, change.reload)
  }

  /** What the sources say is not in force, and why. */
  refused(error: unknown): void {
    const faults = error instanceof PromptBinError ? error.fields : []
    const said = faults.map(({ pointer, message }) => `${pointer} ${message}`)
    const message = error instanceof Error ? error.message : String(error)
    this.#setFault([message, ...said].join(' '))
    const fields = { event: 'config.refused', err: error, faults }
    const { logger } = this.#options
    logger.error(fields, 'what the configuration says now is refused; the one before stays')
  }

  /** What the sources say is what is in force. */
  accepted(): void {
    this.#setFault(null)
  }

  /** Called when `fault` has become another one. */
  onFault(listener: () => void): void {
    this.#listeners.push(listener)
  }

  outcome(plan: ChangePlan, reloaded: readonly string[], dryRun = false): ChangeOutcome {
    const { changed, waiting } = plan
    return { generation: this.#generation, changed, reloaded, waiting, dryRun }
  }

  #setFault(fault: string | null): void {
    if (fault === this.#fault) return
    this.#fault = fault
    for (const listener of this.#listeners) listener()
  }

  #tell({ action, by, plan }: Pick<PlannedChange, 'action' | 'by' | 'plan'>): void {
    const { logger } = this.#options
    const changed = plan.changed.map(({ key }) => key)
    const about = { generation: this.#generation, action, actor: by.actor, face: by.face }
    logger.info({ event: 'config.changed', ...about, changed }, 'another configuration is in force')
    logConfigNotices(this.#wanted, logger)
    if (plan.waiting.length === 0) return
    const waits = { event: 'supervisor.config_waits', settings: plan.waiting }
    logger.warn(waits, 'some settings count only when PromptBin is started again')
  }
}
