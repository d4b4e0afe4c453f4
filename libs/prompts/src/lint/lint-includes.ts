import type { Included } from '../rendering/composition.ts'
import { parseReference } from '../text/reference.ts'
import type { Lint } from './finding.ts'
import { type LintText, placeIn } from './lint-text.ts'

/** What looks like an include; no blank stands before the reference, so it is found in one pass. */
const includeLike = /\{\{[ \t]*>[ \t]*(?=[^ \t{}\r\n])([^{}\r\n]{1,200})\}\}/g

/** How often the same reference is told. */
const maxTold = 5

/** Why a reference stands for nothing; nothing if it stands for something. */
type Reason = Pick<Lint, 'severity' | 'message' | 'hint'>

function reasonOf(
  reference: string,
  unresolved: ReadonlySet<string>,
  gone: ReadonlySet<string>,
): Reason | undefined {
  if (parseReference(reference) === undefined) {
    return {
      severity: 'info',
      message: 'This looks like an include, but no prompt can have that name; it stays as written.',
      hint: 'Write {{> name}}, {{> name@3}} or {{> name@label}}, the name as the library shows it.',
    }
  }
  if (unresolved.has(reference)) {
    return {
      severity: 'error',
      message: `There is no prompt, version or label for "${reference}" to stand for.`,
      hint: 'Correct the name, or create the prompt first.',
    }
  }
  if (!gone.has(reference)) return undefined
  return {
    severity: 'error',
    message: `What "${reference}" stands for is in the trash or gone.`,
    hint: 'Restore that prompt, or take the include out.',
  }
}

/** Includes that stay as they are written, because they stand for nothing. */
export function lintIncludes(
  texts: readonly LintText[],
  unresolved: readonly string[],
  included: readonly Included[],
): Lint[] {
  const missing = new Set(unresolved)
  const gone = new Set(
    included.filter(({ version }) => version === null).map(({ reference }) => reference),
  )
  const told = new Map<string, number>()
  const found: Lint[] = []
  for (const text of texts.filter(({ hasPlaces }) => hasPlaces)) {
    for (const match of text.text.matchAll(includeLike)) {
      const reference = (match[1] ?? '').trim()
      const count = told.get(reference) ?? 0
      const reason = count < maxTold ? reasonOf(reference, missing, gone) : undefined
      told.set(reference, count + 1)
      if (reason === undefined) continue
      const at = placeIn(text, match.index, match[0].length)
      found.push({ code: 'broken-include', ...reason, at })
    }
  }
  return found
}
