import type { Included } from '../rendering/composition.ts'
import { parseReference } from '../text/reference.ts'
import { createTold, type Lint, maxFindings } from './finding.ts'
import { type LintText, placeIn } from './lint-text.ts'

/** What looks like an include; no blank stands before the reference, so it is found in one pass. */
const includeLike = /\{\{[ \t]*>[ \t]*(?=[^ \t{}\r\n])([^{}\r\n]{1,200})\}\}/g

/** Why a reference stands for nothing. */
type Reason = Pick<Lint, 'severity' | 'message' | 'hint'>

/** No prompt can be meant. */
const impossible: Reason = {
  severity: 'info',
  message: 'This looks like an include, but no prompt can have that name; it stays as written.',
  hint: 'Write {{> name}}, {{> name@3}} or {{> name@label}}, the name as the library shows it.',
}

const unknown = (reference: string): Reason => ({
  severity: 'error',
  message: `There is no prompt, version or label for "${reference}" to stand for.`,
  hint: 'Correct the name, or create the prompt first.',
})

const isGone = (reference: string): Reason => ({
  severity: 'error',
  message: `What "${reference}" stands for is in the trash or gone.`,
  hint: 'Restore that prompt, or take the include out.',
})

/** What a reference stands for: why it stands for nothing, or nothing if it stands for something. */
function createReasons(unresolved: readonly string[], included: readonly Included[]) {
  const missing = new Set(unresolved)
  const gone = new Set(
    included.filter(({ version }) => version === null).map(({ reference }) => reference),
  )
  return (reference: string): Reason | undefined => {
    if (missing.has(reference)) return unknown(reference)
    if (gone.has(reference)) return isGone(reference)
    return parseReference(reference) === undefined ? impossible : undefined
  }
}

/** Includes that stay as they are written, because they stand for nothing. */
export function lintIncludes(
  texts: readonly LintText[],
  unresolved: readonly string[],
  included: readonly Included[],
): Lint[] {
  const reasonOf = createReasons(unresolved, included)
  const isTold = createTold()
  const found: Record<Lint['severity'], Lint[]> = { error: [], warning: [], info: [] }
  for (const text of texts.filter(({ hasPlaces }) => hasPlaces)) {
    for (const match of text.text.matchAll(includeLike)) {
      const reference = (match[1] ?? '').trim()
      const reason = reasonOf(reference)
      const list = reason && found[reason.severity]
      if (!list || list.length === maxFindings || isTold(reference)) continue
      const at = placeIn(text, match.index, match[0].length)
      list.push({ code: 'broken-include', ...reason, at })
      // Nothing is graver, so no more is told.
      if (found.error.length === maxFindings) return found.error
    }
  }
  return [...found.error, ...found.info]
}
