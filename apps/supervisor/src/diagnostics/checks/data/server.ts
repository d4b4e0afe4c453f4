import type { FindingOf } from '../../finding.ts'
import type { LibraryProblem } from '../../library/library-facts.ts'

/** What is done about a library that PostgreSQL keeps and that is not as it was written. */
export const recoverDatabase =
  'Go back to a moment with the tools of PostgreSQL; single prompts come back with promptbin backup restore-prompt; docs/postgresql.md'

/** That a database cannot be read, and where to look. */
export function unreadableDatabase(url: string, { problem, why }: LibraryProblem): FindingOf {
  return {
    severity: 'critical',
    class: problem === 'damaged' ? 'health' : 'process',
    evidence: `${url} cannot be read: ${why}`,
    fix:
      problem === 'damaged'
        ? recoverDatabase
        : 'See that PostgreSQL runs there, that this machine reaches it, and that it lets in the account of store.url: docs/postgresql.md',
  }
}
