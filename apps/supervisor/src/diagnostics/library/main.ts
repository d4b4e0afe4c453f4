import type { DatabaseSync } from 'node:sqlite'
import { json } from 'node:stream/consumers'
import { checkDatabase, type IntegrityFinding } from '@promptbin/prompt-store/integrity'
import { type LibraryAnswer, type LibraryQuestion, mostFaults } from './library-facts.ts'
import { openToRead } from './open-to-read.ts'
import { readFacts } from './read-facts.ts'
import { problemOf } from './sqlite-problem.ts'

// A process of its own, so that it can be ended at any time: it reads a question from stdin, writes
// the answer to stdout, and ends.
const question = (await json(process.stdin)) as LibraryQuestion
process.stdout.write(`${JSON.stringify(await answerTo(question))}\n`)

async function answerTo({ part, place, isInUse }: LibraryQuestion): Promise<LibraryAnswer> {
  if (place.system === 'postgresql') {
    const { answerFromPostgres } = await import('./answer-from-postgres.ts')
    return answerFromPostgres(part, place)
  }
  try {
    const database = openToRead(place.file, { isInUse })
    return { answer: part === 'facts' ? readFacts(database) : findFaults(database) }
  } catch (error) {
    return problemOf(error)
  }
}

function findFaults(database: DatabaseSync): readonly IntegrityFinding[] {
  return [...checkDatabase(database, { auditHead: null, isCopy: false })].slice(0, mostFaults)
}
