import type { OutputOf } from '@promptbin/operations'
import type { Recoverer } from '../../integrity/create-recoverer.ts'
import type { IntegrityManager } from '../../integrity/integrity-manager.ts'
import { askerOf } from '../audit-entry.ts'
import type { HandlersOf } from '../handlers.ts'

/** Who knows how the library is, and makes it anew. */
export interface LibraryHandlersOptions {
  readonly integrity: Pick<IntegrityManager, 'state' | 'check'>
  readonly recoverer: Recoverer
}

/** How it is told whether the library is sound, and a damaged one is made anew. */
export function libraryHandlers({
  integrity,
  recoverer,
}: LibraryHandlersOptions): HandlersOf<
  'get_library_integrity' | 'check_library' | 'recover_library'
> {
  const state = (): OutputOf<'check_library'> => {
    const { last, uncleanAt, failedAt } = integrity.state
    if (last === null) return { last, uncleanAt, failedAt }
    const { inode: _, ...shown } = last
    return { last: shown, uncleanAt, failedAt }
  }
  return {
    get_library_integrity: async () => state(),
    check_library: async (_input, _caller, notes) => {
      const { status, found } = await integrity.check()
      notes.after = { status, found }
      return state()
    },
    recover_library: async ({ dry_run: isTrial = false }, caller, notes) => {
      const recovery = await recoverer.recover({ isTrial }, askerOf(caller))
      const { backup, saved, replaced } = recovery
      const lost = { prompts: saved.prompts.lost.length, versions: saved.versions.lost.length }
      notes.after = { backup, prompts: saved.prompts.kept, lost, replaced }
      return recovery
    },
  }
}
