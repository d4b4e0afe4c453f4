import type { Result } from '@modelcontextprotocol/server'
import type { Answer } from '../mux/mux-transport.ts'
import type { ResultAnswer } from './answer-template.ts'

/** Whether a result was served from a copy that may be out of date. */
const isStale = ({ _meta }: Result) => _meta?.['promptbin/stale'] === true

/**
 * The answer, if it may be given again to the same request: it is complete, it is no failure, and
 * the library could be asked.
 */
export function worthKeeping(answer: Answer): ResultAnswer | undefined {
  if (!('result' in answer)) return undefined
  const { result } = answer
  const isComplete = result['resultType'] === 'complete' && result['isError'] !== true
  return isComplete && !isStale(result) ? answer : undefined
}
