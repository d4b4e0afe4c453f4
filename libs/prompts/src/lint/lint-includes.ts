import type { Included } from '../rendering/composition.ts'
import { parseReference } from '../text/reference.ts'
import type { Lint } from './finding.ts'
import { type LintText, placeIn } from './lint-text.ts'

/** What looks like an include; no blank stands before the reference, so it is found in one pass. */
const includeLike = /\{\{[ \t]*>[ \t]*(?=[^ \t{}\r\n])(?<written>[^{}\r\n]{1,200})\}\}/g

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
  return texts
    .filter(({ hasPlaces }) => hasPlaces)
    .flatMap((text) =>
      Array.from(text.text.matchAll(includeLike)).flatMap((found): Lint[] => {
        const reason = reasonOf(found.groups?.['written']?.trim() ?? '', missing, gone)
        if (reason === undefined) return []
        const at = placeIn(text, found.index, found[0].length)
        return [{ code: 'broken-include', ...reason, at }]
      }),
    )
}
