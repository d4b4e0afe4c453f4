import { type Config, changedSettings, editText, type TextChange } from '@promptbin/config'
import type { AuditWriter } from '../operations/perform-operation.ts'
import type { PlannedChange } from './apply/make-change.ts'
import { auditedChange, localAuthor, type UnaskedFace } from './audit-change.ts'
import type { ChangeOptions, ChangeOutcome } from './change-outcome.ts'
import {
  ConfigurationState,
  type ConfigurationStateOptions,
  internalAuthor,
} from './configuration-state.ts'
import {
  configChanged,
  configFileGone,
  configFixed,
  configGenerationUnknown,
  configRollbackImpossible,
} from './errors.ts'
import { watchFiles } from './file/watch-files.ts'
import type { Generation, GenerationAuthor } from './generations/generation.ts'
import { type ChangeVerdict, judgeChange } from './plan/judge-change.ts'
import { planChange } from './plan/plan-change.ts'
import { refuseShadowed } from './plan/refuse-shadowed.ts'
import { type Replacement, replacedServices } from './plan/replaced-services.ts'

export interface ConfigurationManagerOptions extends ConfigurationStateOptions {
  readonly audit: AuditWriter
  /** The services that run, in the order of their start: one that was stopped on purpose does not. */
  readonly running: () => readonly string[]
  /** Called before an earlier configuration comes back, or processes are replaced for another one. */
  readonly beforeRisk: () => Promise<void>
  /** Called when the processes of a service, or of all, were replaced because somebody wanted that. */
  readonly onReplaced: (service: string | undefined) => void
}

/**
 * The configuration of an instance while it runs: read, changed, replaced and remembered, one change
 * at a time, each as a whole or not at all.
 */
export class ConfigurationManager {
  readonly #options: ConfigurationManagerOptions
  readonly #state: ConfigurationState
  readonly #watch = watchFiles(() => void this.#fileChanged())
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: ConfigurationManagerOptions) {
    this.#options = options
    this.#state = new ConfigurationState(options)
  }

  /** In force, with the ports that were asked for. */
  get current(): Config {
    return this.#state.current
  }

  /** Of the one in force; counts over all starts. */
  get generation(): number {
    return this.#state.generation
  }

  /** Whether what the sources say is in force, but for what waits for the next start. */
  get isLastReadGood(): boolean {
    return this.#state.fault === null
  }

  /** Why what the sources say is not in force, in some sentences; null when it is. */
  get fault(): string | null {
    return this.#state.fault
  }

  /** Called when `fault` has become another one. */
  onFault(listener: () => void): void {
    this.#state.onFault(listener)
  }

  /** Whether a change is being tried that goes back by itself if it does not work. */
  get isTrying(): boolean {
    return this.#state.isTrying
  }

  /** The keys that count only from the next start on. */
  get waiting(): readonly string[] {
    return this.#state.waiting
  }

  /** The path of the file that a change is written to. */
  get file(): string {
    return this.#options.source.target
  }

  /** Numbers the configuration of the start, and from now on goes by what the files say. */
  async start(): Promise<void> {
    await this.#state.begin()
    this.#watch.follow(this.#options.source.files)
  }

  /** From now on the files are not followed. */
  stop(): void {
    this.#watch.stop()
  }

  /** All that are kept, the newest first. */
  history(): Promise<readonly Generation[]> {
    return this.#options.store.list()
  }

  /**
   * Changes some settings: checked as a whole, put in force everywhere or nowhere, and written to the
   * file. Throws PB_CONFIG_INVALID, PB_CONFIG_KEY_UNKNOWN, PB_CONFIG_SHADOWED, PB_CONFIG_FIXED,
   * PB_CONFIG_CHANGED, PB_CONFIG_NOT_EDITABLE, PB_CONFIG_UNWRITABLE, PB_CONFIG_REFUSED and what a
   * reload throws; then everything is as before.
   */
  update(
    change: TextChange,
    by: GenerationAuthor,
    options: ChangeOptions = {},
  ): Promise<ChangeOutcome> {
    return this.#inTurn(async () => {
      const { source } = this.#options
      await this.#prepare(options)
      const { format, shownAs } = source
      const text = editText(source.readText() ?? '', change, { format, shownAs })
      refuseShadowed([...Object.keys(change.set), ...change.unset], source.read(text))
      return this.#write(text, { action: 'update', by }, options)
    })
  }

  /** Says what a change would do, and everything that is wrong with it. Changes nothing. */
  validate(change: TextChange): Promise<ChangeVerdict> {
    return this.#inTurn(() => judgeChange(change, this.#options))
  }

  /**
   * Puts an earlier generation in force again, as a new one. Throws PB_CONFIG_GENERATION_UNKNOWN,
   * PB_CONFIG_ROLLBACK_IMPOSSIBLE, and what `update` throws.
   */
  rollback(
    generation: number,
    by: GenerationAuthor,
    options: ChangeOptions = {},
  ): Promise<ChangeOutcome> {
    return this.#inTurn(async () => {
      const { source, store } = this.#options
      await this.#prepare(options)
      const kept = await store.read(generation)
      if (!kept) throw configGenerationUnknown(generation, await this.#keptInWords())
      const format = kept.file === null ? source.format : source.formatOf(kept.file)
      if (format !== source.format && kept.text) {
        throw configRollbackImpossible(generation, format, source.format)
      }
      return this.#write(kept.text ?? '', { action: 'rollback', by }, options)
    })
  }

  /**
   * Reads everything again and replaces the processes of one service, or of all, whatever has
   * changed. Throws what `update` throws of a file that is wrong, and what a reload throws.
   */
  replace(how: Replacement['how'], service?: string): Promise<ChangeOutcome> {
    return this.#inTurn(() => this.#reread('reload', internalAuthor, { how, service }))
  }

  /** The same for all, because of a signal. */
  signalled(): Promise<ChangeOutcome> {
    const by = { actor: localAuthor, face: 'signal' } as const
    return this.#inTurn(() => this.#reread('signal', by, { how: 'reload' }))
  }

  async #fileChanged(): Promise<void> {
    await this.#inTurn(() => this.#takeFile())
    this.#watch.follow(this.#options.source.files)
  }

  /** What an editor has written meanwhile comes first, and the change is based on that. */
  async #prepare({ ifMatch }: ChangeOptions): Promise<void> {
    await this.#takeFile()
    if (ifMatch === undefined || ifMatch === this.generation) return
    throw configChanged(ifMatch, `generation ${this.generation}`)
  }

  /** Goes by what somebody has written to a file. Never rejects: health and log tell of a fault. */
  async #takeFile(): Promise<void> {
    if (!this.#state.hasUnseenText) return
    await this.#reread('file', { actor: localAuthor, face: 'file' }).catch(() => {})
  }

  async #reread(
    action: 'reload' | UnaskedFace,
    by: GenerationAuthor,
    replacement?: Replacement,
  ): Promise<ChangeOutcome> {
    const { source, audit, running } = this.#options
    const { target } = source
    let text = this.#state.see()
    let isAboutConfiguration = true
    try {
      const isGone = text === null && source.file !== undefined
      if (action === 'file' && isGone) throw configFileGone(source.shownAs)
      const wanted = source.read()
      // Another file may have been made meanwhile, which comes first.
      if (source.target !== target) text = this.#state.see()
      const plan = planChange(this.current, wanted, running())
      isAboutConfiguration = plan.changed.length > 0
      const reload = replacedServices(plan.reload, replacement, running())
      const how = replacement?.how ?? 'reload'
      if (isAboutConfiguration && plan.reload.length > 0) await this.#options.beforeRisk()
      const make = () => this.#state.make({ action, by, wanted, plan, reload, how }, text)
      const outcome =
        action === 'reload' || (reload.length === 0 && !isAboutConfiguration)
          ? await make()
          : await auditedChange({ audit, face: action, target: source.shownAs }, plan, make)
      this.#state.accepted()
      if (replacement) this.#options.onReplaced(replacement.service)
      return outcome
    } catch (error) {
      if (isAboutConfiguration) this.#state.refused(error)
      throw error
    }
  }

  async #write(
    text: string,
    about: Pick<PlannedChange, 'action' | 'by'>,
    options: ChangeOptions,
  ): Promise<ChangeOutcome> {
    const { source, running } = this.#options
    const before = source.readText()
    const wanted = source.read(text)
    const plan = planChange(this.current, wanted, running())
    // What waits already is not this change's.
    const others = changedSettings(this.#state.wanted, wanted)
    const fixed = plan.waiting.filter((key) => others.includes(key))
    if (fixed.length > 0 && !options.atNextStart) throw configFixed(fixed.join(', '))
    if (options.dryRun || text === before) {
      return this.#state.outcome(plan, plan.reload, options.dryRun)
    }
    const { reload } = plan
    if (about.action === 'rollback' || reload.length > 0) await this.#options.beforeRisk()
    const outcome = await this.#state.make(
      { ...about, wanted, plan, reload, how: 'reload', text },
      before,
    )
    this.#watch.follow(this.#options.source.files)
    return outcome
  }

  async #keptInWords(): Promise<string> {
    const numbers = (await this.history()).map(({ generation }) => generation)
    return numbers.length === 0 ? 'none' : `${numbers.at(-1)} to ${numbers[0]}`
  }

  /** One after the other, in the order in which they were asked for. */
  #inTurn<Outcome>(act: () => Promise<Outcome>): Promise<Outcome> {
    const done = this.#turn.then(act)
    this.#turn = done.catch(() => {})
    return done
  }
}
