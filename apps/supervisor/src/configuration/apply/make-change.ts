import type { Config } from '@promptbin/config'
import type { ConfigurationSource } from '../configuration-source.ts'
import { configUnwritable } from '../errors.ts'
import { stageFile } from '../file/staged-file.ts'
import type { GenerationStore } from '../generations/generation-store.ts'
import { type GenerationFacts, newGeneration } from '../generations/new-generation.ts'
import type { ChangePlan } from '../plan/plan-change.ts'
import { type ApplyOptions, applyChange, type Step } from './apply-change.ts'

/** A change that was checked and planned. */
export interface PlannedChange
  extends Pick<GenerationFacts, 'action' | 'by'>,
    Pick<Step, 'reload' | 'how'> {
  readonly wanted: Config
  readonly plan: ChangePlan
  /** The number that it gets; undefined when nothing becomes another, and only processes do. */
  readonly generation: number | undefined
  /** What the file is to say; undefined when it says so already. */
  readonly text?: string | undefined
  /** Throws if somebody else has changed the file meanwhile. */
  readonly checkFile: () => void
}

export interface MakeChangeOptions {
  readonly source: Pick<ConfigurationSource, 'target' | 'file' | 'readText' | 'shownAs'>
  readonly store: GenerationStore
  readonly apply: ApplyOptions
}

/**
 * Puts a change in force and on the disk, or neither: what can fail for want of room fails before
 * anything acts, and the file is replaced when everything has acted. Throws PB_CONFIG_UNWRITABLE and
 * what `applyChange` throws.
 */
export async function makeChange(
  change: PlannedChange,
  { source, store, apply }: MakeChangeOptions,
): Promise<void> {
  const { wanted, plan, generation, text, reload, how } = change
  const before = apply.live.current
  const after = plan.changed.length > plan.waiting.length ? plan.inForce : before
  const staged = await stageBoth()
  try {
    await applyChange(
      {
        before,
        after,
        // Without a number of its own nothing is told to anybody.
        generation: generation ?? store.lastNumber,
        reload,
        how,
        commit: async () => {
          change.checkFile()
          for (const one of staged) await one.commit().catch(unwritable)
        },
      },
      apply,
    )
  } finally {
    for (const one of staged) await one.discard()
  }

  async function stageBoth() {
    if (generation === undefined) return []
    const kept = newGeneration(wanted, {
      generation,
      action: change.action,
      by: change.by,
      file: text === undefined ? (source.file ?? null) : source.target,
      text: text ?? source.readText(),
      changed: plan.changed,
    })
    const stagedFile =
      text === undefined ? [] : [await stageFile(source.target, text).catch(unwritable)]
    try {
      return [...stagedFile, await store.stage(kept)]
    } catch (error) {
      for (const one of stagedFile) await one.discard()
      return unwritable(error)
    }
  }

  function unwritable(cause: unknown): never {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw configUnwritable.with({ cause }, source.shownAs, code)
  }
}
