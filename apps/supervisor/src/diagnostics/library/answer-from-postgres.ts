import type { PostgresPlace } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import {
  checkPostgresLibrary,
  describeLibrary,
  type LibraryDescription,
  postgresSchemaVersion,
} from '@promptbin/prompt-store/postgres'
import {
  type LibraryAnswer,
  type LibraryFacts,
  type LibraryPart,
  mostFaults,
} from './library-facts.ts'

/** Answers of a library that PostgreSQL keeps; it is only read. */
export async function answerFromPostgres(
  part: LibraryPart,
  { url }: PostgresPlace,
): Promise<LibraryAnswer> {
  try {
    if (part === 'facts') return { answer: factsOf(await describeLibrary(url)) }
    const { findings } = await checkPostgresLibrary({ url, auditHead: null })
    return { answer: findings.slice(0, mostFaults) }
  } catch (error) {
    if (!(error instanceof PromptBinError)) throw error
    const why = error.cause instanceof Error ? error.cause.message : error.message
    return { problem: error.code === 'PB_STORE_DAMAGED' ? 'damaged' : 'closed', why }
  }
}

function factsOf(library: LibraryDescription): LibraryFacts {
  return { ...library, knownSchema: postgresSchemaVersion }
}
