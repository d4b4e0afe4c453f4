import type { PromptStore } from '@promptbin/prompt-store'
import type { Library } from '../library/library.ts'

/** Nobody ends it but the library. */
const never = new AbortController().signal

/** What opens the door for links that are there already, or come by another way than a request. */
export interface OpenWhenSharedOptions {
  readonly store: Pick<PromptStore, 'generation' | 'hasOpenShares'>
  readonly library: Pick<Library, 'events' | 'shareAddress'>
}

/**
 * Opens the door for links as soon as there is a share: from before, of an import, or made by
 * another process. Settles when it has, or when the library is closed.
 */
export async function openWhenShared(options: OpenWhenSharedOptions): Promise<void> {
  const { store, library } = options
  const generation = await store.generation()
  const isOpened = async () => {
    if (!(await store.hasOpenShares())) return false
    await library.shareAddress()
    return true
  }
  if (await isOpened()) return
  for await (const { type } of library.events(generation, never)) {
    if ((type === 'shared' || type === 'reset') && (await isOpened())) return
  }
}
