import type { ChangeKind } from '../sections/section.ts'

const words: Readonly<Record<ChangeKind, string>> = {
  live: 'counts at once, in the processes that run',
  reload: 'counts when processes are replaced, one after the other, losing no request',
  fixed: 'counts when PromptBin is started again',
}

/** How a change comes into force, as it goes on from "a change". */
export function changeInWords(change: ChangeKind): string {
  return words[change]
}
