import { Readable } from 'node:stream'
import { json, text } from 'node:stream/consumers'
import { type Operation, requestOf } from '@promptbin/operations'
import { askService } from '../../http/ask-service.ts'
import type { FoundInstance } from '../../instance/find-instance.ts'

/**
 * Has the supervisor of an instance do an operation, and waits until it has. Throws what it refuses it
 * with.
 */
export async function askOperation(
  { description, headers }: Pick<FoundInstance, 'description' | 'headers'>,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { method, path, body } = requestOf(operation, input)
  const answer = await askService(description.supervisor.url, path, {
    method,
    headers,
    ...(body && { contentType: 'application/json', body: Readable.from([JSON.stringify(body)]) }),
  })
  if (answer.statusCode !== 204) return (await json(answer)) as Readonly<Record<string, unknown>>
  await text(answer)
  return {}
}
