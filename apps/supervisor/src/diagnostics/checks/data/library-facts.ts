import type { IntegritySubject } from '@promptbin/prompt-store/integrity'
import type { LibraryFacts } from '../../library/library-facts.ts'
import type { LibraryQuestions } from '../../library/library-questions.ts'
import type { Scene } from '../../scene.ts'

/** For checks of what is in the library. */
export function skipsWithoutLibrary({ library }: Scene): string | undefined {
  return library.exists ? undefined : 'there is no library yet'
}

/** For checks of a library that is a file. */
export function skipsUnlessFile(scene: Scene): string | undefined {
  const { system } = scene.library.place
  return system === 'sqlite' ? skipsWithoutLibrary(scene) : 'PostgreSQL looks after that'
}

/** What stands in the database; undefined where it cannot be read, which is a finding of its own. */
export async function libraryFacts(library: LibraryQuestions): Promise<LibraryFacts | undefined> {
  const told = await library.ask('facts')
  return 'answer' in told ? told.answer : undefined
}

/** All of it is read, which takes long in a huge library; each day it is looked at without haste. */
export const integrityDeadlineMs = 8_000

/** More of them say nothing new. */
const mostTold = 3

/**
 * What of some subjects is not as it was written, in sentences. What cannot be read at all is a fault of
 * the database.
 */
export async function libraryFaults(
  library: LibraryQuestions,
  subjects: readonly IntegritySubject[],
): Promise<readonly string[]> {
  const told = await library.ask('integrity')
  if ('problem' in told) {
    const isMeant = told.problem === 'damaged' && subjects.includes('database')
    return isMeant ? [`${told.why}.`] : []
  }
  return told.answer
    .filter(({ subject }) => subjects.includes(subject))
    .slice(0, mostTold)
    .map(({ detail }) => detail)
}
