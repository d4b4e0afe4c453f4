import type { ChangeKind } from '../sections/section.ts'

const words: Readonly<Record<ChangeKind, string>> = {
  live: 'A change counts at once.',
  reload: 'A change counts when processes are replaced, which no request notices.',
  fixed: 'A change counts when PromptBin is started again.',
}

/** How a change comes into force, as a sentence. */
export function changeInWords(change: ChangeKind): string {
  return words[change]
}
